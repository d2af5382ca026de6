output "name" {
  description = "Known once it has its capacity providers: a service on Spot can't be made before."
  value       = aws_ecs_cluster_capacity_providers.this.cluster_name
}

output "arn" {
  value = aws_ecs_cluster.this.arn
}

output "tasks_group" {
  value = aws_security_group.tasks.id
}

output "web_group" {
  value = aws_security_group.web.id
}

output "console_log_group" {
  value = { name = aws_cloudwatch_log_group.console.name, arn = aws_cloudwatch_log_group.console.arn }
}
