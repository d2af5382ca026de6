data "aws_region" "current" {}

resource "aws_sesv2_configuration_set" "this" {
  configuration_set_name = var.name
  delivery_options {
    tls_policy = "REQUIRE"
  }
  reputation_options {
    reputation_metrics_enabled = true
  }
  sending_options {
    sending_enabled = true
  }
  suppression_options {
    suppressed_reasons = ["BOUNCE", "COMPLAINT"]
  }
}

resource "aws_sesv2_email_identity" "this" {
  email_identity         = var.domain
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  dkim_signing_attributes {
    next_signing_key_length = "RSA_2048_BIT"
  }
}

# Easy DKIM always gives three tokens.
resource "aws_route53_record" "dkim" {
  count   = 3
  zone_id = var.zone_id
  name    = "${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[count.index]}._domainkey.${var.domain}"
  type    = "CNAME"
  ttl     = 1800
  records = ["${aws_sesv2_email_identity.this.dkim_signing_attributes[0].tokens[count.index]}.dkim.amazonses.com"]
}

resource "aws_sesv2_email_identity_mail_from_attributes" "this" {
  email_identity   = aws_sesv2_email_identity.this.email_identity
  mail_from_domain = "bounce.${var.domain}"
}

resource "aws_route53_record" "mail_from" {
  for_each = {
    MX  = "10 feedback-smtp.${data.aws_region.current.name}.amazonses.com"
    TXT = "v=spf1 include:amazonses.com -all"
  }
  zone_id = var.zone_id
  name    = "bounce.${var.domain}"
  type    = each.key
  ttl     = 1800
  records = [each.value]
}

resource "aws_route53_record" "dmarc" {
  zone_id = var.zone_id
  name    = "_dmarc.${var.domain}"
  type    = "TXT"
  ttl     = 1800
  records = ["v=DMARC1; p=quarantine; adkim=s"]
}

# --- What became of a letter: SES → SNS → SQS → `manage.py consume_notices`

resource "aws_sns_topic" "notices" {
  name              = "${var.name}-letters"
  kms_master_key_id = var.key_arn
}

resource "aws_sns_topic_policy" "notices" {
  arn = aws_sns_topic.notices.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sns:Publish"
      Principal = { Service = "ses.amazonaws.com" }
      Resource  = aws_sns_topic.notices.arn
      Condition = { StringEquals = {
        "aws:SourceAccount" = var.account_id
        "aws:SourceArn"     = "arn:aws:ses:${data.aws_region.current.name}:${var.account_id}:configuration-set/${var.name}"
      } }
    }]
  })
}

# In SNS's own envelope, whose signature the application checks: never raw.
resource "aws_sns_topic_subscription" "notices" {
  topic_arn            = aws_sns_topic.notices.arn
  protocol             = "sqs"
  endpoint             = var.queue_arn
  raw_message_delivery = false
}

resource "aws_sesv2_configuration_set_event_destination" "notices" {
  configuration_set_name = aws_sesv2_configuration_set.this.configuration_set_name
  event_destination_name = "letters"
  event_destination {
    enabled              = true
    matching_event_types = ["BOUNCE", "COMPLAINT"]
    sns_destination {
      topic_arn = aws_sns_topic.notices.arn
    }
  }
  depends_on = [aws_sns_topic_policy.notices]
}

# SES stops an account at 5 % bounces or 0.1 % complaints for good: hear of it at half of that.
resource "aws_cloudwatch_metric_alarm" "reputation" {
  for_each            = { BounceRate = 0.025, ComplaintRate = 0.0005 }
  alarm_name          = "${var.name}-mail-${lower(each.key)}"
  alarm_description   = "${each.key} of letters is at half of what SES bears. Runbook: ${var.runbooks}#alarm-letters-come-back"
  namespace           = "AWS/SES"
  metric_name         = "Reputation.${each.key}"
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value
  period              = 3600
  evaluation_periods  = 1
  treat_missing_data  = "ignore"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
