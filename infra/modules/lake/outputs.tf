output "stream" {
  description = "Name and ARN of the stream that takes events."
  value       = { name = aws_kinesis_firehose_delivery_stream.events.name, arn = "arn:aws:firehose:${local.region}:${var.account_id}:deliverystream/${var.name}-events" }
}

output "workgroup" {
  value = aws_athena_workgroup.this.name
}

output "read_policy_arn" {
  description = "Policy of whoever makes reports."
  value       = aws_iam_policy.read.arn
}
