variable "name" {
  description = "Prefix of all names, such as musicsite-dev."
  type        = string
}

variable "account_id" {
  type = string
}

variable "key_arn" {
  description = "KMS key of queues."
  type        = string
}

variable "queues" {
  description = "Name of a queue → who may send to it: service principal → ARN of what sends (a topic, a bucket); whether it has a topic of its own, that the site's tasks publish to; how often a message is tried."
  type = map(object({
    senders       = optional(map(string), {})
    topic         = optional(bool, false)
    tries         = optional(number, 10)
    stale_seconds = optional(number, 900)
  }))
}

variable "alarm_topic_arn" {
  type = string
}

variable "runbooks" {
  description = "Address of docs/operations.md, to which #heading is added."
  type        = string
}
