locals {
  # AWS's own policies: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
  cache_nothing    = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad" # Managed-CachingDisabled
  cache_long       = "658327ea-f89d-4fab-a63d-7e88639e58f6" # Managed-CachingOptimized
  forward_all      = "33f36d7e-f396-46d9-90e0-52428a34d9dc" # Managed-AllViewerAndCloudFrontHeaders-2022-06: the country too
  security_headers = "67f7725c-6f97-4210-82d7-5512b31e9d03" # Managed-SecurityHeadersPolicy

  signed = length(var.media_public_keys) > 0
}

resource "aws_cloudfront_vpc_origin" "balancer" {
  vpc_origin_endpoint_config {
    name                   = var.name
    arn                    = var.balancer.arn
    http_port              = 80
    https_port             = 443
    origin_protocol_policy = "https-only"
    origin_ssl_protocols {
      items    = ["TLSv1.2"]
      quantity = 1
    }
  }
}

resource "aws_cloudfront_origin_access_control" "buckets" {
  name                              = var.name
  description                       = "CloudFront signs what it asks of S3"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}

resource "aws_cloudfront_public_key" "media" {
  for_each    = var.media_public_keys
  name        = "${var.name}-${each.key}"
  encoded_key = each.value
}

resource "aws_cloudfront_key_group" "media" {
  count = local.signed ? 1 : 0
  name  = "${var.name}-media"
  items = [for key in aws_cloudfront_public_key.media : key.id]
}

# What S3 is to call the bytes is part of the signed address, and so of what is kept. The site tells browsers to keep them
# for themselves; that nobody gets them here without an address of their own is the signature's affair.
resource "aws_cloudfront_cache_policy" "media" {
  name        = "${var.name}-media"
  min_ttl     = 86400
  default_ttl = 86400
  max_ttl     = 31536000
  parameters_in_cache_key_and_forwarded_to_origin {
    cookies_config {
      cookie_behavior = "none"
    }
    headers_config {
      header_behavior = "none"
    }
    query_strings_config {
      query_string_behavior = "whitelist"
      query_strings {
        items = ["response-content-type", "response-content-disposition", "response-cache-control"]
      }
    }
  }
}

resource "aws_cloudfront_distribution" "this" {
  comment         = var.name
  aliases         = [var.domain]
  enabled         = true
  is_ipv6_enabled = true
  http_version    = "http2and3"
  price_class     = var.price_class
  web_acl_id      = one(aws_wafv2_web_acl.this[*].arn)

  origin {
    origin_id   = "site"
    domain_name = var.balancer.domain
    vpc_origin_config {
      vpc_origin_id            = aws_cloudfront_vpc_origin.balancer.id
      origin_read_timeout      = 60
      origin_keepalive_timeout = 60
    }
  }

  dynamic "origin" {
    for_each = { for purpose in(local.signed ? ["site", "media"] : ["site"]) : purpose => var.buckets[purpose] }
    content {
      origin_id                = "bucket-${origin.key}"
      domain_name              = origin.value.domain
      origin_access_control_id = aws_cloudfront_origin_access_control.buckets.id
    }
  }

  # Pages and API: the site says itself what may be kept, and keeps it in Valkey. Its headers are its own.
  default_cache_behavior {
    target_origin_id         = "site"
    viewer_protocol_policy   = "redirect-to-https"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = local.cache_nothing
    origin_request_policy_id = local.forward_all
    compress                 = true
  }

  # As the pages, but a program that forgot its s is told so at once instead of being led on with its token.
  ordered_cache_behavior {
    path_pattern             = "/api/*"
    target_origin_id         = "site"
    viewer_protocol_policy   = "https-only"
    allowed_methods          = ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    cached_methods           = ["GET", "HEAD"]
    cache_policy_id          = local.cache_nothing
    origin_request_policy_id = local.forward_all
    compress                 = true
  }

  # Names with a hash in them, sent to the bucket before a release, kept for three: either colour finds its own.
  ordered_cache_behavior {
    path_pattern               = "/static/*"
    target_origin_id           = "bucket-site"
    viewer_protocol_policy     = "redirect-to-https"
    allowed_methods            = ["GET", "HEAD", "OPTIONS"]
    cached_methods             = ["GET", "HEAD"]
    cache_policy_id            = local.cache_long
    response_headers_policy_id = local.security_headers
    compress                   = true
  }

  # By an address that the site has signed, and by no other.
  dynamic "ordered_cache_behavior" {
    for_each = local.signed ? [1] : []
    content {
      path_pattern               = "/media/*"
      target_origin_id           = "bucket-media"
      viewer_protocol_policy     = "https-only"
      allowed_methods            = ["GET", "HEAD", "OPTIONS"]
      cached_methods             = ["GET", "HEAD"]
      cache_policy_id            = aws_cloudfront_cache_policy.media.id
      response_headers_policy_id = local.security_headers
      trusted_key_groups         = [aws_cloudfront_key_group.media[0].id]
      compress                   = false
    }
  }

  restrictions {
    geo_restriction {
      restriction_type = "none"
    }
  }
  viewer_certificate {
    acm_certificate_arn      = aws_acm_certificate_validation.cloudfront.certificate_arn
    ssl_support_method       = "sni-only"
    minimum_protocol_version = "TLSv1.2_2021"
  }
  logging_config {
    bucket = var.buckets["logs"].domain
    prefix = "cloudfront/"
  }
}

resource "aws_route53_record" "site" {
  for_each = toset(["A", "AAAA"])
  zone_id  = var.zone_id
  name     = var.domain
  type     = each.key
  alias {
    name                   = aws_cloudfront_distribution.this.domain_name
    zone_id                = aws_cloudfront_distribution.this.hosted_zone_id
    evaluate_target_health = false
  }
}

# CloudFront's metrics are in us-east-1, and an alarm speaks to topics of its own region alone.
resource "aws_sns_topic" "alarms" {
  provider          = aws.us_east_1
  name              = "${var.name}-edge-alarms"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_subscription" "alarms" {
  provider  = aws.us_east_1
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = var.alarm_email
}

resource "aws_cloudwatch_metric_alarm" "errors" {
  provider            = aws.us_east_1
  alarm_name          = "${var.name}-edge-errors"
  alarm_description   = "One in a hundred answers of CloudFront is 5xx. Runbook: ${var.runbooks}#alarm-answers-fail"
  namespace           = "AWS/CloudFront"
  metric_name         = "5xxErrorRate"
  dimensions          = { DistributionId = aws_cloudfront_distribution.this.id, Region = "Global" }
  statistic           = "Average"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 1
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
