# Test: shaped as production, small.
# What is not said here is the same in all environments: ../../environment.

terraform {
  required_version = "~> 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  # Bucket and region come from infra/settings.tfvars: `make plan NAME=test`.
  backend "s3" {
    key          = "test/terraform.tfstate"
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
  tags = { project = "musicsite", environment = "test" }
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
  name      = "test"
  account   = var.account
  image     = var.image
  site_name = "musicsite test"
  host      = "test.${var.account.domain}"
  protect   = false
  sign_up   = "invitation"

  network  = { cidr = "10.20.0.0/16", nat = "one" }
  database = { min_acu = 0.5, max_acu = 4, readers = 1, backup_days = 3 }
  cache    = { node_type = "cache.t4g.small", nodes = 2 }
  processes = {
    web     = { cpu = 512, memory = 1024, min = 2, max = 4, requests = 600 }
    media   = { cpu = 256, memory = 512, min = 1, max = 2 }
    quick   = { cpu = 256, memory = 512, min = 1, max = 2, spot = true }
    heavy   = { cpu = 1024, memory = 4096, min = 1, max = 2, spot = true }
    clock   = { cpu = 256, memory = 512, min = 1, max = 1 }
    notices = { cpu = 256, memory = 512, min = 1, max = 2 }
  }
  # The public half of what `make keys` made.
  media_public_keys = fileexists("${path.module}/media.pem") ? { first = file("${path.module}/media.pem") } : {}

  firewall    = { enabled = true }
  search_logs = null
  search      = null
  traces      = true
  insights    = true
  metrics     = true
  lake        = true
  log_days    = 14
}

output "environment" {
  value = module.environment
}
