locals {
  # Logs can't be written with a key of our own by CloudFront and the balancer, and static files are public anyway.
  buckets = {
    media   = { encrypted_by_key = true, versions = true, ownership = "BucketOwnerEnforced" }
    uploads = { encrypted_by_key = true, versions = false, ownership = "BucketOwnerEnforced" }
    site    = { encrypted_by_key = false, versions = true, ownership = "BucketOwnerEnforced" }
    lake    = { encrypted_by_key = true, versions = false, ownership = "BucketOwnerEnforced" }
    # CloudFront's access logs still come with an access control list.
    logs = { encrypted_by_key = false, versions = false, ownership = "BucketOwnerPreferred" }
  }
}

resource "aws_s3_bucket" "this" {
  for_each      = local.buckets
  bucket        = "${var.name}-${each.key}-${var.account_id}"
  force_destroy = !var.protect
}

resource "aws_s3_bucket_public_access_block" "this" {
  for_each                = aws_s3_bucket.this
  bucket                  = each.value.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_ownership_controls" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  rule {
    object_ownership = each.value.ownership
  }
}

resource "aws_s3_bucket_server_side_encryption_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  rule {
    bucket_key_enabled = each.value.encrypted_by_key
    apply_server_side_encryption_by_default {
      sse_algorithm     = each.value.encrypted_by_key ? "aws:kms" : "AES256"
      kms_master_key_id = each.value.encrypted_by_key ? var.key_arn : null
    }
  }
}

resource "aws_s3_bucket_versioning" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id
  versioning_configuration {
    status = each.value.versions ? "Enabled" : "Suspended"
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "this" {
  for_each = local.buckets
  bucket   = aws_s3_bucket.this[each.key].id

  # Longer than the week for which a half-finished upload waits for its client.
  rule {
    id     = "unfinished-uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 8
    }
  }

  dynamic "rule" {
    for_each = each.value.versions ? [1] : []
    content {
      id     = "old-versions"
      status = "Enabled"
      filter {}
      noncurrent_version_expiration {
        noncurrent_days = var.old_versions_days
      }
    }
  }

  dynamic "rule" {
    for_each = each.key == "uploads" ? [1] : []
    content {
      id     = "left-behind"
      status = "Enabled"
      filter {
        prefix = "users/"
      }
      expiration {
        days = 8
      }
    }
  }

  dynamic "rule" {
    for_each = each.key == "logs" ? [1] : []
    content {
      id     = "old-logs"
      status = "Enabled"
      filter {}
      expiration {
        days = var.log_days
      }
    }
  }

  dynamic "rule" {
    for_each = each.key == "media" || each.key == "lake" ? [1] : []
    content {
      id     = "seldom-asked-for"
      status = "Enabled"
      filter {
        object_size_greater_than = 131072
      }
      transition {
        days          = 30
        storage_class = "INTELLIGENT_TIERING"
      }
    }
  }
  depends_on = [aws_s3_bucket_versioning.this]
}

locals {
  tls_only = { for purpose, bucket in aws_s3_bucket.this : purpose => {
    Sid       = "TLS only"
    Effect    = "Deny"
    Action    = "s3:*"
    Principal = "*"
    Resource  = ["arn:aws:s3:::${bucket.bucket}", "arn:aws:s3:::${bucket.bucket}/*"]
    Condition = { Bool = { "aws:SecureTransport" = "false" } }
  } }
}

# The site's and the media bucket's policies name the distribution: they stand in the module edge.
resource "aws_s3_bucket_policy" "tls" {
  for_each = toset(["uploads", "lake"])
  bucket   = aws_s3_bucket.this[each.key].id
  policy   = jsonencode({ Version = "2012-10-17", Statement = [local.tls_only[each.key]] })
}

# Here and not in edge: the balancer can't be made before it may write.
resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.this["logs"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [local.tls_only["logs"], {
      Sid       = "Written by the balancer"
      Effect    = "Allow"
      Action    = "s3:PutObject"
      Principal = { Service = "logdelivery.elasticloadbalancing.amazonaws.com" }
      Resource  = "arn:aws:s3:::${aws_s3_bucket.this["logs"].bucket}/balancer/AWSLogs/${var.account_id}/*"
    }]
  })
}

# Whose prefix a browser may write is bound by the signature of each part's address, not by this rule.
resource "aws_s3_bucket_cors_configuration" "uploads" {
  bucket = aws_s3_bucket.this["uploads"].id
  cors_rule {
    allowed_origins = [var.site_url]
    allowed_methods = ["PUT"]
    allowed_headers = ["x-amz-checksum-sha256", "content-type"]
    expose_headers  = ["ETag", "x-amz-checksum-sha256"]
    max_age_seconds = 3600
  }
}

# Without the CDN players and downloads follow a signed address of S3 itself, and read sound by ranges.
resource "aws_s3_bucket_cors_configuration" "media" {
  bucket = aws_s3_bucket.this["media"].id
  cors_rule {
    allowed_origins = [var.site_url]
    allowed_methods = ["GET", "HEAD"]
    allowed_headers = ["range"]
    expose_headers  = ["Accept-Ranges", "Content-Length", "Content-Range", "ETag"]
    max_age_seconds = 3600
  }
}

resource "aws_s3_bucket_notification" "uploads" {
  bucket = aws_s3_bucket.this["uploads"].id
  queue {
    id            = "whole"
    queue_arn     = var.notices_queue_arn
    events        = ["s3:ObjectCreated:CompleteMultipartUpload"]
    filter_prefix = "users/"
  }
}
