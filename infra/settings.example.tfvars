# Copy to settings.tfvars (not in git) and fill in: the same for the account and all of its environments.
account = {
  id          = "123456789012"
  region      = "eu-central-1"
  zones       = ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
  domain      = "music.example.org"
  alarm_email = "operators@example.org"
  admin_email = "admin@example.org"
  forge       = "example/musicsite"
  budget      = 200
}
