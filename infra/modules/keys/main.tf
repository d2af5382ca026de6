data "aws_region" "current" {}

locals {
  region = data.aws_region.current.name

  # Purpose → the services that use the key on behalf of whoever calls them, and those that use it by themselves.
  purposes = {
    data  = { via = ["rds", "elasticache", "secretsmanager", "es"], services = [] }
    media = { via = ["s3"], services = ["cloudfront.amazonaws.com"] }
    queue = { via = ["sqs", "sns"], services = ["sns.amazonaws.com", "s3.amazonaws.com", "ses.amazonaws.com", "events.amazonaws.com", "cloudwatch.amazonaws.com", "scheduler.amazonaws.com"] }
    logs  = { via = ["firehose", "glue", "athena"], services = ["logs.${local.region}.amazonaws.com"] }
  }
}

resource "aws_kms_key" "this" {
  for_each                = local.purposes
  description             = "${var.name}: ${each.key}"
  enable_key_rotation     = true
  deletion_window_in_days = max(7, var.recovery_days)
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        # Without it no one could ever change this key again. Use is still granted by each role's own policy.
        Sid       = "Administered by this account's policies"
        Effect    = "Allow"
        Action    = "kms:*"
        Resource  = "*"
        Principal = { AWS = "arn:aws:iam::${var.account_id}:root" }
      }],
      [{
        Sid       = "Used through these services"
        Effect    = "Allow"
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant", "kms:DescribeKey"]
        Resource  = "*"
        Principal = { AWS = "*" }
        Condition = { StringEquals = {
          "kms:CallerAccount" = var.account_id
          "kms:ViaService"    = [for service in each.value.via : "${service}.${local.region}.amazonaws.com"]
        } }
      }],
      [for service in each.value.services : {
        Sid       = "Used by ${service}"
        Effect    = "Allow"
        Action    = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:DescribeKey"]
        Resource  = "*"
        Principal = { Service = service }
        # CloudWatch Logs tells which group it writes, others for which account they work; alarms tell nothing.
        Condition = { for test, what in {
          ArnLike      = each.key == "logs" ? { "kms:EncryptionContext:aws:logs:arn" = "arn:aws:logs:${local.region}:${var.account_id}:log-group:*" } : null
          StringEquals = each.key == "logs" || service == "cloudwatch.amazonaws.com" ? null : { "aws:SourceAccount" = var.account_id }
        } : test => what if what != null }
      }],
    )
  })
}

resource "aws_kms_alias" "this" {
  for_each      = aws_kms_key.this
  name          = "alias/${var.name}-${each.key}"
  target_key_id = each.value.key_id
}

resource "aws_secretsmanager_secret" "this" {
  for_each                = merge({ for name, secret in var.generated : name => secret.description }, var.given, var.placed)
  name                    = "${var.name}/${each.key}"
  description             = each.value
  kms_key_id              = aws_kms_key.this["data"].arn
  recovery_window_in_days = var.recovery_days
}

ephemeral "aws_secretsmanager_random_password" "this" {
  for_each = var.generated
  # The key is unknown until it exists, so that no plan of a new environment asks AWS for a password.
  password_length     = length(aws_kms_alias.this["data"].target_key_arn) * 0 + 50
  exclude_punctuation = true
}

resource "aws_secretsmanager_secret_version" "generated" {
  for_each                 = var.generated
  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.this[each.key].random_password
  secret_string_wo_version = each.value.version
}

resource "aws_secretsmanager_secret_version" "given" {
  for_each                 = var.given
  secret_id                = aws_secretsmanager_secret.this[each.key].id
  secret_string_wo         = var.given_values[each.key]
  secret_string_wo_version = var.given_version
}
