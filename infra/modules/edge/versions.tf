terraform {
  required_version = ">= 1.11.0"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
      # CloudFront's firewall and certificate live in us-east-1, wherever the site is.
      configuration_aliases = [aws.us_east_1]
    }
  }
}
