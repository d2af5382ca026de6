variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "cluster" {
  type = string
}

variable "service" {
  description = "The service whose traffic is moved."
  type        = string
}

variable "listener_arn" {
  type = string
}

variable "target_groups" {
  description = "Names of the two colours."
  type        = list(string)
  validation {
    condition     = length(var.target_groups) == 2
    error_message = "target_groups takes the two colours."
  }
}

variable "task_roles" {
  description = "Roles of the task definition, which CodeDeploy passes on."
  type        = list(string)
}

variable "alarms" {
  description = "Names of alarms that take a release back."
  type        = list(string)
}
