variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "bucket" {
  description = "Name of the lake's bucket."
  type        = string
}

variable "media_key_arn" {
  description = "KMS key of the bucket."
  type        = string
}

variable "logs_key_arn" {
  description = "KMS key of the stream and of log groups."
  type        = string
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
