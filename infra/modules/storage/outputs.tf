output "buckets" {
  description = "Purpose (media, uploads, site, lake, logs) → name of its bucket."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.bucket }
}

output "arns" {
  description = "Purpose → ARN of its bucket."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => "arn:aws:s3:::${bucket.bucket}" }
}

output "domains" {
  description = "Purpose → regional address, for CloudFront."
  value       = { for purpose, bucket in aws_s3_bucket.this : purpose => bucket.bucket_regional_domain_name }
}

output "logs_bucket" {
  description = "Name of the bucket of logs, once the balancer may write to it."
  value       = aws_s3_bucket_policy.logs.bucket
}
