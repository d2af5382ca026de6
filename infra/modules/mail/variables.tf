variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "domain" {
  description = "The domain that letters come from."
  type        = string
}

variable "zone_id" {
  description = "The Route 53 zone in which its records are made."
  type        = string
}

variable "key_arn" {
  description = "KMS key of queues and topics."
  type        = string
}

variable "queue_arn" {
  description = "SQS queue that is told of bounces and complaints."
  type        = string
}

variable "alarm_topic_arn" {
  type = string
}

variable "runbooks" {
  type = string
}
