# Development: as small as it gets, asleep at night.
# What is not said here is the same in all environments: ../../environment.

terraform {
  required_version = "~> 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  # Bucket and region come from infra/settings.tfvars: `make plan NAME=dev`.
  backend "s3" {
    key          = "dev/terraform.tfstate"
    encrypt      = true
    use_lockfile = true
  }
}

variable "account" {
  description = "infra/settings.tfvars"
  type = object({
    id = string, region = string, zones = list(string), domain = string, alarm_email = string, admin_email = string, forge = string, budget = number
  })
}

variable "image" {
  description = "The image by digest."
  type        = string
}

locals {
  tags = { project = "musicsite", environment = "dev" }
}

provider "aws" {
  region              = var.account.region
  allowed_account_ids = [var.account.id]
  default_tags {
    tags = local.tags
  }
}

provider "aws" {
  alias               = "us_east_1"
  region              = "us-east-1"
  allowed_account_ids = [var.account.id]
  default_tags {
    tags = local.tags
  }
}

module "environment" {
  source    = "../../environment"
  providers = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  name      = "dev"
  account   = var.account
  image     = var.image
  site_name = "musicsite dev"
  host      = "dev.${var.account.domain}"
  protect   = false
  sign_up   = "invitation"

  network  = { cidr = "10.10.0.0/16", nat = "none" }
  database = { min_acu = 0, max_acu = 2, readers = 0, backup_days = 1, pause_after = 300 }
  cache    = { node_type = "none", nodes = 0 }
  # Workers sleep until a job wakes them. web sends the bytes of media; what clock and notices do all day elsewhere is done each hour by day.
  processes = {
    web   = { cpu = 256, memory = 1024, min = 1, max = 2, spot = true }
    quick = { cpu = 256, memory = 512, min = 0, max = 1, spot = true }
    heavy = { cpu = 512, memory = 2048, min = 0, max = 1, spot = true }
  }
  # The public half of what `make keys` made.
  media_public_keys = fileexists("${path.module}/media.pem") ? { first = file("${path.module}/media.pem") } : {}

  firewall    = { enabled = false }
  night       = { down = "0 19 * * ? *", up = "0 6 ? * MON-FRI *", sweep = "2 6-18 ? * MON-FRI *" }
  search_logs = null
  search      = null
  traces      = false
  insights    = false
  metrics     = false
  lake        = false
  log_days    = 7
}

output "environment" {
  value = module.environment
}
