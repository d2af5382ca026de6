locals {
  full = "${var.name}-${var.process}"
  # One of the two below: what Terraform leaves to CodeDeploy can't depend on a variable.
  service = var.canary ? aws_ecs_service.canary[0] : aws_ecs_service.rolling[0]
}

resource "aws_ecs_service" "rolling" {
  count           = var.canary ? 0 : 1
  name            = var.process
  cluster         = var.cluster
  task_definition = var.definition_arn
  desired_count   = var.scaling.min
  propagate_tags  = "SERVICE"

  health_check_grace_period_seconds  = var.target_group_arn == null ? null : 60
  deployment_minimum_healthy_percent = 100
  deployment_maximum_percent         = 200

  deployment_circuit_breaker {
    enable   = true
    rollback = true
  }
  capacity_provider_strategy {
    capacity_provider = var.spot ? "FARGATE_SPOT" : "FARGATE"
    weight            = 1
  }
  network_configuration {
    subnets          = var.network.subnets
    security_groups  = var.network.groups
    assign_public_ip = var.network.public_ip
  }
  dynamic "load_balancer" {
    for_each = var.target_group_arn == null ? [] : [var.target_group_arn]
    content {
      target_group_arn = load_balancer.value
      container_name   = "site"
      container_port   = 8000
    }
  }
  lifecycle {
    # A release's: `make workers` moves it to the definition that was applied, once the database is migrated.
    ignore_changes = [desired_count, task_definition]
  }
}

resource "aws_ecs_service" "canary" {
  count           = var.canary ? 1 : 0
  name            = var.process
  cluster         = var.cluster
  task_definition = var.definition_arn
  desired_count   = var.scaling.min
  propagate_tags  = "SERVICE"
  launch_type     = var.spot ? null : "FARGATE"

  health_check_grace_period_seconds = 60

  # A release says it again: CodeDeploy takes it away otherwise.
  dynamic "capacity_provider_strategy" {
    for_each = var.spot ? ["FARGATE_SPOT"] : []
    content {
      capacity_provider = capacity_provider_strategy.value
      weight            = 1
    }
  }

  deployment_controller {
    type = "CODE_DEPLOY"
  }
  network_configuration {
    subnets          = var.network.subnets
    security_groups  = var.network.groups
    assign_public_ip = var.network.public_ip
  }
  load_balancer {
    target_group_arn = var.target_group_arn
    container_name   = "site"
    container_port   = 8000
  }
  lifecycle {
    # CodeDeploy's: it swaps the two target groups at each release.
    ignore_changes = [desired_count, task_definition, load_balancer]
  }
}

# --- How many

resource "aws_appautoscaling_target" "this" {
  service_namespace  = "ecs"
  resource_id        = "service/${var.cluster}/${local.service.name}"
  scalable_dimension = "ecs:service:DesiredCount"
  min_capacity       = var.scaling.min
  max_capacity       = var.scaling.max
}

resource "aws_appautoscaling_policy" "cpu" {
  count              = var.wakes == null ? 1 : 0 # it knows no number of tasks but those that run
  name               = "${local.full}-cpu"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = var.scaling.cpu
    scale_in_cooldown  = 300
    scale_out_cooldown = 30
    predefined_metric_specification {
      predefined_metric_type = "ECSServiceAverageCPUUtilization"
    }
  }
}

# Of the whole balancer: a canary has two target groups, and the predefined metric knows one.
resource "aws_appautoscaling_policy" "requests" {
  count              = var.scaling.requests == null ? 0 : 1
  name               = "${local.full}-requests"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = var.scaling.requests
    scale_in_cooldown  = 300
    scale_out_cooldown = 30
    customized_metric_specification {
      metrics {
        id          = "each"
        label       = "Requests a minute and task"
        expression  = "requests / tasks"
        return_data = true
      }
      metrics {
        id          = "requests"
        return_data = false
        metric_stat {
          stat = "Sum"
          metric {
            namespace   = "AWS/ApplicationELB"
            metric_name = "RequestCount"
            dimensions {
              name  = "LoadBalancer"
              value = var.balancer
            }
          }
        }
      }
      metrics {
        id          = "tasks"
        return_data = false
        metric_stat {
          stat = "Average"
          metric {
            namespace   = "ECS/ContainerInsights"
            metric_name = "RunningTaskCount"
            dimensions {
              name  = "ClusterName"
              value = var.cluster
            }
            dimensions {
              name  = "ServiceName"
              value = local.service.name
            }
          }
        }
      }
    }
  }
}

resource "aws_appautoscaling_policy" "queue" {
  count              = var.scaling.queue == null ? 0 : 1
  name               = "${local.full}-queue"
  policy_type        = "TargetTrackingScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  target_tracking_scaling_policy_configuration {
    target_value       = var.scaling.queue.messages
    scale_in_cooldown  = 300
    scale_out_cooldown = 30
    customized_metric_specification {
      namespace   = "AWS/SQS"
      metric_name = "ApproximateNumberOfMessagesVisible"
      statistic   = "Average"
      dimensions {
        name  = "QueueName"
        value = var.scaling.queue.name
      }
    }
  }
}

# --- Asleep until there is something to do

locals {
  # The application says how much. Silence wakes nobody, and a worker that says nothing any more may sleep: it has ended.
  steps = var.wakes == null ? {} : {
    wake  = { tasks = 1, says = "wakes", comparison = "GreaterThanOrEqualToThreshold", minutes = 1, missing = "notBreaching", bounds = [0, null] }
    sleep = { tasks = 0, says = "puts to sleep", comparison = "LessThanThreshold", minutes = 5, missing = "breaching", bounds = [null, 0] }
  }
}

resource "aws_appautoscaling_policy" "step" {
  for_each           = local.steps
  name               = "${local.full}-${each.key}"
  policy_type        = "StepScaling"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  step_scaling_policy_configuration {
    adjustment_type         = "ExactCapacity"
    metric_aggregation_type = "Maximum"
    cooldown                = 60
    step_adjustment {
      scaling_adjustment          = each.value.tasks
      metric_interval_lower_bound = each.value.bounds[0]
      metric_interval_upper_bound = each.value.bounds[1]
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "step" {
  for_each            = local.steps
  alarm_name          = "${local.full}-${each.key}"
  alarm_description   = "Calls nobody, ${each.value.says} ${var.process}. Runbook: ${var.runbooks}#alarm-jobs-wake-a-worker"
  namespace           = var.wakes.namespace
  metric_name         = var.wakes.metric
  dimensions          = var.wakes.dimensions
  statistic           = "Maximum"
  comparison_operator = each.value.comparison
  threshold           = 1
  period              = 60
  evaluation_periods  = each.value.minutes
  treat_missing_data  = each.value.missing
  alarm_actions       = [aws_appautoscaling_policy.step[each.key].arn]
}

# --- Asleep at night

resource "aws_appautoscaling_scheduled_action" "night" {
  for_each           = var.night == null ? {} : { down = 0, up = 1 }
  name               = "${local.full}-${each.key}"
  service_namespace  = aws_appautoscaling_target.this.service_namespace
  resource_id        = aws_appautoscaling_target.this.resource_id
  scalable_dimension = aws_appautoscaling_target.this.scalable_dimension
  schedule           = "cron(${var.night[each.key]})"
  timezone           = "Etc/UTC"
  scalable_target_action {
    min_capacity = var.scaling.min * each.value
    max_capacity = var.scaling.max * each.value
  }
}

# --- When a person should look. Not where tasks sleep at night: that is no news.

resource "aws_cloudwatch_metric_alarm" "missing" {
  count               = var.night == null && var.scaling.min > 0 ? 1 : 0
  alarm_name          = "${local.full}-missing"
  alarm_description   = "Fewer tasks of ${var.process} than the least for 10 minutes. Runbook: ${var.runbooks}#alarm-tasks-are-missing"
  namespace           = "ECS/ContainerInsights"
  metric_name         = "RunningTaskCount"
  dimensions          = { ClusterName = var.cluster, ServiceName = local.service.name }
  statistic           = "Minimum"
  comparison_operator = "LessThanThreshold"
  threshold           = var.scaling.min
  period              = 60
  evaluation_periods  = 10
  treat_missing_data  = "breaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "memory" {
  alarm_name          = "${local.full}-memory"
  alarm_description   = "${var.process} is near the end of its memory. Runbook: ${var.runbooks}#alarm-memory-runs-out"
  namespace           = "AWS/ECS"
  metric_name         = "MemoryUtilization"
  dimensions          = { ClusterName = var.cluster, ServiceName = local.service.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 90
  period              = 60
  evaluation_periods  = 5
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.alarm_topic_arn]
  ok_actions          = [var.alarm_topic_arn]
}
