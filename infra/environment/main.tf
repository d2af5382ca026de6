# One environment, whole. What differs between them is in environments/*/main.tf; read infra/README.md first.

data "aws_route53_zone" "this" {
  name = var.account.domain
}

locals {
  name       = "musicsite-${var.name}"
  site_url   = "https://${var.host}"
  region     = var.account.region
  account    = var.account.id
  runbooks   = "https://github.com/${var.account.forge}/blob/main/docs/operations.md"
  repository = "arn:aws:ecr:${local.region}:${local.account}:repository/musicsite"
  searched   = var.search_logs != null
  # A quarter of an hour where `notices` runs; where it is a sweep by day, a weekend and more.
  stale = contains(keys(var.processes), "notices") ? 900 : 72 * 3600
}

module "network" {
  source       = "../modules/network"
  name         = local.name
  cidr         = var.network.cidr
  zones        = var.account.zones
  nat          = var.network.nat
  endpoints    = var.network.endpoints
  log_days     = var.log_days
  logs_key_arn = module.keys.arns["logs"]
}

module "keys" {
  source        = "../modules/keys"
  name          = local.name
  account_id    = local.account
  recovery_days = var.protect ? 30 : 0
  generated = {
    secret-key     = { description = "Signs sessions and links (SECRET_KEY)" }
    admin-password = { description = "The first administrator's password (ADMIN_PASSWORD)" }
    metrics-token  = { description = "What a scraper of /metrics sends (METRICS_TOKEN)" }
  }
  given         = { oidc-providers = "OpenID providers, with their client secrets (OIDC_PROVIDERS)" }
  given_values  = { oidc-providers = module.identity.oidc_providers }
  given_version = 1
  # `make keys` puts the private key there; Terraform never has it.
  placed = local.signed ? { cdn-key = "Signs addresses of media (CDN_KEY)" } : {}
}

module "storage" {
  source            = "../modules/storage"
  name              = local.name
  account_id        = local.account
  site_url          = local.site_url
  key_arn           = module.keys.arns["media"]
  protect           = var.protect
  notices_queue_arn = module.queues.arns["uploads"]
  old_versions_days = var.protect ? 30 : 1
  log_days          = var.log_days
}

module "queues" {
  source     = "../modules/queues"
  name       = local.name
  account_id = local.account
  key_arn    = module.keys.arns["queue"]
  queues = merge({
    letters = { stale_seconds = local.stale, senders = { "sns.amazonaws.com" = "arn:aws:sns:${local.region}:${local.account}:${local.name}-letters" } }
    uploads = { stale_seconds = local.stale, senders = { "s3.amazonaws.com" = "arn:aws:s3:::${local.name}-uploads-${local.account}" } }
    },
    # Changes to be indexed, where the index is a service: docs/operations.md says why five tries.
    var.search == null ? {} : { search = { stale_seconds = local.stale, topic = true, tries = 5 } },
  )
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

module "mail" {
  source          = "../modules/mail"
  name            = local.name
  account_id      = local.account
  domain          = var.host
  zone_id         = data.aws_route53_zone.this.zone_id
  key_arn         = module.keys.arns["queue"]
  queue_arn       = module.queues.arns["letters"]
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

module "identity" {
  source     = "../modules/identity"
  name       = local.name
  account_id = local.account
  site_name  = var.site_name
  site_url   = local.site_url
  protect    = var.protect
  groups     = { artists = "artist", managers = "content manager", admins = "administrator" }
  okta       = var.okta
}

module "cluster" {
  source         = "../modules/cluster"
  name           = local.name
  vpc_id         = module.network.vpc_id
  cidr           = module.network.cidr
  balancer_group = module.balancer.group
  data_key_arn   = module.keys.arns["data"]
  logs_key_arn   = module.keys.arns["logs"]
  log_days       = var.log_days
  insights       = var.insights
}

module "data" {
  source       = "../modules/data"
  name         = local.name
  vpc_id       = module.network.vpc_id
  subnets      = module.network.isolated_subnets
  clients      = module.cluster.tasks_group
  key_arn      = module.keys.arns["data"]
  logs_key_arn = module.keys.arns["logs"]
  log_days     = var.log_days
  protect      = var.protect
  database     = var.database
  cache        = var.cache
}

module "balancer" {
  source          = "../modules/balancer"
  name            = local.name
  account_id      = local.account
  vpc_id          = module.network.vpc_id
  subnets         = module.network.private_subnets
  web_group       = module.cluster.web_group
  certificate_arn = module.edge.balancer_certificate_arn
  logs_bucket     = module.storage.logs_bucket
  media_paths     = contains(keys(var.processes), "media") ? ["/api/v1/tracks/*/stream/*", "/p/*/archive.zip", "/p/*/download/"] : []
  protect         = var.protect
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

module "edge" {
  source     = "../modules/edge"
  providers  = { aws = aws, aws.us_east_1 = aws.us_east_1 }
  name       = local.name
  account_id = local.account
  domain     = var.host
  zone_id    = data.aws_route53_zone.this.zone_id
  balancer   = { arn = module.balancer.arn, domain = module.balancer.domain }
  buckets = {
    for purpose in ["site", "media", "logs"] : purpose => { name = module.storage.buckets[purpose], domain = module.storage.domains[purpose] }
  }
  media_public_keys = var.media_public_keys
  firewall          = var.firewall
  log_days          = var.log_days
  alarm_email       = var.account.alarm_email
  runbooks          = local.runbooks
}

module "lake" {
  source          = "../modules/lake"
  count           = var.lake ? 1 : 0
  name            = local.name
  account_id      = local.account
  bucket          = module.storage.buckets["lake"]
  media_key_arn   = module.keys.arns["media"]
  logs_key_arn    = module.keys.arns["logs"]
  log_days        = var.log_days
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

# --- Where logs can be searched

resource "aws_security_group" "shipper" {
  count       = local.searched ? 1 : 0
  name        = "${local.name}-ship-logs"
  description = "The function that ships logs"
  vpc_id      = module.network.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "shipper" {
  count             = local.searched ? 1 : 0
  security_group_id = aws_security_group.shipper[0].id
  description       = "OpenSearch"
  cidr_ipv4         = module.network.cidr
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

# Here, since the domain's policy names it and the function needs the domain.
resource "aws_iam_role" "shipper" {
  count = local.searched ? 1 : 0
  name  = "${local.name}-ship-logs"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "lambda.amazonaws.com" } }]
  })
}

module "opensearch" {
  source          = "../modules/opensearch"
  count           = local.searched ? 1 : 0
  name            = local.name
  account_id      = local.account
  vpc_id          = module.network.vpc_id
  subnets         = module.network.isolated_subnets
  nodes           = var.search_logs
  key_arn         = module.keys.arns["data"]
  logs_key_arn    = module.keys.arns["logs"]
  log_days        = var.log_days
  writers         = [aws_iam_role.shipper[0].arn, module.command["logs"].roles[1]]
  client_groups   = { ship-logs = aws_security_group.shipper[0].id, tasks = module.cluster.tasks_group }
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

module "search" {
  source       = "../modules/opensearch"
  count        = var.search != null ? 1 : 0
  name         = "${local.name}-search"
  account_id   = local.account
  vpc_id       = module.network.vpc_id
  subnets      = module.network.isolated_subnets
  nodes        = var.search
  key_arn      = module.keys.arns["data"]
  logs_key_arn = module.keys.arns["logs"]
  log_days     = var.log_days
  # Named one by one: a loop over the modules would wait for their tasks, which wait for this.
  writers = concat(
    [module.process["web"].roles[1], module.process["quick"].roles[1], module.process["heavy"].roles[1]],
    try([module.process["media"].roles[1]], []), try([module.process["notices"].roles[1]], []),
    [module.command["command"].roles[1], module.command["console"].roles[1]],
  )
  client_groups   = { tasks = module.cluster.tasks_group }
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

module "observability" {
  source        = "../modules/observability"
  name          = local.name
  account_id    = local.account
  alarm_email   = var.account.alarm_email
  queue_key_arn = module.keys.arns["queue"]
  logs_key_arn  = module.keys.arns["logs"]
  log_days      = var.log_days
  runbooks      = local.runbooks
  log_groups    = { for process in keys(local.processes) : process => module.process[process].log_group }
  balancer      = module.balancer.metric_name
  database      = { cluster_id = local.name, max_acu = var.database.max_acu, readers = var.database.readers }
  cache_nodes   = flatten(module.data.cache[*].nodes)
  cluster       = module.cluster.name
  site_name     = var.site_name
  metrics       = var.metrics
  promised      = var.night == null # nothing is, of a site that sleeps
  ship = local.searched ? {
    endpoint = module.opensearch[0].endpoint
    arn      = module.opensearch[0].arn
    subnets  = module.network.private_subnets
    group    = aws_security_group.shipper[0].id
    role     = { name = aws_iam_role.shipper[0].name, arn = aws_iam_role.shipper[0].arn }
  } : null
}
