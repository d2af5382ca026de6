variable "name" {
  description = "Prefix of all names, such as musicsite-dev."
  type        = string
}

variable "vpc_id" {
  type = string
}

variable "subnets" {
  description = "Isolated subnets."
  type        = list(string)
}

variable "clients" {
  description = "Security group of the tasks."
  type        = string
}

variable "key_arn" {
  description = "KMS key of the data."
  type        = string
}

variable "logs_key_arn" {
  description = "KMS key of log groups."
  type        = string
}

variable "log_days" {
  type = number
}

variable "protect" {
  description = "Deletion protection, and a last snapshot when destroyed."
  type        = bool
}

variable "database" {
  description = "Aurora Serverless v2: capacity in ACUs (0 pauses after pause_after seconds), readers, days of backups."
  type = object({
    min_acu     = number
    max_acu     = number
    readers     = number
    backup_days = number
    pause_after = optional(number, 1800)
    # AWS's default release of 8.4. Name one whole to move by hand alone.
    engine_version = optional(string, "8.4")
  })
}

variable "cache" {
  description = "ElastiCache for Valkey: node type, and nodes (more than one: the others take over; 0: none)."
  type        = object({ node_type = string, nodes = number })
}
