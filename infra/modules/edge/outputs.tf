output "distribution_id" {
  value = aws_cloudfront_distribution.this.id
}

output "distribution_arn" {
  value = aws_cloudfront_distribution.this.arn
}

output "balancer_certificate_arn" {
  value = aws_acm_certificate_validation.balancer.certificate_arn
}

output "key_ids" {
  description = "Name of a public key → its id, which signed addresses name."
  value       = { for name, key in aws_cloudfront_public_key.media : name => key.id }
}
