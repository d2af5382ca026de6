# Production.
# What is not said here is the same in all environments: ../../environment.

terraform {
  required_version = "~> 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
  # Bucket and region come from infra/settings.tfvars: `make plan NAME=prod`.
  backend "s3" {
    key          = "prod/terraform.tfstate"
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
  tags = { project = "musicsite", environment = "prod" }
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
  name      = "prod"
  account   = var.account
  image     = var.image
  host      = var.account.domain
  protect   = true
  sign_up   = "invitation"

  network  = { cidr = "10.30.0.0/16", nat = "each", endpoints = ["ecr.api", "ecr.dkr", "logs", "secretsmanager", "sqs"] }
  database = { min_acu = 1, max_acu = 32, readers = 1, backup_days = 14 }
  cache    = { node_type = "cache.m7g.large", nodes = 2 }
  processes = {
    web     = { cpu = 1024, memory = 2048, min = 3, max = 40, requests = 1200 }
    media   = { cpu = 512, memory = 1024, min = 2, max = 20 }
    quick   = { cpu = 512, memory = 1024, min = 2, max = 10 }
    heavy   = { cpu = 2048, memory = 4096, min = 1, max = 20, spot = true }
    clock   = { cpu = 256, memory = 512, min = 1, max = 1 }
    notices = { cpu = 256, memory = 512, min = 1, max = 4 }
  }
  # The public half of what `make keys` made.
  media_public_keys = fileexists("${path.module}/media.pem") ? { first = file("${path.module}/media.pem") } : {}

  firewall    = { enabled = true, bots = true }
  search_logs = { count = 3, type = "m7g.large.search", gb = 100 }
  search      = { count = 3, type = "m7g.large.search", gb = 50 }
  traces      = true
  insights    = true
  metrics     = true
  lake        = true
  log_days    = 90
}

output "environment" {
  value = module.environment
}
