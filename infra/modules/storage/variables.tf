variable "name" {
  description = "Prefix of all names, such as musicsite-dev."
  type        = string
}

variable "account_id" {
  description = "The AWS account: part of bucket names, which are the world's."
  type        = string
}

variable "site_url" {
  description = "The origin whose pages send uploads and play media."
  type        = string
}

variable "key_arn" {
  description = "KMS key of media, uploads and lake."
  type        = string
}

variable "protect" {
  description = "false: buckets are emptied when they are destroyed."
  type        = bool
}

variable "notices_queue_arn" {
  description = "SQS queue told of uploads that were put together."
  type        = string
}

variable "old_versions_days" {
  description = "How long overwritten and deleted media can be had back."
  type        = number
}

variable "log_days" {
  description = "How long access logs are kept."
  type        = number
}
