"""Plans by the real AWS provider with made-up credentials, offline, as Python can read them.

A plan is made twice. `real` overrides nothing but the two lookups in AWS: what the provider refuses fails here. `known`
gives addresses to what only gets one when it is made, so that policies, which name them, can be read whole.
"""

import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from scripts import terraform

ACCOUNT = "123456789012"
REGION = "eu-central-1"

_PROVIDER = """
provider "aws" {{
{alias}  region                      = "{region}"
  access_key                  = "made-up"
  secret_key                  = "made-up"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
  max_retries                 = 1
}}
"""
_VARIABLES = """
variables {
  image   = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/musicsite@sha256:%s"
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
}
""" % ("0" * 64)
_LOOKUPS = """
override_data {
  target = module.environment.data.aws_route53_zone.this
  values = { zone_id = "Z0123456789ABCDEFGHIJ", id = "Z0123456789ABCDEFGHIJ" }
}
override_data {
  target = module.environment.module.balancer.data.aws_ec2_managed_prefix_list.cloudfront
  values = { id = "pl-0a1b2c3d4e5f60718" }
}
"""

# Type → what it gets when it is made, where a policy or a task's settings name that. {name}: its module and name.
_MADE: dict[str, str] = {
    "aws_kms_key": 'arn = "arn:aws:kms:{region}:{account}:key/{name}", key_id = "{name}"',
    "aws_cloudwatch_log_group": 'arn = "arn:aws:logs:{region}:{account}:log-group:{name}"',
    "aws_sqs_queue": (
        'arn = "arn:aws:sqs:{region}:{account}:{name}", id = "https://sqs.{region}.amazonaws.com/{account}/{name}", '
        'url = "https://sqs.{region}.amazonaws.com/{account}/{name}"'
    ),
    "aws_sns_topic": 'arn = "arn:aws:sns:{region}:{account}:{name}", id = "arn:aws:sns:{region}:{account}:{name}"',
    "aws_secretsmanager_secret": 'arn = "arn:aws:secretsmanager:{region}:{account}:secret:{name}-abcdef"',
    "aws_rds_cluster": (
        'arn = "arn:aws:rds:{region}:{account}:cluster:{name}", cluster_resource_id = "cluster-ABCDEFGHIJ", '
        'endpoint = "writer.example.internal", reader_endpoint = "reader.example.internal"'
    ),
    "aws_elasticache_user": 'arn = "arn:aws:elasticache:{region}:{account}:user:{name}"',
    "aws_elasticache_replication_group": (
        'arn = "arn:aws:elasticache:{region}:{account}:replicationgroup:{name}", '
        'primary_endpoint_address = "cache.example.internal"'
    ),
    "aws_iam_role": 'arn = "arn:aws:iam::{account}:role/{name}"',
    "aws_ecs_cluster": 'arn = "arn:aws:ecs:{region}:{account}:cluster/{name}"',
    "aws_ecs_task_definition": 'arn = "arn:aws:ecs:{region}:{account}:task-definition/{name}:1"',
    "aws_lb_listener": 'arn = "arn:aws:elasticloadbalancing:{region}:{account}:listener/app/{name}/1/2"',
    "aws_cloudfront_distribution": 'arn = "arn:aws:cloudfront::{account}:distribution/E00000", id = "E00000"',
    "aws_cloudfront_public_key": 'id = "K0000000000000"',
    "aws_cloudwatch_event_rule": 'arn = "arn:aws:events:{region}:{account}:rule/{name}"',
    "aws_athena_workgroup": 'arn = "arn:aws:athena:{region}:{account}:workgroup/{name}"',
    "aws_opensearch_domain": 'endpoint = "logs.example.internal"',
}  # fmt: skip


# Modules of which there are several, or one by choice. A test asks that no policy of a `known` plan is unknown, so that
# one that is missing here is noticed.
INSTANCES: dict[str, tuple[str, ...]] = {
    "process": tuple(
        f'["{name}"]' for name in ("web", "media", "quick", "heavy", "clock", "notices")
    ),
    "command": tuple(f'["{name}"]' for name in ("command", "migrate", "console", "logs")),
    "lake": ("[0]",),
    "opensearch": ("[0]",),
    "search": ("[0]",),
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource of a plan: its address, type and planned values. What is not known yet is left out."""

    address: str
    type: str
    values: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values.get(name)


@dataclass(frozen=True, slots=True)
class Plan:
    resources: tuple[Resource, ...]

    def of(self, *types: str) -> Iterator[Resource]:
        return (resource for resource in self.resources if resource.type in types)


def copied(scratch: Path, change: Callable[[Path], None] = lambda infra: None) -> Path:
    """A copy of infra/ to work in, changed if wanted."""
    infra = scratch / "infra"
    leave = shutil.ignore_patterns(
        ".terraform", "tests", "__pycache__", "build", "*.tfvars", "*.tfstate*"
    )
    shutil.copytree(terraform.INFRA, infra, ignore=leave)
    # Production with signed addresses of media; the others without.
    (infra / "environments" / "prod" / "media.pem").write_bytes(_public_key())
    change(infra)
    terraform.build(infra)
    return infra


@cache
def _public_key() -> bytes:
    key = rsa.generate_private_key(65537, 2048).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def plans(infra: Path, environment: str, *runs: str) -> dict[str, Plan]:
    """The plans of an environment by the names of the runs (`real`, `known`). AssertionError with what failed.

    `account` is what is applied once for an account.
    """
    is_account = environment == "account"
    folder = infra / "account" if is_account else infra / "environments" / environment
    told = _PROVIDER.format(alias="", region=REGION)
    if not is_account:
        alias = '  alias                       = "us_east_1"\n'
        told += _PROVIDER.format(alias=alias, region="us-east-1") + _VARIABLES + _LOOKUPS
    else:
        told += _VARIABLES.replace("  image ", "  # image ")
    for run in runs:
        overrides = _overrides(infra) if run == "known" else ""
        told += f'run "{run}" {{\n  command = plan\n{overrides}}}\n'
    return _tested(folder, told)


def _tested(folder: Path, told: str) -> dict[str, Plan]:
    (folder / "tests").mkdir(exist_ok=True)
    (folder / "tests" / "plan.tftest.hcl").write_text(told)
    done = terraform.run("init", "-backend=false", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    done = terraform.run("test", "-json", "-verbose", folder=folder)
    lines = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    wrong = [
        f"{line['@message']} {line.get('diagnostic', '')}"[:2000]
        for line in lines
        if line["@level"] == "error"
    ]
    assert done.returncode == 0 and not wrong, "\n".join(wrong) or done.stderr
    return {
        line["@testrun"]: _plan(line["test_plan"]) for line in lines if line["type"] == "test_plan"
    }


def _plan(told: dict[str, Any]) -> Plan:
    return Plan(
        tuple(
            Resource(
                change["address"].removeprefix("module.environment."),
                change["type"],
                change["change"]["after"],
            )
            for change in told["resource_changes"]
            if change["mode"] == "managed" and "create" in change["change"]["actions"]
        )
    )


def _overrides(infra: Path) -> str:
    """An address for each resource of the types above, in each instance of its module."""
    environment = infra / "environment"
    blocks = []
    for prefix, folder in [("", environment), *_modules(environment)]:
        text = "\n".join(file.read_text() for file in sorted(folder.glob("*.tf")))
        for kind, name in re.findall(r'^resource "(\w+)" "(\w+)" \{', text, flags=re.MULTILINE):
            if made := _MADE.get(kind):
                values = made.format(region=REGION, account=ACCOUNT, name=f"{folder.name}-{name}")
                target = f"module.environment.{prefix}{kind}.{name}"
                blocks.append(
                    f"  override_resource {{\n    target = {target}\n"
                    f"    override_during = plan\n    values = {{ {values} }}\n  }}\n"
                )
    return "".join(blocks)


def _modules(environment: Path) -> Iterator[tuple[str, Path]]:
    text = "\n".join(file.read_text() for file in sorted(environment.glob("*.tf")))
    for name, source in re.findall(
        r'^module "(\w+)" \{\s*source\s*=\s*"\.\./modules/(\w+)"', text, flags=re.MULTILINE
    ):
        for instance in INSTANCES.get(name, ("",)):
            yield f"module.{name}{instance}.", environment.parent / "modules" / source
