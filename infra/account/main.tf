# Once for an AWS account, before any environment: `make account`. Its state begins on this machine and moves into the bucket that it makes.

terraform {
  required_version = "~> 1.11"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region              = var.account.region
  allowed_account_ids = [var.account.id]
  default_tags {
    tags = { project = "musicsite", environment = "account" }
  }
}

locals {
  region = var.account.region
  id     = var.account.id
  state  = "musicsite-state-${local.id}"
}

# --- Terraform's own state: versioned, encrypted, locked by S3 itself

resource "aws_s3_bucket" "state" {
  bucket = local.state
  lifecycle {
    prevent_destroy = true
  }
}

resource "aws_s3_bucket_versioning" "state" {
  bucket = aws_s3_bucket.state.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "state" {
  bucket = aws_s3_bucket.state.id
  rule {
    bucket_key_enabled = true
    apply_server_side_encryption_by_default {
      sse_algorithm = "aws:kms"
    }
  }
}

resource "aws_s3_bucket_public_access_block" "state" {
  bucket                  = aws_s3_bucket.state.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_policy" "state" {
  bucket = aws_s3_bucket.state.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "TLS only"
      Effect    = "Deny"
      Action    = "s3:*"
      Principal = "*"
      Resource  = ["arn:aws:s3:::${local.state}", "arn:aws:s3:::${local.state}/*"]
      Condition = { Bool = { "aws:SecureTransport" = "false" } }
    }]
  })
}

# --- The zone: its name servers go to whoever sold the domain, by hand

resource "aws_route53_zone" "this" {
  name = var.account.domain
}

# --- Images, by digest: a tag never moves

resource "aws_ecr_repository" "this" {
  name                 = "musicsite"
  image_tag_mutability = "IMMUTABLE"
  image_scanning_configuration {
    scan_on_push = true
  }
  encryption_configuration {
    encryption_type = "KMS"
  }
}

resource "aws_ecr_lifecycle_policy" "this" {
  repository = aws_ecr_repository.this.name
  policy = jsonencode({ rules = [{
    rulePriority = 1
    description  = "The last thirty"
    selection    = { tagStatus = "any", countType = "imageCountMoreThan", countNumber = 30 }
    action       = { type = "expire" }
  }] })
}

# --- Roles that AWS's services have once in an account

resource "aws_iam_service_linked_role" "this" {
  for_each         = toset(["ecs.amazonaws.com", "elasticache.amazonaws.com", "opensearchservice.amazonaws.com", "rds.amazonaws.com"])
  aws_service_name = each.key
}

# --- Money

resource "aws_budgets_budget" "month" {
  name         = "musicsite"
  budget_type  = "COST"
  limit_amount = var.account.budget
  limit_unit   = "USD"
  time_unit    = "MONTHLY"
  dynamic "notification" {
    for_each = { ACTUAL = 80, FORECASTED = 100 }
    content {
      comparison_operator        = "GREATER_THAN"
      notification_type          = notification.key
      threshold                  = notification.value
      threshold_type             = "PERCENTAGE"
      subscriber_email_addresses = [var.account.alarm_email]
    }
  }
}

resource "aws_ce_anomaly_monitor" "this" {
  name              = "musicsite"
  monitor_type      = "DIMENSIONAL"
  monitor_dimension = "SERVICE"
}

resource "aws_ce_anomaly_subscription" "this" {
  name             = "musicsite"
  frequency        = "DAILY"
  monitor_arn_list = [aws_ce_anomaly_monitor.this.arn]
  subscriber {
    type    = "EMAIL"
    address = var.account.alarm_email
  }
  threshold_expression {
    dimension {
      key           = "ANOMALY_TOTAL_IMPACT_ABSOLUTE"
      match_options = ["GREATER_THAN_OR_EQUAL"]
      values        = ["20"]
    }
  }
}
