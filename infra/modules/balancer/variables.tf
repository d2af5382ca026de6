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
  description = "Private subnets."
  type        = list(string)
}

variable "web_group" {
  description = "Security group of the tasks that are asked."
  type        = string
}

variable "certificate_arn" {
  description = "Certificate of the site's name in this region."
  type        = string
}

variable "logs_bucket" {
  type = string
}

variable "media_paths" {
  description = "Addresses whose bytes the application sends itself: they go to the process media."
  type        = list(string)
}

variable "protect" {
  type = bool
}

variable "alarm_topic_arn" {
  type = string
}

variable "runbooks" {
  type = string
}
