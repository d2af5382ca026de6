variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "subnets" {
  description = "Isolated subnets, one a zone."
  type        = list(string)
}

variable "nodes" {
  description = "Data nodes: their number, type and disk."
  type        = object({ count = number, type = string, gb = number })
}

variable "key_arn" {
  type = string
}

variable "logs_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}

variable "writers" {
  description = "ARNs of roles that may send documents."
  type        = list(string)
}

variable "client_groups" {
  description = "Name → security group that may reach it."
  type        = map(string)
}

variable "alarm_topic_arn" {
  type = string
}

variable "runbooks" {
  type = string
}
