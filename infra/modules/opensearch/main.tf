data "aws_region" "current" {}

locals {
  arn   = "arn:aws:es:${data.aws_region.current.name}:${var.account_id}:domain/${var.name}"
  zones = min(var.nodes.count, length(var.subnets))
}

resource "aws_security_group" "this" {
  name        = "${var.name}-opensearch"
  description = "OpenSearch"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "this" {
  for_each                     = var.client_groups
  security_group_id            = aws_security_group.this.id
  description                  = "TLS from ${each.key}"
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/aws/opensearch/${var.name}"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_cloudwatch_log_resource_policy" "this" {
  policy_name = "${var.name}-opensearch"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Principal = { Service = "es.amazonaws.com" }
      Resource  = "${aws_cloudwatch_log_group.this.arn}:*"
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id }, ArnLike = { "aws:SourceArn" = local.arn } }
    }]
  })
}

resource "aws_opensearch_domain" "this" {
  domain_name    = var.name
  engine_version = "OpenSearch_2.19"

  cluster_config {
    instance_type          = var.nodes.type
    instance_count         = var.nodes.count
    zone_awareness_enabled = local.zones > 1
    dynamic "zone_awareness_config" {
      for_each = local.zones > 1 ? [local.zones] : []
      content {
        availability_zone_count = zone_awareness_config.value
      }
    }
  }
  ebs_options {
    ebs_enabled = true
    volume_type = "gp3"
    volume_size = var.nodes.gb
  }
  vpc_options {
    subnet_ids         = slice(var.subnets, 0, local.zones)
    security_group_ids = [aws_security_group.this.id]
  }
  encrypt_at_rest {
    enabled    = true
    kms_key_id = var.key_arn
  }
  node_to_node_encryption {
    enabled = true
  }
  domain_endpoint_options {
    enforce_https       = true
    tls_security_policy = "Policy-Min-TLS-1-2-PFS-2023-10"
  }
  log_publishing_options {
    log_type                 = "ES_APPLICATION_LOGS"
    cloudwatch_log_group_arn = aws_cloudwatch_log_group.this.arn
  }
  access_policies = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["es:ESHttpHead", "es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut", "es:ESHttpDelete"]
      Principal = { AWS = var.writers }
      Resource  = "${local.arn}/*"
    }]
  })
  depends_on = [aws_cloudwatch_log_resource_policy.this]
}

resource "aws_cloudwatch_metric_alarm" "this" {
  for_each = {
    red  = { metric = "ClusterStatus.red", operator = "GreaterThanThreshold", threshold = 0, statistic = "Maximum" }
    disk = { metric = "FreeStorageSpace", operator = "LessThanThreshold", threshold = var.nodes.gb * 1024 * 0.2, statistic = "Minimum" }
  }
  alarm_name          = "${var.name}-opensearch-${each.key}"
  alarm_description   = "OpenSearch: ${each.value.metric}. Runbook: ${var.runbooks}#alarm-opensearch-is-unwell"
  namespace           = "AWS/ES"
  metric_name         = each.value.metric
  dimensions          = { DomainName = aws_opensearch_domain.this.domain_name, ClientId = var.account_id }
  statistic           = each.value.statistic
  comparison_operator = each.value.operator
  threshold           = each.value.threshold
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "missing"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
