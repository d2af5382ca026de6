output "arns" {
  description = "Purpose (data, media, queue, logs) → ARN of its key."
  value       = { for purpose, key in aws_kms_key.this : purpose => key.arn }
}

output "secrets" {
  description = "Name of a secret → its ARN."
  value       = { for name, secret in aws_secretsmanager_secret.this : name => secret.arn }
}
