output "configuration_set" {
  value = aws_sesv2_configuration_set.this.configuration_set_name
}

output "topic_arn" {
  value = aws_sns_topic.notices.arn
}

output "arns" {
  description = "What a role must be let use to send a letter."
  value = [
    "arn:aws:ses:${data.aws_region.current.name}:${var.account_id}:identity/${aws_sesv2_email_identity.this.email_identity}",
    "arn:aws:ses:${data.aws_region.current.name}:${var.account_id}:configuration-set/${aws_sesv2_configuration_set.this.configuration_set_name}",
  ]
}
