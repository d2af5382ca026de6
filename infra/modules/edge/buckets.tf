# Policies that name the distribution, and so stand here rather than beside their buckets.

locals {
  readers = {
    site  = "arn:aws:s3:::${var.buckets["site"].name}/static/*"
    media = "arn:aws:s3:::${var.buckets["media"].name}/media/*"
  }
  tls_only = { for purpose, bucket in var.buckets : purpose => {
    Sid       = "TLS only"
    Effect    = "Deny"
    Action    = "s3:*"
    Principal = "*"
    Resource  = ["arn:aws:s3:::${bucket.name}", "arn:aws:s3:::${bucket.name}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  } }
}

resource "aws_s3_bucket_policy" "read" {
  for_each = local.readers
  bucket   = var.buckets[each.key].name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = concat([local.tls_only[each.key]], each.key == "media" && !local.signed ? [] : [{
      Sid       = "Read by this distribution"
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Principal = { Service = "cloudfront.amazonaws.com" }
      Resource  = each.value
      Condition = { StringEquals = { "aws:SourceArn" = aws_cloudfront_distribution.this.arn } }
    }])
  })
}
