data "aws_region" "current" {}

resource "aws_cognito_user_pool" "this" {
  name                     = var.name
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = var.protect ? "ACTIVE" : "INACTIVE"
  mfa_configuration        = "OPTIONAL"

  software_token_mfa_configuration {
    enabled = true
  }
  password_policy {
    minimum_length                   = 12
    require_lowercase                = false
    require_uppercase                = false
    require_numbers                  = false
    require_symbols                  = false
    temporary_password_validity_days = 3
  }
  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }
  # People come by invitation; the site itself decides who may sign up there.
  admin_create_user_config {
    allow_admin_create_user_only = true
  }
}

resource "aws_cognito_user_pool_domain" "this" {
  # A name of the whole region's.
  domain       = "${var.name}-${var.account_id}"
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_user_group" "this" {
  for_each     = var.groups
  name         = each.key
  description  = "On the site: ${each.value}"
  user_pool_id = aws_cognito_user_pool.this.id
}

resource "aws_cognito_identity_provider" "okta" {
  # Whether there is one is no secret.
  count         = nonsensitive(var.okta != null) ? 1 : 0
  user_pool_id  = aws_cognito_user_pool.this.id
  provider_name = "Okta"
  provider_type = "OIDC"
  provider_details = {
    oidc_issuer               = var.okta.issuer
    client_id                 = var.okta.client_id
    client_secret             = var.okta.client_secret
    authorize_scopes          = "openid profile email groups"
    attributes_request_method = "GET"
  }
  # Without email_verified the site would not join an account by its address.
  attribute_mapping = {
    username       = "sub"
    email          = "email"
    email_verified = "email_verified"
    name           = "name"
  }
}

resource "aws_cognito_user_pool_client" "site" {
  name                                 = "site"
  user_pool_id                         = aws_cognito_user_pool.this.id
  generate_secret                      = true
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["openid", "profile", "email"]
  explicit_auth_flows                  = ["ALLOW_REFRESH_TOKEN_AUTH"]
  callback_urls                        = ["${var.site_url}/account/oidc/cognito/login/callback/"]
  logout_urls                          = ["${var.site_url}/"]
  supported_identity_providers         = concat(["COGNITO"], aws_cognito_identity_provider.okta[*].provider_name)
  prevent_user_existence_errors        = "ENABLED"
  enable_token_revocation              = true
}
