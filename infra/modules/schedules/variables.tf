variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "cluster_arn" {
  type = string
}

variable "task" {
  description = "The task that runs commands: ARN of its definition, family, roles."
  type        = object({ definition_arn = string, family = string, roles = list(string) })
}

variable "network" {
  type = object({ subnets = list(string), public_ip = bool, groups = list(string) })
}

variable "schedules" {
  description = "Name → when (UTC), which command of manage.py, and after how many hours without a success somebody should look."
  type        = map(object({ expression = string, command = list(string), missed_hours = number }))
}

variable "key_arn" {
  description = "KMS key of queues."
  type        = string
}

variable "logs_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}

variable "alarm_topic_arn" {
  type = string
}

variable "runbooks" {
  type = string
}
