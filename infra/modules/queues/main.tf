data "aws_region" "current" {}

locals {
  topics  = { for name, queue in var.queues : name => queue if queue.topic }
  senders = { for name, queue in var.queues : name => merge(queue.senders, queue.topic ? { "sns.amazonaws.com" = "arn:aws:sns:${data.aws_region.current.name}:${var.account_id}:${var.name}-${name}" } : {}) }
  arns    = { for name in keys(var.queues) : name => "arn:aws:sqs:${data.aws_region.current.name}:${var.account_id}:${var.name}-${name}" }
}

resource "aws_sqs_queue" "this" {
  for_each                   = var.queues
  name                       = "${var.name}-${each.key}"
  kms_master_key_id          = var.key_arn
  receive_wait_time_seconds  = 20
  visibility_timeout_seconds = 60
  message_retention_seconds  = 4 * 24 * 3600
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.dead[each.key].arn
    maxReceiveCount     = each.value.tries
  })
}

resource "aws_sqs_queue" "dead" {
  for_each                  = var.queues
  name                      = "${var.name}-${each.key}-dead"
  kms_master_key_id         = var.key_arn
  message_retention_seconds = 14 * 24 * 3600
}

resource "aws_sqs_queue_redrive_allow_policy" "dead" {
  for_each  = var.queues
  queue_url = aws_sqs_queue.dead[each.key].id
  redrive_allow_policy = jsonencode({
    redrivePermission = "byQueue"
    sourceQueueArns   = [local.arns[each.key]]
  })
}

resource "aws_sqs_queue_policy" "this" {
  for_each  = var.queues
  queue_url = aws_sqs_queue.this[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat(
      [{
        Sid       = "TLS only"
        Effect    = "Deny"
        Action    = "sqs:*"
        Principal = "*"
        Resource  = local.arns[each.key]
        Condition = { Bool = { "aws:SecureTransport" = "false" } }
      }],
      [for service, source in local.senders[each.key] : {
        Sid       = "Sent by ${service}"
        Effect    = "Allow"
        Action    = "sqs:SendMessage"
        Principal = { Service = service }
        Resource  = local.arns[each.key]
        Condition = { ArnEquals = { "aws:SourceArn" = source }, StringEquals = { "aws:SourceAccount" = var.account_id } }
      }],
    )
  })
}

# --- Told by the site itself: its tasks publish, by their own roles

resource "aws_sns_topic" "this" {
  for_each          = local.topics
  name              = "${var.name}-${each.key}"
  kms_master_key_id = var.key_arn
}

# In SNS's own envelope, which says of which topic it is: never raw.
resource "aws_sns_topic_subscription" "this" {
  for_each             = local.topics
  topic_arn            = aws_sns_topic.this[each.key].arn
  protocol             = "sqs"
  endpoint             = local.arns[each.key]
  raw_message_delivery = false
  depends_on           = [aws_sqs_queue_policy.this]
}

resource "aws_cloudwatch_metric_alarm" "dead" {
  for_each            = var.queues
  alarm_name          = "${var.name}-${each.key}-dead"
  alarm_description   = "Messages of ${each.key} could not be taken. Runbook: ${var.runbooks}#alarm-dead-letters"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead[each.key].name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "stale" {
  for_each            = var.queues
  alarm_name          = "${var.name}-${each.key}-stale"
  alarm_description   = "Messages of ${each.key} wait too long. Runbook: ${var.runbooks}#alarm-a-queue-waits"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.this[each.key].name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.stale_seconds
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
