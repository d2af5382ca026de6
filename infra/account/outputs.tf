output "name_servers" {
  description = "Give these to whoever sold the domain."
  value       = aws_route53_zone.this.name_servers
}

output "repository" {
  description = "Where images go."
  value       = aws_ecr_repository.this.repository_url
}

output "forge_roles" {
  description = "Variables AWS_PLAN_ROLE, AWS_PUSH_ROLE, AWS_APPLY_ROLE of the repository on GitHub."
  value       = { for name, role in aws_iam_role.forge : name => role.arn }
}
