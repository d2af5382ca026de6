variable "name" {
  type = string
}

variable "account_id" {
  type = string
}

variable "domain" {
  description = "The site's host name."
  type        = string
}

variable "zone_id" {
  type = string
}

variable "balancer" {
  type = object({ arn = string, domain = string })
}

variable "buckets" {
  description = "site, media, logs → name and regional address."
  type        = map(object({ name = string, domain = string }))
}

variable "media_public_keys" {
  description = "Public keys (PEM) that may sign addresses below /media/: name → key. None: there is no such way in."
  type        = map(string)
  default     = {}
}

variable "firewall" {
  description = "Whether WAF stands in front, how many requests one address may make in five minutes, and whether bots are told apart."
  type        = object({ enabled = bool, rate = optional(number, 6000), bots = optional(bool, false) })
}

variable "price_class" {
  type    = string
  default = "PriceClass_100"
}

variable "log_days" {
  type = number
}

variable "alarm_email" {
  description = "Who hears of alarms."
  type        = string
}

variable "runbooks" {
  type = string
}
