output "oidc_providers" {
  description = "The value of OIDC_PROVIDERS."
  sensitive   = true
  value = jsonencode([{
    id              = "cognito"
    name            = var.site_name
    issuer          = "https://${aws_cognito_user_pool.this.endpoint}"
    client_id       = aws_cognito_user_pool_client.site.id
    client_secret   = aws_cognito_user_pool_client.site.client_secret
    groups_claim    = "cognito:groups"
    roles           = var.groups
    end_session_url = "https://${aws_cognito_user_pool_domain.this.domain}.auth.${data.aws_region.current.name}.amazoncognito.com/logout"
  }])
}

output "user_pool_id" {
  value = aws_cognito_user_pool.this.id
}
