output "definition_arn" {
  value = aws_ecs_task_definition.this.arn
}

output "family" {
  value = aws_ecs_task_definition.this.family
}

output "roles" {
  description = "The roles that whoever runs this task must be let pass on."
  value       = [aws_iam_role.execution.arn, aws_iam_role.task.arn]
}

output "task_role" {
  description = "Name of the role it works as."
  value       = aws_iam_role.task.name
}

output "log_group" {
  value = { name = aws_cloudwatch_log_group.this.name, arn = aws_cloudwatch_log_group.this.arn }
}
