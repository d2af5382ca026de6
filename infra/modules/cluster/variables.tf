variable "name" {
  type = string
}

variable "vpc_id" {
  type = string
}

variable "balancer_group" {
  description = "Security group of the load balancer."
  type        = string
}

variable "data_key_arn" {
  type = string
}

variable "logs_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}

variable "cidr" {
  description = "The VPC's addresses."
  type        = string
}

variable "insights" {
  description = "Container Insights: how many tasks run, and what each takes."
  type        = bool
}
