data "aws_region" "current" {}

locals {
  full = "${var.name}-${var.process}"
  collector = {
    name                   = "collector"
    image                  = "public.ecr.aws/aws-observability/aws-otel-collector:v0.43.3"
    essential              = false # the site goes on without it
    readonlyRootFilesystem = true
    environment = [{ name = "AOT_CONFIG_CONTENT", value = yamlencode({
      receivers  = { otlp = { protocols = { http = { endpoint = "127.0.0.1:4318" } } } }
      processors = { batch = {} }
      exporters  = { awsxray = { region = data.aws_region.current.name } }
      service    = { pipelines = { traces = { receivers = ["otlp"], processors = ["batch"], exporters = ["awsxray"] } } }
    }) }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = data.aws_region.current.name
        "awslogs-stream-prefix" = "collector"
      }
    }
  }
  trust = { Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ecs-tasks.amazonaws.com" } }
}

resource "aws_cloudwatch_log_group" "this" {
  name              = "/${var.name}/${var.process}"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

# --- What ECS does to start it

resource "aws_iam_role" "execution" {
  name               = "${local.full}-start"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [local.trust] })
}

resource "aws_iam_role_policy" "execution" {
  name = "start"
  role = aws_iam_role.execution.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "SignInToECR", Effect = "Allow", Action = "ecr:GetAuthorizationToken", Resource = "*" },
      { Sid = "PullTheImage", Effect = "Allow", Action = ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource = var.repository_arn },
      { Sid = "WriteLogs", Effect = "Allow", Action = ["logs:CreateLogStream", "logs:PutLogEvents"], Resource = "${aws_cloudwatch_log_group.this.arn}:*" },
      # An ARN may name one key of a secret, after the seventh colon.
      { Sid = "ReadSecrets", Effect = "Allow", Action = "secretsmanager:GetSecretValue", Resource = distinct([for arn in values(var.secrets) : join(":", slice(split(":", arn), 0, 7))]) },
      { Sid = "DecryptSecrets", Effect = "Allow", Action = "kms:Decrypt", Resource = var.data_key_arn },
    ]
  })
}

# --- What it may do itself

resource "aws_iam_role" "task" {
  name               = local.full
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [local.trust] })
}

resource "aws_iam_role_policy" "task" {
  count = length(var.statements) > 0 ? 1 : 0
  name  = "work"
  role  = aws_iam_role.task.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [for statement in var.statements : merge(
      { Sid = statement.sid, Effect = "Allow", Action = statement.actions, Resource = statement.resources },
      length(statement.conditions) == 0 ? {} : { Condition = statement.conditions },
    )]
  })
}

resource "aws_ecs_task_definition" "this" {
  family                   = local.full
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = var.cpu
  memory                   = var.memory
  execution_role_arn       = aws_iam_role.execution.arn
  task_role_arn            = aws_iam_role.task.arn

  # A task that starts before its roles may do anything fails.
  depends_on = [aws_iam_role_policy.execution, aws_iam_role_policy.task]

  runtime_platform {
    operating_system_family = "LINUX"
    cpu_architecture        = "ARM64"
  }
  ephemeral_storage {
    size_in_gib = var.scratch_gb
  }

  # The image declares both as volumes of the user `site`: so their owner is that user here too.
  volume {
    name = "data"
  }
  volume {
    name = "tmp"
  }

  container_definitions = jsonencode(concat([{
    name                   = "site"
    image                  = var.image
    command                = var.command
    essential              = true
    user                   = "1000:1000"
    readonlyRootFilesystem = !var.writable_root
    stopTimeout            = var.stop_seconds
    # ECS Exec's agent wants more than a server does.
    linuxParameters = { initProcessEnabled = true, capabilities = { drop = var.writable_root ? [] : ["ALL"], add = [] } }
    mountPoints = [
      { sourceVolume = "data", containerPath = "/data", readOnly = false },
      { sourceVolume = "tmp", containerPath = "/tmp", readOnly = false },
    ]
    portMappings = var.listens ? [{ containerPort = 8000, hostPort = 8000, protocol = "tcp" }] : []
    healthCheck = var.listens ? {
      command     = ["CMD", "python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
      interval    = 30
      timeout     = 5
      retries     = 3
      startPeriod = 60
    } : null
    environment = [for name, value in var.environment : { name = name, value = value }]
    secrets     = [for name, arn in var.secrets : { name = name, valueFrom = arn }]
    logConfiguration = {
      logDriver = "awslogs"
      options = {
        "awslogs-group"         = aws_cloudwatch_log_group.this.name
        "awslogs-region"        = data.aws_region.current.name
        "awslogs-stream-prefix" = var.process
        mode                    = "non-blocking"
        "max-buffer-size"       = "4m"
      }
    }
  }], [for collector in [local.collector] : collector if var.collector]))
}
