"""A named subset, `keys` and `queues`, applied to an emulator (moto), used by the application and destroyed.

Left out is what moto does not know: which queues may send to one for dead letters. Plans by the real provider have it
(test_plans.py). The lake's stream is not here, since moto's Glue takes a package that nothing else does.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from common.notices import signature
from infra.tests.planning import ACCOUNT
from scripts import terraform
from search.notices import _client
from search.services import search_mark
from tests.servers import moto
from tests.servers.moto import REGION, Cloud

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

UNKNOWN = r'resource "aws_sqs_queue_redrive_allow_policy" "dead" \{\n.*?\n\}\n'
ROOT = """
terraform {{
  required_providers {{
    aws = {{
      source  = "hashicorp/aws"
      version = "5.100.0"
    }}
  }}
}}

provider "aws" {{
  region                      = "{region}"
  access_key                  = "tests"
  secret_key                  = "tests"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_region_validation      = true
  max_retries                 = 2
  endpoints {{
    cloudwatch     = "{server}"
    kms            = "{server}"
    secretsmanager = "{server}"
    sns            = "{server}"
    sqs            = "{server}"
    sts            = "{server}"
  }}
}}

module "keys" {{
  source        = "./modules/keys"
  name          = "tried"
  account_id    = "{account}"
  recovery_days = 0
  generated     = {{ secret-key = {{ description = "Signs sessions and links (SECRET_KEY)" }} }}
}}

module "queues" {{
  source          = "./modules/queues"
  name            = "tried"
  account_id      = "{account}"
  key_arn         = module.keys.arns["queue"]
  queues          = {{ search = {{ topic = true, tries = 5 }} }}
  alarm_topic_arn = "arn:aws:sns:{region}:{account}:alarms"
  runbooks        = "https://example.org/operations.md"
}}
"""


@dataclass(frozen=True, slots=True)
class Applied:
    cloud: Cloud
    folder: Path

    def run(self, *arguments: str) -> None:
        done = terraform.run(*arguments, folder=self.folder)
        assert done.returncode == 0, f"{arguments[0]}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"

    def left(self) -> dict[str, list[Any]]:
        """What the server holds, but keys: those wait for days before they go."""
        ask = self.cloud.client
        return {
            "queues": ask("sqs").list_queues().get("QueueUrls", []),
            "topics": ask("sns").list_topics()["Topics"],
            "secrets": ask("secretsmanager").list_secrets()["SecretList"],
            "alarms": ask("cloudwatch").describe_alarms()["MetricAlarms"],
        }


@pytest.fixture
def applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Applied]:
    if reason := terraform.missing():
        pytest.fail(reason)
    server, cloud = moto.start()
    try:
        address = f"http://127.0.0.1:{cloud.port}"
        for name in ("keys", "queues"):
            shutil.copytree(terraform.INFRA / "modules" / name, tmp_path / "modules" / name)
        queues = tmp_path / "modules" / "queues" / "main.tf"
        known, count = re.subn(UNKNOWN, "", queues.read_text(), flags=re.DOTALL)
        assert count == 1
        queues.write_text(known)
        (tmp_path / "main.tf").write_text(
            ROOT.format(region=REGION, account=ACCOUNT, server=address)
        )
        for variable, value in (
            ("AWS_ACCESS_KEY_ID", "tests"),
            ("AWS_SECRET_ACCESS_KEY", "tests"),
            ("AWS_DEFAULT_REGION", REGION),
            ("AWS_ENDPOINT_URL_SNS", address),
        ):
            monkeypatch.setenv(variable, value)
        monkeypatch.setattr(signature, "fetch", cloud.certificate)
        for kept in (signature._key, _client):
            kept.cache_clear()
        yield Applied(cloud, tmp_path)
    finally:
        for kept in (signature._key, _client):
            kept.cache_clear()
        server.remove()


def test_it_is_applied_used_and_destroyed(applied: Applied, settings: Any) -> None:
    applied.run("init", "-backend=false")
    applied.run("apply", "-auto-approve")
    found = applied.left()
    assert [secret["Name"] for secret in found["secrets"]] == ["tried/secret-key"]
    secret = applied.cloud.client("secretsmanager").get_secret_value(SecretId="tried/secret-key")
    assert len(secret["SecretString"]) == 50
    state = (applied.folder / "terraform.tfstate").read_text()
    assert secret["SecretString"] not in state

    # A change to be indexed goes by the topic to the queue, whose policy and subscription are Terraform's.
    (url,) = [url for url in found["queues"] if url.endswith("/tried-search")]
    settings.QUEUE_URLS = [url]
    settings.SEARCH_TOPIC = f"arn:aws:sns:{REGION}:{ACCOUNT}:tried-search"
    search_mark(kind="album", refs=[1])
    assert applied.cloud.waiting(url) == 1
    out = StringIO()
    call_command("consume_notices", "--once", stdout=out)
    assert "1 notices taken, 0 refused, 0 left" in out.getvalue()

    applied.run("destroy", "-auto-approve")
    assert applied.left() == {"queues": [], "topics": [], "secrets": [], "alarms": []}
