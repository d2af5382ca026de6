variable "name" {
  description = "Prefix of all names, such as musicsite-dev."
  type        = string
}

variable "process" {
  description = "What it runs, such as web."
  type        = string
}

variable "image" {
  description = "The image by digest."
  type        = string
}

variable "repository_arn" {
  description = "ECR repository of the image."
  type        = string
}

variable "command" {
  type = list(string)
}

variable "cpu" {
  type = number
}

variable "memory" {
  type = number
}

variable "scratch_gb" {
  description = "Disk of the task, 21 to 200 GB."
  type        = number
  default     = 21
}

variable "environment" {
  description = "Settings: docs/configuration.md."
  type        = map(string)
}

variable "secrets" {
  description = "Settings that are secrets: name of the setting → ARN of the secret (with :key:: for one key of it)."
  type        = map(string)
}

variable "statements" {
  description = "What the process may do."
  type = list(object({
    sid        = string
    actions    = list(string)
    resources  = list(string)
    conditions = optional(map(map(string)), {})
  }))
}

variable "listens" {
  description = "Whether it serves HTTP at port 8000."
  type        = bool
  default     = false
}

variable "stop_seconds" {
  description = "How long it may take to end after SIGTERM."
  type        = number
  default     = 30
}

variable "writable_root" {
  description = "For sessions of ECS Exec alone, whose agent writes into the container."
  type        = bool
  default     = false
}

variable "collector" {
  description = "Whether a collector of spans stands beside it (AWS Distro for OpenTelemetry, at 127.0.0.1:4318), which sends them to X-Ray."
  type        = bool
  default     = false
}

variable "data_key_arn" {
  description = "KMS key of the secrets."
  type        = string
}

variable "logs_key_arn" {
  type = string
}

variable "log_days" {
  type = number
}
