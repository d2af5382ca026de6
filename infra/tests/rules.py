"""What must hold of a plan. Each rule answers what breaks it, a sentence each; `RULES` are all of them.

They read the `known` plan, in which policies and settings of tasks are whole.
"""

import json
import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from infra.tests.planning import Plan, Resource
from insights.catalogue import views
from insights.schema import ENVELOPE, KINDS, PARTITIONS
from insights.tables import lake_tables
from musicsite.observability.cloudwatch import NAMESPACE
from musicsite.observability.waking import METRIC

HOUSE = Path(__file__).resolve().parents[2]
type Rule = Callable[[Plan], Iterator[str]]
ANYBODY = {"0.0.0.0/0", "::/0"}

# Statements that name no resource because AWS offers nothing narrower: (end of the address, Sid) → why.
WAIVED = {
    ("aws_iam_role_policy.execution", "SignInToECR"): "ecr:GetAuthorizationToken has no resource",
    (
        "deploy.aws_iam_role_policy.this",
        "LookAtTheBalancer",
    ): "Describe… of a balancer have no resource",
    (
        "deploy.aws_iam_role_policy.this",
        "LookAtAlarms",
    ): "the alarms' names change with the environment's; reading alone",
    (
        "observability.aws_iam_role_policy.ship[0]",
        "Network",
    ): "network interfaces that do not exist yet",
    ("aws_iam_role_policy.task[0]", "Traces"): "xray:Put… have no resource",
    ('command["console"].aws_iam_role_policy.task[0]', "Session"): "ssmmessages has no resources",
}
# In a key's policy `*` is the key itself; what its account may do with it is said by each role's own policy.
KEY_ADMINISTRATION = "Administered by this account's policies"
# WAF's log lies in us-east-1, where the environment has no key of its own; it is encrypted by AWS's.
LOGS_WITHOUT_KEY = {"module.edge.aws_cloudwatch_log_group.firewall[0]"}


def only_cloudfront_is_public(plan: Plan) -> Iterator[str]:
    for balancer in plan.of("aws_lb"):
        if balancer["internal"] is not True:
            yield f"{balancer.address} answers the internet"
    for instance in plan.of("aws_rds_cluster_instance"):
        if instance["publicly_accessible"] is not False:
            yield f"{instance.address} has a public address"
    for domain in plan.of("aws_opensearch_domain"):
        if not domain["vpc_options"]:
            yield f"{domain.address} is not in the VPC"
    for url in plan.of(
        "aws_lambda_function_url", "aws_apigatewayv2_api", "aws_instance", "aws_eks_cluster"
    ):
        yield f"{url.address}: nothing of this kind is meant to be here"
    blocks = list(plan.of("aws_s3_bucket_public_access_block"))
    for bucket in plan.of("aws_s3_bucket"):
        block = next((block for block in blocks if _key(block) == _key(bucket)), None)
        names = (
            "block_public_acls",
            "block_public_policy",
            "ignore_public_acls",
            "restrict_public_buckets",
        )
        if block is None or not all(block[name] for name in names):
            yield f"{bucket.address} may be made public"


def nobody_comes_in(plan: Plan) -> Iterator[str]:
    for rule in plan.of("aws_vpc_security_group_ingress_rule"):
        if {rule["cidr_ipv4"], rule["cidr_ipv6"]} & ANYBODY:
            yield f"{rule.address} lets anybody in"
    for group in plan.of("aws_security_group", "aws_default_security_group"):
        for rule in group["ingress"] or []:
            if ANYBODY & {*(rule["cidr_blocks"] or []), *(rule["ipv6_cidr_blocks"] or [])}:
                yield f"{group.address} lets anybody in"


def all_is_encrypted(plan: Plan) -> Iterator[str]:
    wanted: dict[str, Callable[[Resource], object]] = {
        "aws_rds_cluster": lambda it: it["storage_encrypted"] and it["kms_key_id"],
        "aws_rds_cluster_instance": lambda it: it["performance_insights_kms_key_id"],
        "aws_elasticache_replication_group": lambda it: (
            it["at_rest_encryption_enabled"] in (True, "true")
            and it["transit_encryption_enabled"]
            and it["kms_key_id"]
        ),
        "aws_sqs_queue": lambda it: it["kms_master_key_id"],
        "aws_sns_topic": lambda it: it["kms_master_key_id"],
        "aws_secretsmanager_secret": lambda it: it["kms_key_id"],
        "aws_cloudwatch_log_group": lambda it: it["kms_key_id"] or it.address in LOGS_WITHOUT_KEY,
        "aws_kinesis_firehose_delivery_stream": lambda it: it["server_side_encryption"][0][
            "enabled"
        ],
        "aws_opensearch_domain": lambda it: (
            it["encrypt_at_rest"][0]["enabled"] and it["node_to_node_encryption"][0]["enabled"]
        ),
        "aws_kms_key": lambda it: it["enable_key_rotation"],
        "aws_lb_listener": lambda it: it["protocol"] == "HTTPS" and "TLS13" in it["ssl_policy"],
    }
    for kind, is_encrypted in wanted.items():
        for resource in plan.of(kind):
            if not is_encrypted(resource):
                yield f"{resource.address} is not encrypted"
    encrypted = {_key(it) for it in plan.of("aws_s3_bucket_server_side_encryption_configuration")}
    for bucket in plan.of("aws_s3_bucket"):
        if _key(bucket) not in encrypted:
            yield f"{bucket.address} is not encrypted"
    for distribution in plan.of("aws_cloudfront_distribution"):
        for behaviour in (
            distribution["default_cache_behavior"] + distribution["ordered_cache_behavior"]
        ):
            if behaviour["viewer_protocol_policy"] not in {"https-only", "redirect-to-https"}:
                yield f"{distribution.address} speaks plain http"


def buckets_take_tls_alone(plan: Plan) -> Iterator[str]:
    policies = {
        _key(policy) or policy.address.rsplit(".")[-1]: policy["policy"]
        for policy in plan.of("aws_s3_bucket_policy")
    }
    for bucket in plan.of("aws_s3_bucket"):
        statements = _statements(policies.get(_key(bucket), '{"Statement": []}'))
        if not any(
            it["Effect"] == "Deny" and "aws:SecureTransport" in str(it.get("Condition"))
            for it in statements
        ):
            yield f"{bucket.address} takes requests without TLS"


def queues_have_dead_letters_and_alarms(plan: Plan) -> Iterator[str]:
    watched = {
        (alarm["dimensions"] or {}).get("QueueName")
        for alarm in plan.of("aws_cloudwatch_metric_alarm")
    }
    for queue in plan.of("aws_sqs_queue"):
        if not queue["name"].endswith("-dead") and not queue["redrive_policy"]:
            yield f"{queue.address} has no queue for dead letters"
        if queue["name"] not in watched:
            yield f"{queue.address} has no alarm"
    for schedule in plan.of("aws_scheduler_schedule"):
        if not schedule["target"][0]["dead_letter_config"]:
            yield f"{schedule.address} has no queue for dead letters"


def alarms_speak(plan: Plan) -> Iterator[str]:
    composites = list(plan.of("aws_cloudwatch_composite_alarm"))
    heard = {name for one in composites for name in re.findall(r'"([^"]+)"', one["alarm_rule"])}
    for alarm in plan.of("aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"):
        # The topic in us-east-1 is known only when it is made: an action that is not known yet is one.
        is_silent = alarm["alarm_actions"] == [] or (
            "alarm_actions" in alarm.values and alarm["alarm_actions"] is None
        )
        if is_silent and alarm["alarm_name"] not in heard:
            yield f"{alarm.address} tells nobody"
        if not re.search(r"Runbook: https://\S+#alarm-[a-z-]+$", alarm["alarm_description"] or ""):
            yield f"{alarm.address} names no runbook"
    for name in sorted(
        heard - {alarm["alarm_name"] for alarm in plan.of("aws_cloudwatch_metric_alarm")}
    ):
        yield f"a composite alarm waits for {name}, which is not there"


def tasks_scale_within_bounds(plan: Plan) -> Iterator[str]:
    targets = {target["resource_id"]: target for target in plan.of("aws_appautoscaling_target")}
    for service in plan.of("aws_ecs_service"):
        target = targets.get(f"service/{service['cluster']}/{service['name']}")
        if target is None:
            yield f"{service.address} has no bounds"
        # One that may have none is looked at by the next rule.
        elif not 0 <= target["min_capacity"] <= target["max_capacity"] <= 100:
            yield f"{service.address} may have {target['min_capacity']} to {target['max_capacity']} tasks"


def tasks_are_counted_where_that_is_asked(plan: Plan) -> Iterator[str]:
    """Container Insights may be off; then nothing may wait for its numbers."""
    (cluster,) = plan.of("aws_ecs_cluster")
    if {"name": "containerInsights", "value": "enabled"} in cluster["setting"]:
        return
    for asking in plan.of("aws_appautoscaling_policy", "aws_cloudwatch_metric_alarm"):
        if "ECS/ContainerInsights" in json.dumps(asking.values):
            yield f"{asking.address} asks how many tasks run, which nobody counts"


def workers_that_sleep_are_woken(plan: Plan) -> Iterator[str]:
    """By the number that the application tells, when it is asked to; and they sleep again when that is 0 or gone."""
    targets = {
        target.address.rpartition(".aws_appautoscaling_target.")[0]: target
        for target in plan.of("aws_appautoscaling_target")
    }
    sleeping = [module for module, target in targets.items() if target["min_capacity"] == 0]
    policies, alarms = (
        {it.address: it for it in plan.of(kind)}
        for kind in ("aws_appautoscaling_policy", "aws_cloudwatch_metric_alarm")
    )
    for module in sleeping:
        queue = targets[module]["resource_id"].rpartition("/")[2]
        for name, tasks, comparison, missing in (
            ("wake", 1, "GreaterThanOrEqualToThreshold", "notBreaching"),
            ("sleep", 0, "LessThanThreshold", "breaching"),
        ):
            policy = policies.get(f'{module}.aws_appautoscaling_policy.step["{name}"]')
            alarm = alarms.get(f'{module}.aws_cloudwatch_metric_alarm.step["{name}"]')
            if policy is None or alarm is None:
                yield f"{queue} may have no task, and nothing says when to {name}"
                continue
            (steps,) = policy["step_scaling_policy_configuration"]
            (step,) = steps["step_adjustment"]
            if (steps["adjustment_type"], step["scaling_adjustment"]) != ("ExactCapacity", tasks):
                yield f"{policy.address} does not make it {tasks}"
            wanted = {
                "namespace": NAMESPACE,
                "metric_name": METRIC,
                "threshold": 1,
                "comparison_operator": comparison,
                "treat_missing_data": missing,
            }
            for attribute, value in wanted.items():
                if alarm[attribute] != value:
                    yield f"{alarm.address} has {attribute} {alarm[attribute]}, not {value}"
            if alarm["dimensions"] != {"site": _told(plan, "SITE_NAME"), "queue": queue}:
                yield f"{alarm.address} looks at {alarm['dimensions']}"
        if _told(plan, "WAKE_WORKERS") != "1":
            yield f"{queue} sleeps, and no process says that there are jobs"
        if f'{module.rpartition("[")[0]}["clock"]' in targets:
            yield f"{queue} sleeps, and clock would wake it each minute"


def home_is_refreshed_every_three_hours(plan: Plan) -> Iterator[str]:
    runs = [
        schedule["schedule_expression"]
        for schedule in plan.of("aws_scheduler_schedule")
        if "refresh_home" in schedule["target"][0]["input"] and schedule["state"] == "ENABLED"
    ]
    if runs != ["cron(0 */3 * * ? *)"]:
        yield f"refresh_home runs at {runs}, not at each third hour"


def policies_name_what_they_allow(plan: Plan) -> Iterator[str]:
    for resource in plan.resources:
        for attribute in ("policy", "access_policies", "policy_document", "assume_role_policy"):
            if not is_policy(resource[attribute]):
                continue
            for statement in _statements(resource[attribute]):
                if statement["Effect"] == "Allow" and not _waived(resource, statement):
                    yield from (
                        f"{resource.address}: {what}" for what in _wide(resource, statement)
                    )


def tasks_are_confined(plan: Plan) -> Iterator[str]:
    for definition in plan.of("aws_ecs_task_definition"):
        for container in _site(definition):
            is_console = 'command["console"]' in definition.address
            if container["user"] != "1000:1000":
                yield f"{definition.address} runs as {container['user']}"
            if not container["readonlyRootFilesystem"] and not is_console:
                yield f"{definition.address} has a writable root"
            if container["linuxParameters"]["capabilities"]["drop"] != ["ALL"] and not is_console:
                yield f"{definition.address} keeps capabilities"
            if not re.search(r"@sha256:[0-9a-f]{64}$", container["image"]):
                yield f"{definition.address} names its image by a tag"


def book_of_settings() -> set[str]:
    text = (HOUSE / "docs" / "configuration.md").read_text()
    table = text.partition("\n## Variables\n")[2].partition("\n## ")[0]
    # The first cell of a row may name several: `DATA_DIR`, `BIND`.
    cells = re.findall(r"^\| ([^|]+) \|", table, flags=re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([A-Z0-9_]+)`", cell)}


def settings_are_those_of_the_book(plan: Plan) -> Iterator[str]:
    known = book_of_settings()
    for definition in plan.of("aws_ecs_task_definition"):
        for container in _site(definition):
            plain = {setting["name"] for setting in container["environment"]}
            secret = {setting["name"] for setting in container["secrets"]}
            for name in sorted((plain | secret) - known):
                yield f"{definition.address} sets {name}, which docs/configuration.md does not know"
            for name in sorted(
                plain
                & {
                    "SECRET_KEY",
                    "SECRET_KEY_FALLBACKS",
                    "ADMIN_PASSWORD",
                    "OIDC_PROVIDERS",
                    "CDN_KEY",
                    "METRICS_TOKEN",
                }
            ):
                yield f"{definition.address} has {name} in the open"


# Settings of docs/configuration.md that production leaves as they are → why.
LEFT = {
    "ALLOWED_HOSTS": "the host of SITE_URL",
    "API_RATE_LIMIT": "the default",
    "CORS_ORIGINS": "no other site's scripts ask",
    "DEBUG": "off",
    "EVENTS_KEEP_DAYS": "the bucket's own rules say",
    "EVENTS_OF_VISITS": "the default",
    "EVENTS_PEOPLE": "the default",
    "LOG_LEVEL": "the default",
    "OTLP_SAMPLE_PERCENT": "the default",
    "PITCH_LETTERS_PER_DAY": "the default",
    "RENDITION_CACHE_MB": "the default",
    "REPORTS": "the default",
    "S3_ENDPOINT_URL": "AWS's own",
    "SEARCH_RATE_LIMIT": "the default",
    "SECRET_KEY_FALLBACKS": "while SECRET_KEY changes: docs/operations.md",
    "STREAMS_PER_VIEWER": "the default",
    "TZ": "UTC",
    "UPLOAD_FILE_MB": "the default",
    "UPLOAD_QUOTA_MB": "the default",
    "UPLOAD_QUOTA_TRACKS": "the default",
    "WEB_PROCESSES": "the default",
}
ADMINISTRATOR = {"ADMIN_EMAIL", "ADMIN_PASSWORD"}
"""Read on an empty database, by `migrate` alone."""


def production_is_told_all(plan: Plan) -> Iterator[str]:
    """A setting that came to the book since must be set in production, or stand in `LEFT` with a reason."""
    known = book_of_settings()
    for name in sorted(set(LEFT) - known):
        yield f"LEFT names {name}, which docs/configuration.md does not know"
    for definition in plan.of("aws_ecs_task_definition"):
        for container in _site(definition):
            told = {it["name"] for it in container["environment"] + container["secrets"]}
            migrates = 'command["migrate"]' in definition.address
            for name in sorted(known - set(LEFT) - told - (set() if migrates else ADMINISTRATOR)):
                yield f"{definition.address} is not told {name}"
            for name in sorted(told & set(LEFT)):
                yield f"{definition.address} sets {name}, which LEFT says it leaves"


def commands_exist(plan: Plan) -> Iterator[str]:
    known = {file.stem for file in HOUSE.glob("*/management/commands/[a-z]*.py")}
    asked = [
        (definition.address, container["command"])
        for definition in plan.of("aws_ecs_task_definition")
        for container in _site(definition)
    ]
    asked += [
        (schedule.address, _command(schedule)) for schedule in plan.of("aws_scheduler_schedule")
    ]
    for address, command in asked:
        if command[:2] == ["python", "manage.py"] and command[2] not in known:
            yield f"{address} runs {command[2]}, which manage.py does not know"


def no_secret_is_in_the_plan(plan: Plan) -> Iterator[str]:
    for version in plan.of("aws_secretsmanager_secret_version"):
        if version["secret_string"] or version["secret_string_wo"]:
            yield f"{version.address} has its value in the plan"
    for cluster in plan.of("aws_rds_cluster"):
        if not cluster["manage_master_user_password"]:
            yield f"{cluster.address} has a password of ours"


def production_is_protected(plan: Plan) -> Iterator[str]:
    for cluster in plan.of("aws_rds_cluster"):
        if not cluster["deletion_protection"] or cluster["skip_final_snapshot"]:
            yield f"{cluster.address} can be deleted without a trace"
        if (cluster["backup_retention_period"] or 0) < 7:
            yield f"{cluster.address} keeps backups for less than a week"
    for bucket in plan.of("aws_s3_bucket"):
        if bucket["force_destroy"]:
            yield f"{bucket.address} is emptied when it is destroyed"
    for balancer in plan.of("aws_lb"):
        if not balancer["enable_deletion_protection"]:
            yield f"{balancer.address} can be deleted"


def logs_end(plan: Plan) -> Iterator[str]:
    for group in plan.of("aws_cloudwatch_log_group"):
        if not group["retention_in_days"]:
            yield f"{group.address} keeps logs for ever"


def releases_are_canaries(plan: Plan) -> Iterator[str]:
    for group in plan.of("aws_codedeploy_deployment_group"):
        if group["deployment_config_name"] != "CodeDeployDefault.ECSCanary10Percent5Minutes":
            yield f"{group.address} moves all traffic at once"
        if len(group["alarm_configuration"][0]["alarms"]) < 4:
            yield f"{group.address} is not taken back by the alarms of both colours"


def the_cache_is_where_tasks_look(plan: Plan) -> Iterator[str]:
    """In Valkey, or in the database where there is none."""
    wanted = "rediss+iam" if [*plan.of("aws_elasticache_replication_group")] else "database"
    told = (_told(plan, "CACHE_URL") or "").partition(":")[0]
    if told != wanted:
        yield f"tasks look for the cache by {told}, not by {wanted}"


def the_api_takes_tls_alone(plan: Plan) -> Iterator[str]:
    """Browsers are led from http to https; a program would send its token twice, once in the clear."""
    for distribution in plan.of("aws_cloudfront_distribution"):
        told = {
            behaviour["path_pattern"]: behaviour["viewer_protocol_policy"]
            for behaviour in distribution["ordered_cache_behavior"]
        }
        if told.get("/api/*") != "https-only":
            yield f"{distribution.address} leads plain http on to the API"


def media_takes_signed_addresses_alone(plan: Plan) -> Iterator[str]:
    """They live a minute, by which what was revoked is closed: docs/decisions/0016."""
    for distribution in plan.of("aws_cloudfront_distribution"):
        for behaviour in distribution["ordered_cache_behavior"]:
            # The group's id is known only when it is made: what is not known yet is one.
            is_open = behaviour.get("trusted_key_groups", ["?"]) in ([], None)
            if behaviour["target_origin_id"] == "bucket-media" and is_open:
                yield f"{distribution.address} gives {behaviour['path_pattern']} to anybody"


def browsers_may_hear_media(plan: Plan) -> Iterator[str]:
    """By signed addresses of S3 where there is no CDN, from the site's own pages and nowhere else."""
    rules = [
        rule
        for found in plan.of("aws_s3_bucket_cors_configuration")
        if found.address.endswith(".media")
        for rule in found["cors_rule"]
    ]
    if len(rules) != 1:
        yield f"the media bucket has {len(rules)} CORS rules, not one"
    sites = {
        setting["value"]
        for definition in plan.of("aws_ecs_task_definition")
        for container in _site(definition)
        for setting in container["environment"]
        if setting["name"] == "SITE_URL"
    }
    wanted = {
        "allowed_origins": sites,
        "allowed_methods": {"GET", "HEAD"},
        "allowed_headers": {"range"},
        "expose_headers": {"Accept-Ranges", "Content-Length", "Content-Range", "ETag"},
    }
    for rule in rules:
        for name, values in wanted.items():
            if set(rule[name]) != values:
                yield f"the media bucket's {name} are {sorted(rule[name])}, not {sorted(values)}"


def the_lake_is_the_application_s(plan: Plan) -> Iterator[str]:
    """Kinds that are not named are no partitions, so that no question finds them; tables lie beside events."""
    kinds, partitions = {kind.name for kind in KINDS}, [key.name for key in PARTITIONS]
    tables = {table["name"]: table for table in plan.of("aws_glue_catalog_table")}
    if not tables:
        return
    wanted = {"events": ENVELOPE, **{name: it.fields for name, it in lake_tables.items()}}
    for name in sorted({*wanted, *(kind.view for kind in KINDS)} ^ set(tables)):
        yield f"{'another' if name in tables else 'no'} table or view {name} than the application's"
    for name in sorted(set(wanted) & set(tables)):
        columns = [column["name"] for column in tables[name]["storage_descriptor"][0]["columns"]]
        if columns != [field.name for field in wanted[name]]:
            yield f"{tables[name].address} has the columns {columns}"
    for table in [it for it in tables.values() if it["partition_keys"]]:
        known = set(table["parameters"]["projection.kind.values"].split(","))
        for kind in sorted(kinds ^ known):
            yield f"{table.address} {'lacks' if kind in kinds else 'has'} the kind {kind}"
        if [key["name"] for key in table["partition_keys"]] != partitions:
            yield f"{table.address} has other partitions than the lake"
    for kind in KINDS:
        if not (view := tables.get(kind.view)):
            continue
        told = re.search(r"^/\* Presto View: (\S+) \*/$", view["view_original_text"])
        kept = json.loads(b64decode(told[1])) if told else {}
        if f"CREATE OR REPLACE VIEW {kind.view} AS\n{kept.get('originalSql')};\n" not in views():
            yield f"{view.address} asks something else than manage.py lake catalog"
    for policy in plan.of("aws_iam_policy"):
        if policy["name"].endswith("-lake-read"):
            read = {
                name.rpartition(":::")[2].partition("/")[2]
                for statement in _statements(policy["policy"])
                if "s3:GetObject" in _list(statement["Action"])
                for name in _list(statement["Resource"])
            }
            for place in sorted({"events/*", "tables/*", "answers/*"} - read):
                yield f"{policy.address} does not read {place}"


def the_lake_s_tables_are_written_each_night(plan: Plan) -> Iterator[str]:
    """Where Glue looks for them, by a task that may put them there and do nothing else to the bucket."""
    tables = {
        it["name"]: it
        for it in plan.of("aws_glue_catalog_table")
        if it["name"] in dict(lake_tables.items())
    }
    asked = {
        schedule["schedule_expression"]: command[-1]
        for schedule in plan.of("aws_scheduler_schedule")
        if (command := _command(schedule))[2:5] == ["lake", "tables", "--to"]
    }
    for name, table in tables.items():
        place = table["storage_descriptor"][0]["location"]
        if f"{asked.get('cron(30 3 * * ? *)')}/{name}/" != place:
            yield f"nothing writes {place} each night"
        bucket = place.removeprefix("s3://").partition("/")[0]
        may = [
            (action, resource)
            for policy in plan.of("aws_iam_role_policy")
            if policy.address.startswith('module.command["command"].aws_iam_role_policy.task')
            for statement in _statements(policy["policy"])
            for action in _list(statement["Action"])
            for resource in _list(statement["Resource"])
            if resource.startswith(f"arn:aws:s3:::{bucket}")
        ]
        if may != [("s3:PutObject", f"arn:aws:s3:::{bucket}/tables/*")]:
            yield f"a scheduled command may do {may} to the lake's bucket, not put its tables alone"


RULES: tuple[Rule, ...] = (
    only_cloudfront_is_public,
    nobody_comes_in,
    all_is_encrypted,
    buckets_take_tls_alone,
    queues_have_dead_letters_and_alarms,
    alarms_speak,
    tasks_scale_within_bounds,
    tasks_are_counted_where_that_is_asked,
    workers_that_sleep_are_woken,
    home_is_refreshed_every_three_hours,
    policies_name_what_they_allow,
    tasks_are_confined,
    settings_are_those_of_the_book,
    production_is_told_all,
    commands_exist,
    no_secret_is_in_the_plan,
    production_is_protected,
    logs_end,
    releases_are_canaries,
    the_cache_is_where_tasks_look,
    the_api_takes_tls_alone,
    media_takes_signed_addresses_alone,
    browsers_may_hear_media,
    the_lake_is_the_application_s,
    the_lake_s_tables_are_written_each_night,
)


def _site(definition: Resource) -> list[dict[str, Any]]:
    """The site's own container, without the collector beside it."""
    return [it for it in json.loads(definition["container_definitions"]) if it["name"] == "site"]


def _command(schedule: Resource) -> list[str]:
    """What a schedule runs: `python manage.py …`."""
    told = json.loads(schedule["target"][0]["input"])["containerOverrides"][0]["command"]
    return [str(word) for word in told]


def _told(plan: Plan, setting: str) -> str | None:
    """What all tasks are told; None if they are told different things, or nothing."""
    told = {
        {it["name"]: it["value"] for it in container["environment"]}.get(setting)
        for definition in plan.of("aws_ecs_task_definition")
        for container in _site(definition)
    }
    return told.pop() if len(told) == 1 else None


def _key(resource: Resource) -> str:
    """The instance of a resource of which there are several: `media` of `…bucket.this["media"]`."""
    found = re.search(r'\["([^"]+)"\]$', resource.address)
    return found[1] if found else ""


def is_policy(value: object) -> bool:
    """Some resources have an attribute of that name that AWS fills in: it is made up in a `known` plan."""
    return isinstance(value, str) and value.startswith("{")


def _statements(policy: str) -> list[dict[str, Any]]:
    statements: list[dict[str, Any]] = json.loads(policy)["Statement"]
    return statements


def _waived(resource: Resource, statement: dict[str, Any]) -> bool:
    sid = statement.get("Sid", "")
    if resource.type == "aws_kms_key" and sid == KEY_ADMINISTRATION:
        return True
    return any(resource.address.endswith(end) and sid == name for end, name in WAIVED)


def _wide(resource: Resource, statement: dict[str, Any]) -> Iterator[str]:
    for action in _list(statement.get("Action")):
        if "*" in action:
            yield f"allows {action}"
    for name in _list(statement.get("Resource")):
        # What comes after a name may be open (objects of a bucket, streams of a log group); a whole service may not.
        if (
            (name == "*" and resource.type != "aws_kms_key")
            or re.search(r"^arn:[^/]*:\*$", name)
            and ":log-group:" not in name
            and ":task-definition/" not in name
        ):
            yield f"allows it on {name}"
    principal = statement.get("Principal")
    if principal in ("*", {"AWS": "*"}) and "Condition" not in statement:
        yield "is for anybody"
    if "NotAction" in statement or "NotResource" in statement:
        yield "allows all but what it names"


def _list(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []
