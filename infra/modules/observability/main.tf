data "aws_region" "current" {}

locals {
  region = data.aws_region.current.name
}

resource "aws_sns_topic" "alarms" {
  name              = "${var.name}-alarms"
  kms_master_key_id = var.queue_key_arn
}

resource "aws_sns_topic_policy" "alarms" {
  arn = aws_sns_topic.alarms.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "cloudwatch.amazonaws.com" }
      Resource  = aws_sns_topic.alarms.arn
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_sns_topic_subscription" "alarms" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

# --- What the logs say: they are JSON, a line an event

resource "aws_cloudwatch_log_metric_filter" "errors" {
  for_each       = var.log_groups
  name           = "${var.name}-${each.key}-errors"
  log_group_name = each.value.name
  pattern        = "{ ($.level = \"ERROR\") || ($.level = \"CRITICAL\") }"
  metric_transformation {
    # No zero while there are none: a number is paid for in the hours in which it is told.
    name      = "Errors-${each.key}"
    namespace = var.name
    value     = "1"
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each            = var.log_groups
  alarm_name          = "${var.name}-${each.key}-log-errors"
  alarm_description   = "${each.key} logs errors. Runbook: ${var.runbooks}#alarm-errors-in-the-log"
  namespace           = var.name
  metric_name         = "Errors-${each.key}"
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 5
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
  depends_on          = [aws_cloudwatch_log_metric_filter.errors]
}

# --- Database and cache

resource "aws_cloudwatch_metric_alarm" "database" {
  for_each = { for name, alarm in {
    capacity    = { metric = "ACUUtilization", threshold = 90, says = "uses nine tenths of its largest capacity" }
    connections = { metric = "DatabaseConnections", threshold = min(3000, var.database.max_acu * 90), says = "has nearly all connections that it bears" }
    lag         = { metric = "AuroraReplicaLagMaximum", threshold = 2000, says = "lets its readers lag by 2 seconds" }
  } : name => alarm if name != "lag" || var.database.readers > 0 }
  alarm_name          = "${var.name}-database-${each.key}"
  alarm_description   = "Aurora ${each.value.says}. Runbook: ${var.runbooks}#alarm-the-database-is-full"
  namespace           = "AWS/RDS"
  metric_name         = each.value.metric
  dimensions          = { DBClusterIdentifier = var.database.cluster_id }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.threshold
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

resource "aws_cloudwatch_metric_alarm" "cache" {
  for_each            = toset(var.cache_nodes)
  alarm_name          = "${each.key}-cache-cpu"
  alarm_description   = "Valkey is busy. Runbook: ${var.runbooks}#alarm-the-cache-is-busy"
  namespace           = "AWS/ElastiCache"
  metric_name         = "EngineCPUUtilization"
  dimensions          = { CacheClusterId = each.key }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 80
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}

# --- One page to look at

resource "aws_cloudwatch_dashboard" "this" {
  dashboard_name = var.name
  dashboard_body = jsonencode({
    # A graph of nothing is refused.
    widgets = [for position, graph in [for graph in [
      { title = "Requests and failures", stat = "Sum", metrics = [["AWS/ApplicationELB", "RequestCount", "LoadBalancer", var.balancer], [".", "HTTPCode_Target_5XX_Count", ".", "."], [".", "HTTPCode_Target_4XX_Count", ".", "."]] },
      { title = "Seconds to answer, p99", stat = "p99", metrics = [["AWS/ApplicationELB", "TargetResponseTime", "LoadBalancer", var.balancer]] },
      { title = "Processor of each process, %", stat = "Average", metrics = [for process in keys(var.log_groups) : ["AWS/ECS", "CPUUtilization", "ClusterName", var.cluster, "ServiceName", process]] },
      { title = "Errors in the log", stat = "Sum", metrics = [for process in keys(var.log_groups) : [var.name, "Errors-${process}"]] },
      { title = "Database: capacity, connections", stat = "Maximum", metrics = [["AWS/RDS", "ServerlessDatabaseCapacity", "DBClusterIdentifier", var.database.cluster_id], [".", "DatabaseConnections", ".", "."]] },
      { title = "Cache: processor, %", stat = "Average", metrics = [for node in var.cache_nodes : ["AWS/ElastiCache", "EngineCPUUtilization", "CacheClusterId", node]] },
      ] : graph if length(graph.metrics) > 0] : {
      type   = "metric"
      x      = (position % 2) * 12
      y      = floor(position / 2) * 6
      width  = 12
      height = 6
      properties = {
        title  = graph.title, stat = graph.stat, metrics = graph.metrics
        region = local.region, period = 60, view = "timeSeries"
      }
    }]
  })
}
