variable "account" {
  description = "infra/settings.tfvars"
  type = object({
    id = string, region = string, zones = list(string), domain = string, alarm_email = string, admin_email = string, forge = string, budget = number
  })
}

variable "environments" {
  description = "GitHub environments whose approved runs may apply."
  type        = list(string)
  default     = ["dev", "test", "prod"]
}
