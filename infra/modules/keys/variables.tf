variable "name" {
  description = "Prefix of all names, such as musicsite-dev."
  type        = string
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "recovery_days" {
  description = "How long a deleted key or secret can be had back. 0 deletes a secret at once (a key waits 7 days at least)."
  type        = number
}

variable "generated" {
  description = "Secrets that are made up by AWS: name → what it is. Raising `version` makes them anew."
  type        = map(object({ description = string, version = optional(number, 1) }))
}

variable "given" {
  description = "Secrets whose values other resources know: name → what it is."
  type        = map(string)
  default     = {}
}

variable "given_values" {
  description = "The values of `given`. Written and never read back: they are in no state of these resources."
  type        = map(string)
  default     = {}
  ephemeral   = true
}

variable "given_version" {
  description = "Raised when a value in `given_values` has changed."
  type        = number
  default     = 1
}

variable "placed" {
  description = "Secrets whose values a person puts there: name → what it is."
  type        = map(string)
  default     = {}
}
