# What GitHub's workflows may do, without a key that is kept anywhere: a token of the forge is traded for a role.
# https://docs.github.com/actions/security-for-github-actions/security-hardening-your-deployments

resource "aws_iam_openid_connect_provider" "forge" {
  url            = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
}

locals {
  # Role → which runs may take it.
  trusted = {
    # A pull request's own code runs with it, and reads states: a person of the GitHub environment "plan" approves first.
    plan  = ["repo:${var.account.forge}:environment:plan"]
    push  = ["repo:${var.account.forge}:ref:refs/heads/main"]
    apply = [for environment in var.environments : "repo:${var.account.forge}:environment:${environment}"]
  }
}

resource "aws_iam_role" "forge" {
  for_each             = local.trusted
  name                 = "musicsite-forge-${each.key}"
  max_session_duration = 3600
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.forge.arn }
      Condition = { StringEquals = {
        "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com"
        "token.actions.githubusercontent.com:sub" = each.value
      } }
    }]
  })
}

# Reads all, but no secret and no object but the state.
resource "aws_iam_role_policy_attachment" "plan" {
  role       = aws_iam_role.forge["plan"].name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_role_policy" "plan_not" {
  name = "no-contents"
  role = aws_iam_role.forge["plan"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "NoObjects", Effect = "Deny", Action = ["s3:GetObject", "s3:GetObjectVersion"], NotResource = "arn:aws:s3:::${local.state}/*" },
      { Sid = "NoSecrets", Effect = "Deny", Action = ["secretsmanager:GetSecretValue", "ssm:GetParameter", "ssm:GetParameters", "sqs:ReceiveMessage", "ssm:GetParametersByPath", "ssm:GetParameterHistory", "logs:GetLogEvents", "logs:FilterLogEvents", "logs:StartQuery", "logs:GetQueryResults", "logs:StartLiveTail", "cognito-idp:ListUsers", "cognito-idp:ListUsersInGroup", "cognito-idp:AdminGetUser"], Resource = "*" },
      # What a plan of an environment that exists asks for; the answer goes nowhere.
      { Sid = "Passwords", Effect = "Allow", Action = "secretsmanager:GetRandomPassword", Resource = "*" },
    ]
  })
}

resource "aws_iam_role_policy" "state" {
  for_each = toset(["plan", "apply"])
  name     = "state"
  role     = aws_iam_role.forge[each.key].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Bucket", Effect = "Allow", Action = "s3:ListBucket", Resource = "arn:aws:s3:::${local.state}" },
      # A plan takes the lock too.
      { Sid = "State", Effect = "Allow", Action = each.key == "apply" ? ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"] : ["s3:GetObject"], Resource = "arn:aws:s3:::${local.state}/*" },
      { Sid = "Lock", Effect = "Allow", Action = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], Resource = "arn:aws:s3:::${local.state}/*.tflock" },
    ]
  })
}

resource "aws_iam_role_policy" "push" {
  name = "push"
  role = aws_iam_role.forge["push"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "SignInToECR", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
      {
        Sid      = "Push"
        Effect   = "Allow"
        Action   = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:CompleteLayerUpload", "ecr:DescribeImageScanFindings", "ecr:DescribeImages", "ecr:GetDownloadUrlForLayer", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"]
        Resource = aws_ecr_repository.this.arn
      },
    ]
  })
}

# Whoever makes an environment makes roles and keys, and so can do anything: bound to runs that a person has approved
# (a GitHub environment with reviewers), and kept from what belongs to the account.
resource "aws_iam_role_policy_attachment" "apply" {
  role       = aws_iam_role.forge["apply"].name
  policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess"
}

resource "aws_iam_role_policy" "apply_not" {
  name = "not-the-account"
  role = aws_iam_role.forge["apply"].id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid    = "NotTheAccount"
      Effect = "Deny"
      Action = [
        "iam:CreateUser", "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateOpenIDConnectProvider", "iam:DeleteOpenIDConnectProvider",
        "organizations:*", "account:*", "cloudtrail:StopLogging", "cloudtrail:DeleteTrail", "s3:DeleteBucket",
      ]
      Resource = ["*"]
      # Buckets of environments are its own.
      Condition = { StringNotLike = { "aws:ResourceTag/environment" = var.environments } }
    }]
  })
}
