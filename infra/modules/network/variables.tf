variable "name" {
  description = "Prefix of all names, such as musicsite-dev."
  type        = string
}

variable "cidr" {
  description = "The VPC's addresses: a /16, of which each subnet takes a /20."
  type        = string
  validation {
    condition     = can(cidrnetmask(var.cidr)) && endswith(var.cidr, "/16")
    error_message = "cidr takes a /16, such as 10.20.0.0/16."
  }
}

variable "zones" {
  description = "Availability zones, two or three."
  type        = list(string)
  validation {
    condition     = length(var.zones) >= 2 && length(var.zones) <= 3
    error_message = "zones takes two or three availability zones."
  }
}

variable "nat" {
  description = "NAT gateways: none (tasks get public addresses, for dev), one, or each (one a zone)."
  type        = string
  validation {
    condition     = contains(["none", "one", "each"], var.nat)
    error_message = "nat takes none, one or each."
  }
}

variable "endpoints" {
  description = "Services reached by interface endpoints rather than through NAT, such as [\"ecr.api\", \"logs\"]."
  type        = set(string)
  default     = []
}

variable "log_days" {
  description = "How many days flow logs are kept."
  type        = number
}

variable "logs_key_arn" {
  description = "KMS key of log groups."
  type        = string
}
