resource "aws_cloudwatch_log_group" "console" {
  name              = "/${var.name}/console"
  retention_in_days = var.log_days
  kms_key_id        = var.logs_key_arn
}

resource "aws_ecs_cluster" "this" {
  name = var.name
  setting {
    name  = "containerInsights"
    value = var.insights ? "enabled" : "disabled"
  }
  configuration {
    execute_command_configuration {
      kms_key_id = var.data_key_arn
      logging    = "OVERRIDE"
      log_configuration {
        cloud_watch_log_group_name     = aws_cloudwatch_log_group.console.name
        cloud_watch_encryption_enabled = true
      }
    }
  }
}

resource "aws_ecs_cluster_capacity_providers" "this" {
  cluster_name       = aws_ecs_cluster.this.name
  capacity_providers = ["FARGATE", "FARGATE_SPOT"]
}

# --- Every task is in `tasks`; those that the balancer asks are in `web` too.

resource "aws_security_group" "tasks" {
  name        = "${var.name}-tasks"
  description = "All tasks: nothing comes in"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_egress_rule" "tls" {
  security_group_id = aws_security_group.tasks.id
  description       = "AWS services and other servers, by TLS"
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
}

resource "aws_vpc_security_group_egress_rule" "data" {
  for_each          = { mysql = 3306, valkey = 6379 }
  security_group_id = aws_security_group.tasks.id
  description       = each.key
  cidr_ipv4         = var.cidr
  ip_protocol       = "tcp"
  from_port         = each.value
  to_port           = each.value
}

resource "aws_security_group" "web" {
  name        = "${var.name}-web"
  description = "Tasks that the load balancer asks"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id            = aws_security_group.web.id
  description                  = "From the load balancer"
  referenced_security_group_id = var.balancer_group
  ip_protocol                  = "tcp"
  from_port                    = 8000
  to_port                      = 8000
}
