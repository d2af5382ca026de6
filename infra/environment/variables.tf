variable "name" {
  description = "The environment: dev, test, prod, or any short name."
  type        = string
  validation {
    condition     = can(regex("^[a-z][a-z0-9]{1,9}$", var.name))
    error_message = "name takes 2 to 10 small letters and digits: names in AWS begin with it."
  }
}

variable "account" {
  description = "What is the same for all environments of an account: infra/settings.tfvars."
  type = object({
    id          = string       # AWS account
    region      = string       # where everything is but CloudFront's own
    zones       = list(string) # availability zones
    domain      = string       # the zone in Route 53, made by infra/account
    alarm_email = string       # who hears of alarms
    admin_email = string       # the first administrator of the site
    forge       = string       # repository on GitHub: owner/name, whose workflows may deploy
    budget      = number       # dollars a month at which the account's owner hears
  })
}

variable "image" {
  description = "The image by digest: repository@sha256:…"
  type        = string
  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.image))
    error_message = "image takes an image by its digest: repository@sha256:…"
  }
}

variable "protect" {
  description = "Deletion protection, last snapshots, recovery windows. Apply false before destroying."
  type        = bool
}

variable "host" {
  description = "The site's host name."
  type        = string
}

variable "site_name" {
  type    = string
  default = "musicsite"
}

variable "network" {
  type = object({ cidr = string, nat = string, endpoints = optional(set(string), []) })
}

variable "database" {
  type = object({
    min_acu     = number
    max_acu     = number
    readers     = number
    backup_days = number
    pause_after = optional(number, 1800)
  })
}

variable "cache" {
  description = "Valkey's node type and nodes; none and 0: the database holds the cache."
  type        = object({ node_type = string, nodes = number })
  validation {
    condition     = (var.cache.node_type == "none") == (var.cache.nodes == 0)
    error_message = "cache takes a node type with nodes, or none with 0."
  }
}

variable "processes" {
  description = "How large and how many: CPU units (1024 a core), MB, tasks (quick and heavy with min = 0 sleep until a job is committed); Spot; requests a minute and task (web)."
  type = map(object({
    cpu      = number
    memory   = number
    min      = number
    max      = number
    spot     = optional(bool, false)
    requests = optional(number)
  }))
  validation {
    condition = (
      length(setsubtract(["web", "quick", "heavy"], keys(var.processes))) == 0 &&
      length(setsubtract(keys(var.processes), ["web", "media", "quick", "heavy", "clock", "notices"])) == 0
    )
    error_message = "processes takes web, quick and heavy, and may take media, clock and notices."
  }
  validation {
    condition     = alltrue([for process, size in var.processes : size.min > 0 || contains(["quick", "heavy"], process)])
    error_message = "min is 0 for quick and heavy alone, which a job wakes."
  }
}

variable "firewall" {
  type = object({ enabled = bool, rate = optional(number, 6000), bots = optional(bool, false) })
}

variable "night" {
  description = "When all tasks sleep (cron in UTC), and the database after them; between, when what clock and notices would do is done where these are left out; null: never."
  type        = object({ down = string, up = string, sweep = optional(string) })
  default     = null
  validation {
    condition     = try(var.night.sweep, null) != null || length(setsubtract(["clock", "notices"], keys(var.processes))) == 0
    error_message = "clock and notices may be left out where night.sweep says when their work is done."
  }
}

variable "search_logs" {
  description = "Nodes of the OpenSearch domain that holds the logs; null: they stay in CloudWatch."
  type        = object({ count = number, type = string, gb = number })
  default     = null
}

variable "search" {
  description = "Nodes of the OpenSearch domain that the site searches by; null: the database searches."
  type        = object({ count = number, type = string, gb = number })
  default     = null
}

variable "metrics" {
  description = "Whether the application's own numbers go to CloudWatch ($0.30 a month each), with the alarms on promises that they allow."
  type        = bool
}

variable "insights" {
  description = "Whether ECS counts tasks and what they take (Container Insights), which scaling by requests and the alarm on missing tasks ask."
  type        = bool
}

variable "traces" {
  description = "Whether a collector beside each process sends spans to X-Ray."
  type        = bool
}

variable "lake" {
  description = "Whether events go to a lake (Firehose, Glue, Athena)."
  type        = bool
}

variable "sign_up" {
  description = "closed, invitation or open: docs/configuration.md."
  type        = string
}

variable "okta" {
  description = "An Okta organisation behind Cognito; null: none."
  type        = object({ issuer = string, client_id = string, client_secret = string })
  default     = null
  sensitive   = true
}

variable "media_public_keys" {
  description = "Public keys that may sign addresses of media (make keys): name → PEM."
  type        = map(string)
  default     = {}
}

variable "log_days" {
  type = number
}
