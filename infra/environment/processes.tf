# The processes of the one image: what each runs, what it is told, what it may do.

locals {
  # Those that the environment has (`processes`), each in a service. Without media, web sends its bytes; without clock and notices, what they
  # would do all day is done each hour by day (`night.sweep`).
  processes = { for process, told in local.known : process => told if contains(keys(var.processes), process) }
  known = {
    web     = { command = local.serve, asked = true, may = ["search", "changes", "database", "cache", "media", "uploads_sign", "letters", "events"] }
    media   = { command = local.serve, asked = true, may = ["search", "database", "cache", "media", "events"] }
    quick   = { command = ["python", "manage.py", "work", "--queue", "quick"], asked = false, may = ["search", "changes", "database", "cache", "media", "uploads", "letters", "events"] }
    heavy   = { command = ["python", "manage.py", "work", "--queue", "heavy"], asked = false, may = ["search", "changes", "database", "cache", "media", "uploads", "events"] }
    clock   = { command = ["python", "manage.py", "schedule"], asked = false, may = ["database", "cache"] }
    notices = { command = ["python", "manage.py", "consume_notices"], asked = false, may = ["search", "changes", "database", "cache", "uploads", "notices"] }
  }
  # Not services: started by a schedule, by a release, by a person.
  commands = merge({
    command = { command = ["python", "manage.py", "rollup"], may = concat(["search", "changes", "database", "cache", "media", "uploads", "letters", "events", "tables"], local.swept), console = false }
    migrate = { command = ["python", "manage.py", "prepare", "--no-demo"], may = ["database", "cache", "media"], console = false }
    console = { command = ["sleep", "3600"], may = ["search", "changes", "database", "cache", "media", "uploads", "letters", "exec"], console = true }
    },
    # The domain's address is added below: in this map it would wait for the domain, which waits for the task's role.
    local.searched ? { logs = { command = ["python", "manage.py", "log_search", "--prefix", "logs-${local.name}", "--days", tostring(var.log_days)], may = ["logs"], console = false } } : {},
  )
  serve = ["gunicorn", "-c", "python:musicsite.gunicorn_conf", "musicsite.wsgi"]

  # A database that may pause does so without connections alone: none is kept from one request to the next.
  pauses = var.database.min_acu == 0 ? "&max_age=0" : ""

  # docs/configuration.md. A test compares the names.
  mysql = "mysql+iam://${module.data.database.user}"
  settings = merge({
    DATA_DIR            = "/data"
    BIND                = "0.0.0.0"
    PORT                = "8000"
    SITE_URL            = local.site_url
    SITE_NAME           = var.site_name
    TRUSTED_PROXY_COUNT = "2" # CloudFront and the balancer
    DATABASE_URL        = "${local.mysql}@${module.data.database.host}:3306/${module.data.database.name}?region=${local.region}${local.pauses}"
    CACHE_URL           = module.data.cache == null ? "database://" : "rediss+iam://${module.data.cache.user}@${module.data.cache.host}:6379/0?cluster=${module.data.cache.id}&region=${local.region}"
    # Below a prefix that is a path of the distribution too.
    MEDIA_STORAGE  = "s3://${module.storage.buckets["media"]}/media"
    UPLOAD_STORAGE = "s3://${module.storage.buckets["uploads"]}"
    S3_REGION      = local.region
    SEARCH_URL     = length(module.search) == 0 ? "none" : "https://${module.search[0].endpoint}"
    EMAIL_URL      = "ses://${local.region}/${module.mail.configuration_set}"
    EMAIL_FROM     = "${var.site_name} <noreply@${var.host}>"
    QUEUE_URLS     = join(",", values(module.queues.urls))
    METRICS_EMF    = var.metrics ? "1" : "0"
    WAKE_WORKERS   = length(local.sleeping) > 0 ? "1" : "0"
    SIGN_UP        = var.sign_up
    DEMO           = "0"

    STAFF_SECOND_FACTOR = "1"
    },
    var.database.readers == 0 ? {} : {
      DATABASE_REPLICA_URL = "${local.mysql}@${module.data.database.reader}:3306/${module.data.database.name}?region=${local.region}"
    },
    { for name, arn in module.queues.topic_arns : "SEARCH_TOPIC" => arn },
    { for lake in module.lake : "EVENTS_URL" => "firehose://${lake.stream.name}" },
    var.traces ? { OTLP_ENDPOINT = "http://127.0.0.1:4318" } : {},
    local.signed ? { CDN_URL = local.site_url, CDN_KEY_ID = values(module.edge.key_ids)[0] } : {},
  )
  secrets = merge({
    SECRET_KEY     = module.keys.secrets["secret-key"]
    OIDC_PROVIDERS = module.keys.secrets["oidc-providers"]
    METRICS_TOKEN  = module.keys.secrets["metrics-token"]
    },
    local.signed ? { CDN_KEY = module.keys.secrets["cdn-key"] } : {},
  )
  swept    = [for process in ["notices"] : process if !contains(keys(var.processes), process)]
  sleeping = [for process, size in var.processes : process if size.min == 0]
  signed   = length(var.media_public_keys) > 0
  administrator = {
    settings = { ADMIN_EMAIL = var.account.admin_email }
    secrets  = { ADMIN_PASSWORD = module.keys.secrets["admin-password"] }
  }

  network = merge(module.network.tasks, { groups = [module.cluster.tasks_group] })

  media_bucket   = module.storage.arns["media"]
  uploads_bucket = module.storage.arns["uploads"]
  # What a process may do, by name.
  powers = {
    database = [{ sid = "Database", actions = ["rds-db:connect"], resources = ["arn:aws:rds-db:${local.region}:${local.account}:dbuser:${module.data.database.resource_id}/${module.data.database.user}"] }]
    cache    = [for cache in module.data.cache[*] : { sid = "Cache", actions = ["elasticache:Connect"], resources = [cache.arn, cache.user_arn] }]
    media = [
      { sid = "Media", actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], resources = ["${local.media_bucket}/*"] },
      { sid = "MediaNames", actions = ["s3:ListBucket"], resources = [local.media_bucket] },
      { sid = "MediaKey", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [module.keys.arns["media"]] },
    ]
    # What is signed for a browser is done with the signer's rights.
    uploads_sign = local.uploads
    uploads      = local.uploads
    letters      = [{ sid = "Letters", actions = ["ses:SendRawEmail", "ses:SendEmail"], resources = module.mail.arns }]
    events       = [for lake in module.lake : { sid = "Events", actions = ["firehose:PutRecordBatch"], resources = [lake.stream.arn] }]
    # The files beside the lake's events, in one request each: nothing is read, listed or deleted there.
    tables = flatten([for lake in module.lake : [
      { sid = "Tables", actions = ["s3:PutObject"], resources = ["${module.storage.arns["lake"]}/tables/*"] },
      { sid = "TablesKey", actions = ["kms:GenerateDataKey"], resources = [module.keys.arns["media"]] },
    ]])
    search = [for domain in module.search : { sid = "Search", actions = ["es:ESHttpHead", "es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut", "es:ESHttpDelete"], resources = ["${domain.arn}/*"] }]
    # What is published is encrypted on its way in.
    changes = flatten([for arn in values(module.queues.topic_arns) : [
      { sid = "Changes", actions = ["sns:Publish"], resources = [arn] },
      { sid = "ChangesKey", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [module.keys.arns["queue"]] },
    ]])
    logs = [for domain in module.opensearch : { sid = "Logs", actions = ["es:ESHttpGet", "es:ESHttpPost", "es:ESHttpPut"], resources = ["${domain.arn}/*"] }]
    # X-Ray takes no name here.
    traces = [{ sid = "Traces", actions = ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], resources = ["*"] }]
    notices = [
      { sid = "Notices", actions = ["sqs:ReceiveMessage", "sqs:DeleteMessage"], resources = values(module.queues.arns) },
      { sid = "NoticesKey", actions = ["kms:Decrypt"], resources = [module.keys.arns["queue"]] },
    ]
    exec = [
      # ECS Exec's channel; AWS takes no name here.
      { sid = "Session", actions = ["ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel", "ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel"], resources = ["*"] },
      { sid = "SessionLog", actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"], resources = ["${module.cluster.console_log_group.arn}:*"] },
      { sid = "SessionKey", actions = ["kms:Decrypt"], resources = [module.keys.arns["data"]] },
    ]
  }
  uploads = [
    { sid = "Uploads", actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"], resources = ["${local.uploads_bucket}/*"] },
    { sid = "UploadNames", actions = ["s3:ListBucket", "s3:ListBucketMultipartUploads"], resources = [local.uploads_bucket] },
    { sid = "UploadKey", actions = ["kms:Decrypt", "kms:GenerateDataKey"], resources = [module.keys.arns["media"]] },
  ]
}

module "process" {
  source         = "../modules/task"
  for_each       = local.processes
  name           = local.name
  process        = each.key
  image          = var.image
  repository_arn = local.repository
  command        = each.value.command
  cpu            = var.processes[each.key].cpu
  memory         = var.processes[each.key].memory
  scratch_gb     = each.key == "heavy" ? 60 : 21
  listens        = each.value.asked
  # Downloads may take as long as the balancer drains; a job gets what Fargate gives at most.
  stop_seconds = contains(["media", "heavy"], each.key) ? 120 : 30
  # Of each of two processes. Who stalls on AWS stalls at CloudFront or at media; every thread may hold a connection to the database.
  environment  = merge(local.settings, { WEB_THREADS = each.key == "media" ? "256" : "32" })
  secrets      = local.secrets
  statements   = flatten([for power in concat(each.value.may, var.traces ? ["traces"] : []) : local.powers[power]])
  collector    = var.traces
  data_key_arn = module.keys.arns["data"]
  logs_key_arn = module.keys.arns["logs"]
  log_days     = var.log_days
}

module "command" {
  source         = "../modules/task"
  for_each       = local.commands
  name           = local.name
  process        = each.key
  image          = var.image
  repository_arn = local.repository
  command        = concat(each.value.command, each.key == "logs" ? [for domain in module.opensearch : "https://${domain.endpoint}"] : [])
  cpu            = 512
  memory         = 1024
  environment    = merge(local.settings, { WEB_THREADS = "32" }, each.key == "migrate" ? local.administrator.settings : {})
  secrets        = each.key == "migrate" ? merge(local.secrets, local.administrator.secrets) : local.secrets
  statements     = flatten([for power in each.value.may : local.powers[power]])
  writable_root  = each.value.console
  data_key_arn   = module.keys.arns["data"]
  logs_key_arn   = module.keys.arns["logs"]
  log_days       = var.log_days
}

module "service" {
  source           = "../modules/service"
  for_each         = local.processes
  name             = local.name
  process          = each.key
  cluster          = module.cluster.name
  definition_arn   = module.process[each.key].definition_arn
  network          = merge(local.network, { groups = concat(local.network.groups, each.value.asked ? [module.cluster.web_group] : []) })
  target_group_arn = each.value.asked ? module.balancer.target_groups[each.key == "web" ? "blue" : each.key].arn : null
  canary           = each.key == "web"
  spot             = var.processes[each.key].spot
  scaling = {
    min      = var.processes[each.key].min
    max      = var.processes[each.key].max
    requests = var.processes[each.key].requests
    queue    = each.key == "notices" ? { name = module.queues.names["letters"], messages = 500 } : null
  }
  wakes           = contains(local.sleeping, each.key) ? { namespace = "musicsite", metric = "jobs_to_do", dimensions = { site = var.site_name, queue = each.key } } : null
  balancer        = module.balancer.metric_name
  night           = var.night
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}

module "deploy" {
  source        = "../modules/deploy"
  name          = local.name
  account_id    = local.account
  cluster       = module.cluster.name
  service       = module.service["web"].name
  listener_arn  = module.balancer.listener_arn
  target_groups = [module.balancer.target_groups["blue"].name, module.balancer.target_groups["green"].name]
  task_roles    = module.process["web"].roles
  alarms        = module.balancer.release_alarms
}

module "schedules" {
  source      = "../modules/schedules"
  name        = local.name
  account_id  = local.account
  cluster_arn = module.cluster.arn
  task        = { definition_arn = module.command["command"].definition_arn, family = module.command["command"].family, roles = module.command["command"].roles }
  network     = local.network
  schedules = merge(
    { refresh-home = { expression = "cron(0 */3 * * ? *)", command = ["refresh_home"], missed_hours = 7 } },
    # Each night; two may fail before somebody should look.
    { for lake in module.lake : "lake-tables" => { expression = "cron(30 3 * * ? *)", command = ["lake", "tables", "--to", "s3://${module.storage.buckets["lake"]}/tables"], missed_hours = 50 } },
    # Each hour, what the clock should have asked for, in case it could not. Where nights are for sleeping, they would keep the database awake.
    { for name, schedule in {
      rollup = { expression = "cron(15 * * * ? *)", command = ["rollup"], missed_hours = 3 }
      sweep  = { expression = "cron(45 * * * ? *)", command = ["schedule", "--once"], missed_hours = 3 }
    } : name => schedule if var.night == null },
    # A weekend may pass between two.
    { for name, command in { sweep = ["schedule", "--once"], notices = ["consume_notices", "--once"] } :
      name => { expression = "cron(${var.night.sweep})", command = command, missed_hours = 66 }
      if try(var.night.sweep, null) != null && !contains(keys(var.processes), name == "sweep" ? "clock" : name)
    },
  )
  key_arn         = module.keys.arns["queue"]
  logs_key_arn    = module.keys.arns["logs"]
  log_days        = var.log_days
  alarm_topic_arn = module.observability.alarm_topic_arn
  runbooks        = local.runbooks
}
