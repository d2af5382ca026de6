variable "name" {
  type = string
}

variable "process" {
  type = string
}

variable "cluster" {
  description = "Name of the ECS cluster."
  type        = string
}

variable "definition_arn" {
  description = "Task definition (module task)."
  type        = string
}

variable "network" {
  type = object({ subnets = list(string), public_ip = bool, groups = list(string) })
}

variable "target_group_arn" {
  description = "Target group of the balancer; null for what is not asked."
  type        = string
  default     = null
}

variable "canary" {
  description = "CodeDeploy moves its traffic (web). Otherwise ECS replaces tasks and goes back by itself when they don't start."
  type        = bool
  default     = false
}

variable "spot" {
  description = "Run on Fargate Spot: for what may be stopped with two minutes' notice."
  type        = bool
  default     = false
}

variable "scaling" {
  description = "How many tasks, and what for: percent of CPU, requests a minute and task, messages of a queue a task."
  type = object({
    min      = number
    max      = number
    cpu      = optional(number, 60)
    requests = optional(number)
    queue    = optional(object({ name = string, messages = number }))
  })
  validation {
    condition     = var.scaling.min >= 0 && var.scaling.max >= var.scaling.min && var.scaling.max <= 500
    error_message = "scaling takes 0 <= min <= max <= 500."
  }
}

variable "balancer" {
  description = "The balancer's name in metrics, for scaling by requests."
  type        = string
  default     = ""
}

variable "wakes" {
  description = "The number of jobs to do, by which one that may have no task is started and stopped; null: it always runs."
  type        = object({ namespace = string, metric = string, dimensions = map(string) })
  default     = null
  validation {
    condition     = var.wakes == null ? var.scaling.min > 0 : var.scaling.min == 0 && var.scaling.max == 1
    error_message = "wakes is for scaling from 0 to 1, and only that takes it."
  }
}

variable "night" {
  description = "When all tasks are stopped and started again (cron of EventBridge, UTC); null: never."
  type        = object({ down = string, up = string })
  default     = null
}

variable "alarm_topic_arn" {
  type = string
}

variable "runbooks" {
  type = string
}
