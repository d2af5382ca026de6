"""What breaks each rule: a change of the Terraform source, and a part of the sentence by which the rule must say so.

All of them are made in one copy, which is planned once: none hides another.
"""

import re
from pathlib import Path

from infra.tests import rules

# rule, file below infra/, what stands there, what is put there instead, what the rule then says
MUTATIONS: tuple[tuple[rules.Rule, str, str, str, str], ...] = (
    (
        rules.only_cloudfront_is_public, "modules/balancer/main.tf",
        "internal                   = true", "internal                   = false",
        "balancer.aws_lb.this answers the internet",
    ),
    (
        rules.only_cloudfront_is_public, "modules/storage/main.tf",
        "block_public_policy     = true", "block_public_policy     = false",
        'aws_s3_bucket.this["media"] may be made public',
    ),
    (
        rules.nobody_comes_in, "modules/cluster/main.tf",
        "  referenced_security_group_id = var.balancer_group", '  cidr_ipv4                    = "0.0.0.0/0"',
        "cluster.aws_vpc_security_group_ingress_rule.web lets anybody in",
    ),
    (
        rules.all_is_encrypted, "modules/queues/main.tf",
        "  kms_master_key_id          = var.key_arn\n", "", 'queues.aws_sqs_queue.this["letters"] is not encrypted',
    ),
    (
        rules.all_is_encrypted, "modules/data/main.tf",
        "transit_encryption_enabled = true", "transit_encryption_enabled = false",
        "aws_elasticache_replication_group.this[0] is not encrypted",
    ),
    (
        rules.buckets_take_tls_alone, "modules/storage/main.tf",
        'toset(["uploads", "lake"])', 'toset(["uploads"])', 'aws_s3_bucket.this["lake"] takes requests without TLS',
    ),
    (
        rules.queues_have_dead_letters_and_alarms, "modules/queues/main.tf",
        "dimensions          = { QueueName = aws_sqs_queue.dead[each.key].name }",
        'dimensions          = { QueueName = "another" }', 'aws_sqs_queue.dead["letters"] has no alarm',
    ),
    (
        rules.queues_have_dead_letters_and_alarms, "modules/schedules/main.tf",
        "    dead_letter_config {\n      arn = aws_sqs_queue.dead.arn\n    }\n", "", "has no queue for dead letters",
    ),
    (
        rules.alarms_speak, "modules/mail/main.tf",
        "alarm_actions       = [var.alarm_topic_arn]", "alarm_actions       = []", "mail.aws_cloudwatch_metric_alarm",
    ),
    (
        rules.alarms_speak, "modules/lake/main.tf",
        " Runbook: ${var.runbooks}#alarm-events-do-not-arrive", "", "aws_cloudwatch_metric_alarm.late names no runbook",
    ),
    (
        rules.tasks_scale_within_bounds, "environments/prod/main.tf",
        "max = 40,", "max = 400,", "may have 3 to 400 tasks",
    ),
    (
        rules.tasks_are_counted_where_that_is_asked, "environments/prod/main.tf",
        "insights    = true", "insights    = false", "asks how many tasks run, which nobody counts",
    ),
    (
        rules.workers_that_sleep_are_woken, "environments/prod/main.tf",
        "min = 1, max = 20, spot = true", "min = 0, max = 1, spot = true", "heavy sleeps, and clock would wake it",
    ),
    (
        rules.workers_that_sleep_are_woken, "modules/service/main.tf",
        'minutes = 5, missing = "breaching"', 'minutes = 5, missing = "ignore"', "treat_missing_data ignore, not",
    ),
    (
        rules.workers_that_sleep_are_woken, "environment/processes.tf",
        'metric = "jobs_to_do"', 'metric = "jobs"', "has metric_name jobs, not jobs_to_do",
    ),
    (
        rules.home_is_refreshed_every_three_hours, "environment/processes.tf",
        "cron(0 */3 * * ? *)", "cron(0 */4 * * ? *)", "refresh_home runs at",
    ),
    (
        rules.policies_name_what_they_allow, "environment/processes.tf",
        'actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"], resources',
        'actions = ["s3:*"], resources', "allows s3:*",
    ),
    (
        rules.policies_name_what_they_allow, "modules/deploy/main.tf",
        'Resource = var.listener_arn }', 'Resource = "*" }', "deploy.aws_iam_role_policy.this: allows it on *",
    ),
    (
        rules.tasks_are_confined, "modules/task/main.tf",
        "readonlyRootFilesystem = !var.writable_root", "readonlyRootFilesystem = false", "has a writable root",
    ),
    (
        rules.settings_are_those_of_the_book, "environment/processes.tf",
        'DEMO                = "0"', 'DEMO_MODE           = "0"', "sets DEMO_MODE, which docs/",
    ),
    (
        rules.production_is_told_all, "environment/processes.tf",
        '"SEARCH_TOPIC" => arn', '"SEARCH_TOPICS" => arn', "is not told SEARCH_TOPIC",
    ),
    (
        rules.production_is_told_all, "environment/processes.tf",
        'METRICS_TOKEN  = module.keys', 'METRICS_TOKENS  = module.keys', "is not told METRICS_TOKEN",
    ),
    (
        rules.commands_exist, "environment/processes.tf",
        '"manage.py", "consume_notices"', '"manage.py", "consume"', "runs consume, which manage.py does not know",
    ),
    (
        rules.no_secret_is_in_the_plan, "modules/data/main.tf",
        "  manage_master_user_password         = true\n  master_user_secret_kms_key_id       = var.key_arn\n",
        '  master_password                     = "in the open, and in the state"\n', "has a password of ours",
    ),
    (
        rules.production_is_protected, "environments/prod/main.tf",
        "protect   = true", "protect   = false", "can be deleted without a trace",
    ),
    (
        rules.logs_end, "modules/task/main.tf",
        "  retention_in_days = var.log_days\n", "", "keeps logs for ever",
    ),
    (
        rules.releases_are_canaries, "modules/deploy/main.tf",
        "ECSCanary10Percent5Minutes", "ECSAllAtOnce", "moves all traffic at once",
    ),
    (
        rules.the_cache_is_where_tasks_look, "environment/processes.tf",
        '"database://" : "rediss+iam://', '"database://" : "memory://',
        "for the cache by memory, not by rediss+iam",
    ),
    (
        rules.the_api_takes_tls_alone, "modules/edge/main.tf",
        'path_pattern             = "/api/*"', 'path_pattern             = "/app/*"', "leads plain http on to the API",
    ),
    (
        rules.media_takes_signed_addresses_alone, "modules/edge/main.tf",
        "trusted_key_groups         = [aws_cloudfront_key_group.media[0].id]", "", "gives /media/* to anybody",
    ),
    (
        rules.browsers_may_hear_media, "modules/storage/main.tf",
        'allowed_headers = ["range"]', 'allowed_headers = ["if-range"]', "media bucket's allowed_headers are",
    ),
    (
        rules.browsers_may_hear_media, "modules/storage/main.tf",
        'allowed_origins = [var.site_url]\n    allowed_methods = ["GET", "HEAD"]',
        'allowed_origins = ["*"]\n    allowed_methods = ["GET", "HEAD"]', "media bucket's allowed_origins are ['*']",
    ),
    (
        rules.the_lake_is_the_application_s, "modules/lake/catalogue.json",
        '"vitals",', '', "lacks the kind vitals",
    ),
    (
        rules.the_lake_is_the_application_s, "modules/lake/catalogue.json",
        '"artists",', '"artist",', "has the columns",
    ),
    (
        rules.the_lake_is_the_application_s, "modules/lake/catalogue.json",
        "FROM events WHERE kind = 'pitch'", "FROM events WHERE kind = 'play'",
        "asks something else than manage.py lake catalog",
    ),
    (
        rules.the_lake_is_the_application_s, "modules/lake/main.tf",
        ' "${local.bucket}/tables/*",', "", "does not read tables/*",
    ),
    (
        rules.the_lake_s_tables_are_written_each_night, "environment/processes.tf",
        '"s3://${module.storage.buckets["lake"]}/tables"', '"s3://${module.storage.buckets["media"]}/tables"',
        "nothing writes s3://musicsite-prod-lake-123456789012/tables/tracks/ each night",
    ),
    (
        rules.the_lake_s_tables_are_written_each_night, "environment/processes.tf",
        'sid = "Tables", actions = ["s3:PutObject"]', 'sid = "Tables", actions = ["s3:PutObject", "s3:DeleteObject"]',
        "not put its tables alone",
    ),
)  # fmt: skip


def mutate(infra: Path) -> None:
    """Break every rule in a copy of infra/. Raises AssertionError where a mutation does not fit any more."""
    for _, name, old, new, _ in MUTATIONS:
        file = infra / name
        text = file.read_text()
        # Columns move whenever a longer name comes.
        wanted = re.sub(r"(\\ |\\\n)+", r"\\s+", re.escape(old.strip()))
        broken, count = re.subn(wanted, new.strip().replace("\\", r"\\"), text, count=1)
        assert count, f"infra/{name} has no {old!r} to break"
        file.write_text(broken)
