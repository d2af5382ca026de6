variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "alarm_email" {
  description = "Who hears of alarms; must confirm by a link in a letter, once."
  type        = string
}

variable "queue_key_arn" {
  type = string
}

variable "logs_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}

variable "runbooks" {
  type = string
}

variable "log_groups" {
  description = "Process → its log group."
  type        = map(object({ name = string, arn = string }))
}

variable "balancer" {
  description = "The balancer's name in metrics."
  type        = string
}

variable "database" {
  type = object({ cluster_id = string, max_acu = number, readers = number })
}

variable "cache_nodes" {
  description = "Nodes of Valkey, if there are any."
  type        = list(string)
}

variable "cluster" {
  description = "Name of the ECS cluster."
  type        = string
}

variable "ship" {
  description = "Where logs are shipped to: the OpenSearch endpoint and ARN, subnets, security group and role of the function; null: they stay in CloudWatch."
  type        = object({ endpoint = string, arn = string, subnets = list(string), group = string, role = object({ name = string, arn = string }) })
  default     = null
}

variable "site_name" {
  description = "SITE_NAME of the tasks: the dimension of the application's own metrics."
  type        = string
}

variable "metrics" {
  description = "Whether the application tells its own metrics (METRICS_EMF)."
  type        = bool
}

variable "promised" {
  description = "Whether availability and speed are promised here (docs/slo.md): alarms on how fast their error budgets are spent."
  type        = bool
}
