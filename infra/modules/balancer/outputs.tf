output "arn" {
  value = aws_lb.this.arn
}

output "domain" {
  value = aws_lb.this.dns_name
}

output "metric_name" {
  description = "Its name in metrics."
  value       = aws_lb.this.arn_suffix
}

output "group" {
  description = "Its security group."
  value       = aws_security_group.this.id
}

output "listener_arn" {
  value = aws_lb_listener.this.arn
}

output "target_groups" {
  description = "blue, green, and media where it has paths → ARN and name."
  value       = { for key, group in aws_lb_target_group.this : key => { arn = group.arn, name = group.name } }
  # ECS takes no target group that no listener names.
  depends_on = [aws_lb_listener.this, aws_lb_listener_rule.media]
}

output "release_alarms" {
  description = "Alarms that take a release back."
  value = concat(
    [for key in ["blue", "green"] : aws_cloudwatch_metric_alarm.errors[key].alarm_name],
    [for key in ["blue", "green"] : aws_cloudwatch_metric_alarm.unhealthy[key].alarm_name],
  )
}
