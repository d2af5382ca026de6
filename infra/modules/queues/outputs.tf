output "arns" {
  description = "Name of a queue → ARN."
  value       = { for name, queue in aws_sqs_queue.this : name => queue.arn }
  # S3 tries to send before it takes a queue for its notices.
  depends_on = [aws_sqs_queue_policy.this]
}

output "urls" {
  description = "Name of a queue → address."
  value       = { for name, queue in aws_sqs_queue.this : name => queue.id }
}

output "names" {
  description = "Name of a queue → its name in SQS."
  value       = { for name, queue in aws_sqs_queue.this : name => queue.name }
}

output "topic_arns" {
  description = "Queue → ARN of its topic, of those that have one."
  value       = { for name, topic in aws_sns_topic.this : name => topic.arn }
}
