# Internal: CloudFront comes in by a VPC origin, so that its firewall can't be walked around.

data "aws_ec2_managed_prefix_list" "cloudfront" {
  name = "com.amazonaws.global.cloudfront.origin-facing"
}

resource "aws_security_group" "this" {
  name        = "${var.name}-balancer"
  description = "CloudFront alone"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "cloudfront" {
  security_group_id = aws_security_group.this.id
  description       = "TLS from CloudFront"
  prefix_list_id    = data.aws_ec2_managed_prefix_list.cloudfront.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "web" {
  security_group_id            = aws_security_group.this.id
  description                  = "To web and media"
  referenced_security_group_id = var.web_group
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
}

resource "aws_lb" "this" {
  name                       = var.name
  internal                   = true
  load_balancer_type         = "application"
  subnets                    = var.subnets
  security_groups            = [aws_security_group.this.id]
  drop_invalid_header_fields = true
  enable_deletion_protection = var.protect
  idle_timeout               = 100 # the site lets go of a client that takes nothing for 90 seconds
  access_logs {
    enabled = true
    bucket  = var.logs_bucket
    prefix  = "balancer"
  }
}

# Alive, not ready: with /readyz a database outage would kill every web task.
resource "aws_lb_target_group" "this" {
  for_each             = toset(concat(["blue", "green"], length(var.media_paths) > 0 ? ["media"] : []))
  name                 = "${var.name}-${each.key}"
  vpc_id               = var.vpc_id
  target_type          = "ip"
  port                 = 8000
  protocol             = "HTTP"
  deregistration_delay = each.key == "media" ? 120 : 30
  health_check {
    path                = "/healthz"
    matcher             = "200"
    interval            = 10
    timeout             = 5
    healthy_threshold   = 2
    unhealthy_threshold = 3
  }
}

resource "aws_lb_listener" "this" {
  load_balancer_arn = aws_lb.this.arn
  port              = 443
  protocol          = "HTTPS"
  ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
  certificate_arn   = var.certificate_arn
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["blue"].arn
  }
  lifecycle {
    ignore_changes = [default_action] # CodeDeploy's
  }
}

resource "aws_lb_listener_rule" "media" {
  # At most five patterns a rule.
  for_each     = { for position, paths in chunklist(var.media_paths, 5) : position => paths }
  listener_arn = aws_lb_listener.this.arn
  priority     = 10 + each.key
  action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.this["media"].arn
  }
  condition {
    path_pattern {
      values = each.value
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  for_each            = aws_lb_target_group.this
  alarm_name          = "${var.name}-${each.key}-errors"
  alarm_description   = "Answers 5xx of ${each.key}. Runbook: ${var.runbooks}#alarm-answers-fail"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "HTTPCode_Target_5XX_Count"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix, TargetGroup = each.value.arn_suffix }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 10
  period              = 60
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "unhealthy" {
  for_each            = aws_lb_target_group.this
  alarm_name          = "${var.name}-${each.key}-unhealthy"
  alarm_description   = "Tasks of ${each.key} do not answer /healthz. Runbook: ${var.runbooks}#alarm-tasks-do-not-answer"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "UnHealthyHostCount"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix, TargetGroup = each.value.arn_suffix }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 60
  evaluation_periods  = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "slow" {
  alarm_name          = "${var.name}-slow"
  alarm_description   = "One answer in a hundred takes over 2 seconds. Runbook: ${var.runbooks}#alarm-answers-are-slow"
  namespace           = "AWS/ApplicationELB"
  metric_name         = "TargetResponseTime"
  dimensions          = { LoadBalancer = aws_lb.this.arn_suffix }
  extended_statistic  = "p99"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 2
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
