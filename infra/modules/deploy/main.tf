data "aws_region" "current" {}

locals {
  region  = data.aws_region.current.name
  service = "arn:aws:ecs:${local.region}:${var.account_id}:service/${var.cluster}/${var.service}"
  sets    = "arn:aws:ecs:${local.region}:${var.account_id}:task-set/${var.cluster}/${var.service}/*"
}

resource "aws_iam_role" "this" {
  name = "${var.name}-codedeploy"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "codedeploy.amazonaws.com" } }]
  })
}

# AWSCodeDeployRoleForECS, with names where that has none.
resource "aws_iam_role_policy" "this" {
  name = "release"
  role = aws_iam_role.this.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      { Sid = "Service", Effect = "Allow", Action = ["ecs:DescribeServices", "ecs:UpdateServicePrimaryTaskSet"], Resource = local.service },
      { Sid = "TaskSets", Effect = "Allow", Action = ["ecs:CreateTaskSet", "ecs:DeleteTaskSet"], Resource = [local.service, local.sets] },
      { Sid = "LookAtTheBalancer", Effect = "Allow", Action = ["elasticloadbalancing:DescribeTargetGroups", "elasticloadbalancing:DescribeListeners", "elasticloadbalancing:DescribeRules"], Resource = "*" },
      { Sid = "MoveTraffic", Effect = "Allow", Action = "elasticloadbalancing:ModifyListener", Resource = var.listener_arn },
      { Sid = "LookAtAlarms", Effect = "Allow", Action = "cloudwatch:DescribeAlarms", Resource = "arn:aws:cloudwatch:${local.region}:${var.account_id}:alarm:*" },
      { Sid = "PassRoles", Effect = "Allow", Action = "iam:PassRole", Resource = var.task_roles, Condition = { StringEquals = { "iam:PassedToService" = "ecs-tasks.amazonaws.com" } } },
    ]
  })
}

resource "aws_codedeploy_app" "this" {
  name             = var.name
  compute_platform = "ECS"
}

resource "aws_codedeploy_deployment_group" "this" {
  app_name               = aws_codedeploy_app.this.name
  deployment_group_name  = var.service
  deployment_config_name = "CodeDeployDefault.ECSCanary10Percent5Minutes"
  service_role_arn       = aws_iam_role.this.arn

  ecs_service {
    cluster_name = var.cluster
    service_name = var.service
  }
  deployment_style {
    deployment_option = "WITH_TRAFFIC_CONTROL"
    deployment_type   = "BLUE_GREEN"
  }
  blue_green_deployment_config {
    deployment_ready_option {
      action_on_timeout = "CONTINUE_DEPLOYMENT"
    }
    # Long enough to go back to the old tasks by one click.
    terminate_blue_instances_on_deployment_success {
      action                           = "TERMINATE"
      termination_wait_time_in_minutes = 10
    }
  }
  load_balancer_info {
    target_group_pair_info {
      prod_traffic_route {
        listener_arns = [var.listener_arn]
      }
      dynamic "target_group" {
        for_each = var.target_groups
        content {
          name = target_group.value
        }
      }
    }
  }
  alarm_configuration {
    enabled = true
    alarms  = var.alarms
  }
  auto_rollback_configuration {
    enabled = true
    events  = ["DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST"]
  }
}
