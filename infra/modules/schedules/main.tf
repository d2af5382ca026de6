data "aws_region" "current" {}

locals {
  # The last part of an ARN of a task definition is its revision; a run may begin with the one before.
  any_revision = "arn:aws:ecs:${data.aws_region.current.name}:${var.account_id}:task-definition/${var.task.family}:*"
  groups       = { for name in keys(var.schedules) : name => "${var.name}-${name}" }
}

resource "aws_iam_role" "this" {
  name = "${var.name}-schedules"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "scheduler.amazonaws.com" }
      Condition = { StringEquals = { "aws:SourceAccount" = var.account_id } }
    }]
  })
}

resource "aws_iam_role_policy" "this" {
  name = "run"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Run", Effect = "Allow", Action = "ecs:RunTask", Resource = local.any_revision, Condition = { ArnEquals = { "ecs:cluster" = var.cluster_arn } } },
      { Sid = "PassRoles", Effect = "Allow", Action = "iam:PassRole", Resource = var.task.roles, Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } },
      { Sid = "DeadLetters", Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.dead.arn },
      { Sid = "EncryptThem", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.key_arn },
    ]
  })
}

resource "aws_scheduler_schedule_group" "this" {
  name = var.name
}

resource "aws_scheduler_schedule" "this" {
  for_each            = var.schedules
  name                = local.groups[each.key]
  group_name          = aws_scheduler_schedule_group.this.name
  schedule_expression = each.value.expression

  flexible_time_window {
    mode = "OFF"
  }
  target {
    arn      = var.cluster_arn
    role_arn = aws_iam_role.this.arn
    input    = jsonencode({ containerOverrides = [{ name = "site", command = concat(["python", "manage.py"], each.value.command) }] })
    ecs_parameters {
      task_definition_arn = var.task.definition_arn
      launch_type         = "FARGATE"
      group               = local.groups[each.key] # by which its end is told from others'
      network_configuration {
        subnets          = var.network.subnets
        security_groups  = var.network.groups
        assign_public_ip = var.network.public_ip
      }
    }
    dead_letter_config {
      arn = aws_sqs_queue.dead.arn
    }
    retry_policy {
      maximum_retry_attempts       = 3
      maximum_event_age_in_seconds = 900
    }
  }
}

# --- What could not even be started

resource "aws_sqs_queue" "dead" {
  name                      = "${var.name}-schedules-dead"
  kms_master_key_id         = var.key_arn
  message_retention_seconds = 14 * 24 * 3600
}

resource "aws_cloudwatch_metric_alarm" "dead" {
  alarm_name          = "${var.name}-schedules-dead"
  alarm_description   = "A scheduled task could not be started. Runbook: ${var.runbooks}#alarm-dead-letters"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

# --- What was started and failed, and what was never done. The scheduler itself only knows that a task was accepted.

locals {
  ended = { clusterArn = [var.cluster_arn], lastStatus = ["STOPPED"] }
}

resource "aws_cloudwatch_event_rule" "failed" {
  name        = "${var.name}-schedules-failed"
  description = "A scheduled task ended with another code than 0"
  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Task State Change"]
    detail        = merge(local.ended, { group = values(local.groups), containers = { exitCode = [{ "anything-but" = 0 }] } })
  })
}

resource "aws_cloudwatch_event_rule" "done" {
  for_each    = local.groups
  name        = "${each.value}-done"
  description = "${each.key} ended with 0"
  event_pattern = jsonencode({
    source        = ["aws.ecs"]
    "detail-type" = ["ECS Task State Change"]
    detail        = merge(local.ended, { group = [each.value], containers = { exitCode = [0] } })
  })
}

resource "aws_cloudwatch_log_group" "ended" {
  name              = "/aws/events/${var.name}-schedules"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_cloudwatch_log_resource_policy" "ended" {
  policy_name = "${var.name}-schedules"
  policy_document = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = ["logs:CreateLogStream", "logs:PutLogEvents"]
      Principal = { Service = ["events.amazonaws.com", "delivery.logs.amazonaws.com"] }
      Resource  = "${aws_cloudwatch_log_group.ended.arn}:*"
      Condition = { ArnEquals = { "aws:SourceArn" = concat([aws_cloudwatch_event_rule.failed.arn], [for rule in aws_cloudwatch_event_rule.done : rule.arn]) } }
    }]
  })
}

resource "aws_cloudwatch_event_target" "ended" {
  for_each = merge({ failed = aws_cloudwatch_event_rule.failed.name }, { for name, rule in aws_cloudwatch_event_rule.done : name => rule.name })
  rule     = each.value
  arn      = aws_cloudwatch_log_group.ended.arn
}

resource "aws_cloudwatch_metric_alarm" "failed" {
  alarm_name          = "${var.name}-schedules-failed"
  alarm_description   = "A scheduled task ended with another code than 0. Runbook: ${var.runbooks}#alarm-a-scheduled-task-failed"
  namespace           = "AWS/Events"
  metric_name         = "TriggeredRules"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.failed.name }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "missed" {
  for_each            = var.schedules
  alarm_name          = "${var.name}-${each.key}-missed"
  alarm_description   = "${each.key} was not done for ${each.value.missed_hours} hours. Runbook: ${var.runbooks}#alarm-a-scheduled-task-failed"
  namespace           = "AWS/Events"
  metric_name         = "TriggeredRules"
  dimensions          = { RuleName = aws_cloudwatch_event_rule.done[each.key].name }
  statistic           = "Sum"
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  period              = 3600
  evaluation_periods  = each.value.missed_hours
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
