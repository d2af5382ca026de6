# What is promised, and how fast its error budget is spent: docs/slo.md, by the Google SRE workbook's chapter 5. A promise has an alarm
# for each window, which says nothing by itself, and one of both windows, which does: the long one that it matters, the short one that
# it is still so.

locals {
  speeds = {
    fast = { burn = 14.4, long = 3600, short = 300 }
    slow = { burn = 6, long = 21600, short = 1800 }
  }
  # Burn: (bad ÷ all) ÷ (1 − target). Fewer than 100 in the long window are no trend; the short one asks for its share of them.
  site     = { site = var.site_name }
  searches = merge(local.site, { group = "search" })
  balanced = { LoadBalancer = var.balancer }
  promises = { for promise, told in local.known : promise => told if var.promised }
  known = merge(
    {
      availability = {
        says       = "Answers fail"
        expression = "(FILL(bad, 0) / all) / 0.001"
        metrics = {
          bad = { namespace = "AWS/ApplicationELB", name = "HTTPCode_Target_5XX_Count", stat = "Sum", dimensions = local.balanced }
          all = { namespace = "AWS/ApplicationELB", name = "RequestCount", stat = "Sum", dimensions = local.balanced }
        }
      }
    },
    { for promise, told in {
      first-sound = {
        says       = "Clicks on play are not heard within a second"
        expression = "((100 - good) / 100) / 0.05"
        metrics = {
          good = { namespace = "musicsite", name = "first_sound_seconds", stat = "PR(:1)", dimensions = local.site }
          all  = { namespace = "musicsite", name = "first_sound_seconds", stat = "SampleCount", dimensions = local.site }
        }
      }
      search = {
        says       = "Searches take longer than 300 ms"
        expression = "((100 - good) / 100) / 0.01"
        metrics = {
          good = { namespace = "musicsite", name = "request_seconds", stat = "PR(:0.3)", dimensions = local.searches }
          all  = { namespace = "musicsite", name = "request_seconds", stat = "SampleCount", dimensions = local.searches }
        }
      }
    } : promise => told if var.metrics },
  )
  burns = merge([for promise, told in local.promises : {
    for speed, windows in local.speeds : "${promise}-${speed}" => merge(told, windows, { promise = promise })
  }]...)
  windows = merge([for name, burn in local.burns : {
    for window in ["long", "short"] : "${name}-${window}" => merge(burn, {
      period = burn[window], enough = 100 * burn[window] / burn.long, times = 1, speaks = false
      means  = "One of two windows, for ${var.name}-${name}"
    })
  }]...)
  # Three days, each of them.
  creeping = { for promise, told in local.promises : "${promise}-creeping" => merge(told, {
    period = 86400, enough = 100, burn = 1, times = 3, speaks = true
    means  = "${told.says}: three days in a row more than the budget gives. No hurry"
  }) }
}

resource "aws_cloudwatch_metric_alarm" "burn" {
  for_each            = merge(local.windows, local.creeping)
  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.means}. Runbook: ${var.runbooks}#alarm-a-promise-is-broken"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.burn
  evaluation_periods  = each.value.times
  treat_missing_data  = "notBreaching"
  alarm_actions       = [for topic in [aws_sns_topic.alarms.arn] : topic if each.value.speaks]
  metric_query {
    id          = "burn"
    label       = each.value.says
    expression  = "IF(all > ${each.value.enough}, ${each.value.expression}, 0)"
    return_data = true
  }
  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id = metric_query.key
      metric {
        namespace   = metric_query.value.namespace
        metric_name = metric_query.value.name
        dimensions  = metric_query.value.dimensions
        stat        = metric_query.value.stat
        period      = each.value.period
      }
    }
  }
}

resource "aws_cloudwatch_composite_alarm" "burn" {
  for_each          = local.burns
  alarm_name        = "${var.name}-${each.key}"
  alarm_description = "${each.value.says}: at this rate (${each.value.burn} times) the budget of 28 days is used up early. Runbook: ${var.runbooks}#alarm-a-promise-is-broken"
  alarm_rule        = join(" AND ", [for window in ["long", "short"] : "ALARM(\"${aws_cloudwatch_metric_alarm.burn["${each.key}-${window}"].alarm_name}\")"])
  alarm_actions     = [aws_sns_topic.alarms.arn]
  ok_actions        = [aws_sns_topic.alarms.arn]
}

# --- What the site says of itself: causes, before a promise is broken

resource "aws_cloudwatch_metric_alarm" "behind" {
  for_each = { for what, told in {
    jobs   = { metric = "queue_oldest_seconds", dimensions = merge(local.site, { queue = "quick" }), above = 300, says = "Short jobs wait" }
    outbox = { metric = "outbox_oldest_seconds", dimensions = local.site, above = 1800, says = "Events do not leave for the lake" }
    search = { metric = "search_oldest_seconds", dimensions = local.site, above = 600, says = "The index is behind" }
    failed = { metric = "jobs_failed", dimensions = local.site, above = 0, says = "A job failed for good", statistic = "Sum" }
  } : what => told if var.metrics }
  alarm_name          = "${var.name}-behind-${each.key}"
  alarm_description   = "${each.value.says}. Runbook: ${var.runbooks}#alarm-jobs-are-behind"
  namespace           = "musicsite"
  metric_name         = each.value.metric
  dimensions          = each.value.dimensions
  statistic           = lookup(each.value, "statistic", "Maximum")
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  period              = 300
  evaluation_periods  = 2
  treat_missing_data  = "notBreaching"
  alarm_actions       = [aws_sns_topic.alarms.arn]
  ok_actions          = [aws_sns_topic.alarms.arn]
}
