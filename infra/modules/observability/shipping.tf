# Logs to OpenSearch: a subscription filter on each log group and a small function. Firehose does not carry CloudWatch Logs there
# unpacked, and this function's own log group has no filter, or it would ship itself for ever.

locals {
  ship     = var.ship != null ? 1 : 0
  shipped  = var.ship != null ? var.log_groups : {}
  function = "${var.name}-ship-logs"
}

resource "aws_cloudwatch_log_group" "ship" {
  count             = local.ship
  name              = "/aws/lambda/${local.function}"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_iam_role_policy" "ship" {
  count = local.ship
  name  = "ship"
  role  = var.ship.role.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "OwnLog", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${aws_cloudwatch_log_group.ship[0].arn}:*" },
      { Sid = "Write", Effect = "Allow", Action = "es:ESHttpPost", Resource = "${var.ship.arn}/_bulk" },
      { Sid = "Failures", Effect = "Allow", Action = "sqs:SendMessage", Resource = aws_sqs_queue.ship[0].arn },
      { Sid = "EncryptThem", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.queue_key_arn },
      # A function in a VPC makes its own network interfaces; AWS takes no name here.
      { Sid = "Network", Effect = "Allow", Action = ["ec2:CreateNetworkInterface", "ec2:DescribeNetworkInterfaces", "ec2:DeleteNetworkInterface"], Resource = "*" },
    ]
  })
}

resource "aws_sqs_queue" "ship" {
  count                     = local.ship
  name                      = "${local.function}-dead"
  kms_master_key_id         = var.queue_key_arn
  message_retention_seconds = 14 * 24 * 3600
}

resource "aws_lambda_function" "ship" {
  count            = local.ship
  function_name    = local.function
  description      = "CloudWatch Logs to OpenSearch"
  role             = var.ship.role.arn
  runtime          = "python3.13"
  architectures    = ["arm64"]
  handler          = "ship_logs.handler"
  filename         = "${path.module}/build/ship_logs.zip"
  source_code_hash = filebase64sha256("${path.module}/ship_logs.py")
  memory_size      = 256
  timeout          = 60

  reserved_concurrent_executions = 10

  environment {
    variables = { ENDPOINT = var.ship.endpoint, INDEX = "logs-${var.name}" }
  }
  vpc_config {
    subnet_ids         = var.ship.subnets
    security_group_ids = [var.ship.group]
  }
  dead_letter_config {
    target_arn = aws_sqs_queue.ship[0].arn
  }
  depends_on = [aws_iam_role_policy.ship, aws_cloudwatch_log_group.ship]
}

resource "aws_lambda_permission" "ship" {
  for_each       = local.shipped
  statement_id   = each.key
  action         = "lambda:InvokeFunction"
  function_name  = aws_lambda_function.ship[0].function_name
  principal      = "logs.${local.region}.amazonaws.com"
  source_arn     = "${each.value.arn}:*"
  source_account = var.account_id
}

resource "aws_cloudwatch_log_subscription_filter" "ship" {
  for_each        = local.shipped
  name            = "opensearch"
  log_group_name  = each.value.name
  filter_pattern  = ""
  destination_arn = aws_lambda_function.ship[0].arn
  depends_on      = [aws_lambda_permission.ship]
}

resource "aws_cloudwatch_metric_alarm" "ship" {
  count               = local.ship
  alarm_name          = "${local.function}-dead"
  alarm_description   = "Lines of the log could not be shipped. Runbook: ${var.runbooks}#alarm-dead-letters"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.ship[0].name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
