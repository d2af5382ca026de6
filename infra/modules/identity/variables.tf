variable "name" {
  type = string
}

variable "account_id" {
  description = "The AWS account."
  type        = string
}

variable "site_name" {
  type = string
}

variable "site_url" {
  type = string
}

variable "protect" {
  type = bool
}

variable "groups" {
  description = "Group of the pool → role on the site (artist, content manager, administrator)."
  type        = map(string)
}

variable "okta" {
  description = "An Okta organisation whose people sign in through Cognito; none: null. Its details are in Terraform's state."
  type        = object({ issuer = string, client_id = string, client_secret = string })
  default     = null
  sensitive   = true
}
