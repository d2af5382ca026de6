"""A named subset (`keys`, `queues`, `mail`, `storage`, `lake`) applied to an emulator, used by the site, destroyed.

The emulator is moto 5.2.5. Left out is what it does not know, or answers in a form that the provider can't read; plans
by the real provider have all of it (test_plans.py):

| left out | since |
|---|---|
| `aws_sqs_queue_redrive_allow_policy` (queues): which queues may send to one for dead letters | not known |
| `aws_s3_bucket_lifecycle_configuration` (storage): what goes, and when | it forgets the least size of objects |
| `aws_s3_bucket_policy` `tls` (storage) | it works: without TLS, which the emulator has not, the bucket takes nothing |
| `aws_sesv2_configuration_set` (mail) | its `SendingEnabled` is no boolean |
| `aws_sesv2_configuration_set_event_destination` (mail): what SES tells the topic | not known |
| `aws_sesv2_email_identity` (mail), with its `…_mail_from_attributes` and DKIM records | its times are texts |

So the test makes the sending domain itself, and tells the topic of a bounce in SES's words. Its Firehose puts lines as
they come: what would be Parquet by kind and day is looked at as JSON. Its S3 takes any signature; what the application
puts is tried on another server too (`tests/servers/s3.py`).
"""

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.management import call_command

from common.jobs.worker import drain
from common.notices import signature
from infra.tests.planning import ACCOUNT
from insights import sinks
from insights.outbox import flush
from insights.services import event_record
from insights.sinks import sink_of_site
from musicsite.mailers import mailers_from_url
from pitching.models import Contact, PitchLetter
from pitching.tests.factories import a_contact, a_pitch, an_artist
from scripts import terraform
from search.notices import _client
from search.services import search_mark
from tests.cast import Cast, Things
from tests.servers import moto
from tests.servers.moto import REGION, Cloud

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.servers]

MODULES = ("keys", "queues", "mail", "storage", "lake")
UNKNOWN = {
    "queues": ["aws_sqs_queue_redrive_allow_policy.dead"],
    "storage": ["aws_s3_bucket_lifecycle_configuration.this", "aws_s3_bucket_policy.tls"],
    "mail": [
        "aws_sesv2_configuration_set.this",
        "aws_sesv2_configuration_set_event_destination.notices",
        "aws_sesv2_email_identity.this",
        "aws_sesv2_email_identity_mail_from_attributes.this",
        "aws_route53_record.dkim",
    ],
}
"""Module → resources that are taken out."""
NAMED = {
    "aws_sesv2_configuration_set.this.configuration_set_name": "var.name",
    "aws_sesv2_email_identity.this.email_identity": "var.domain",
}
"""What others say of these → what it is."""
DOMAIN = "music.example.org"
SERVICES = (
    "athena", "cloudwatch", "cloudwatchlogs", "firehose", "glue", "iam", "kms", "route53", "s3", "secretsmanager",
    "sns", "sqs", "sts",
)  # fmt: skip
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
  s3_use_path_style           = true
  max_retries                 = 2
  default_tags {{
    tags = {{ project = "musicsite", environment = "tried" }}
  }}
  endpoints {{
{endpoints}
  }}
}}

locals {{
  alarms   = "arn:aws:sns:{region}:{account}:alarms"
  runbooks = "https://example.org/operations.md"
}}

resource "aws_route53_zone" "this" {{
  name = "example.org"
}}

module "keys" {{
  source        = "./modules/keys"
  name          = "tried"
  account_id    = "{account}"
  recovery_days = 0
  generated     = {{ secret-key = {{ description = "Signs sessions and links (SECRET_KEY)" }} }}
}}

module "queues" {{
  source     = "./modules/queues"
  name       = "tried"
  account_id = "{account}"
  key_arn    = module.keys.arns["queue"]
  queues = {{
    search  = {{ topic = true, tries = 5 }}
    letters = {{ senders = {{ "sns.amazonaws.com" = "arn:aws:sns:{region}:{account}:tried-letters" }} }}
    uploads = {{ senders = {{ "s3.amazonaws.com" = "arn:aws:s3:::tried-uploads-{account}" }} }}
  }}
  alarm_topic_arn = local.alarms
  runbooks        = local.runbooks
}}

module "mail" {{
  source          = "./modules/mail"
  name            = "tried"
  account_id      = "{account}"
  domain          = "{domain}"
  zone_id         = aws_route53_zone.this.zone_id
  key_arn         = module.keys.arns["queue"]
  queue_arn       = module.queues.arns["letters"]
  alarm_topic_arn = local.alarms
  runbooks        = local.runbooks
}}

module "storage" {{
  source            = "./modules/storage"
  name              = "tried"
  account_id        = "{account}"
  site_url          = "https://{domain}"
  key_arn           = module.keys.arns["media"]
  protect           = false
  notices_queue_arn = module.queues.arns["uploads"]
  old_versions_days = 1
  log_days          = 7
}}

module "lake" {{
  source          = "./modules/lake"
  name            = "tried"
  account_id      = "{account}"
  bucket          = module.storage.buckets["lake"]
  media_key_arn   = module.keys.arns["media"]
  logs_key_arn    = module.keys.arns["logs"]
  log_days        = 7
  alarm_topic_arn = local.alarms
  runbooks        = local.runbooks
}}

output "told" {{
  value = {{
    letters_topic     = module.mail.topic_arn
    configuration_set = module.mail.configuration_set
    search_topic      = module.queues.topic_arns["search"]
    queues            = module.queues.urls
    stream            = module.lake.stream.name
    lake              = module.storage.buckets["lake"]
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Applied:
    cloud: Cloud
    folder: Path

    def run(self, *arguments: str) -> str:
        done = terraform.run(*arguments, folder=self.folder)
        assert done.returncode == 0, f"{arguments[0]}: {done.stdout[-2000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def told(self) -> dict[str, Any]:
        """What the environment would tell its tasks."""
        found: dict[str, Any] = json.loads(self.run("output", "-json", "told"))
        return found

    def left(self) -> dict[str, list[Any]]:
        """What the server holds, but keys: those wait for days before they go."""
        ask = self.cloud.client
        groups = ask("athena").list_work_groups()["WorkGroups"]
        return {
            "queues": ask("sqs").list_queues().get("QueueUrls", []),
            "topics": ask("sns").list_topics()["Topics"],
            "secrets": ask("secretsmanager").list_secrets()["SecretList"],
            "alarms": ask("cloudwatch").describe_alarms()["MetricAlarms"],
            "buckets": ask("s3").list_buckets()["Buckets"],
            "streams": ask("firehose").list_delivery_streams()["DeliveryStreamNames"],
            "databases": ask("glue").get_databases()["DatabaseList"],
            # AWS's own is there in every account.
            "workgroups": [group for group in groups if group["Name"] != "primary"],
            "roles": ask("iam").list_roles()["Roles"],
            "policies": ask("iam").list_policies(Scope="Local")["Policies"],
            "logs": ask("logs").describe_log_groups()["logGroups"],
            "zones": ask("route53").list_hosted_zones()["HostedZones"],
        }


@pytest.fixture
def applied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Applied]:
    if reason := terraform.missing():
        pytest.fail(reason)
    server, cloud = moto.start()
    try:
        address = f"http://127.0.0.1:{cloud.port}"
        for name in MODULES:
            shutil.copytree(terraform.INFRA / "modules" / name, tmp_path / "modules" / name)
            _take_out(tmp_path / "modules" / name, UNKNOWN.get(name, []))
        endpoints = "\n".join(f'    {service} = "{address}"' for service in SERVICES)
        (tmp_path / "main.tf").write_text(
            ROOT.format(region=REGION, account=ACCOUNT, domain=DOMAIN, endpoints=endpoints)
        )
        for variable, value in (
            ("AWS_ACCESS_KEY_ID", "tests"),
            ("AWS_SECRET_ACCESS_KEY", "tests"),
            ("AWS_DEFAULT_REGION", REGION),
            ("AWS_ENDPOINT_URL", address),
        ):
            monkeypatch.setenv(variable, value)
        monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it keeps what it found first
        monkeypatch.setattr(signature, "fetch", cloud.certificate)
        for kept in (signature._key, _client, sinks._stream):
            kept.cache_clear()
        yield Applied(cloud, tmp_path)
    finally:
        for kept in (signature._key, _client, sinks._stream):
            kept.cache_clear()
        server.remove()


def _take_out(module: Path, resources: list[str]) -> None:
    main, outputs = module / "main.tf", module / "outputs.tf"
    text = main.read_text()
    for resource in resources:
        kind, name = resource.split(".")
        text, count = re.subn(
            rf'^resource "{kind}" "{name}" \{{\n.*?\n\}}\n',
            "",
            text,
            flags=re.DOTALL | re.MULTILINE,
        )
        assert count == 1, resource
    main.write_text(text)
    for file in (main, outputs):
        text = file.read_text()
        for reference, value in NAMED.items():
            text = text.replace(reference, value)
        file.write_text(text)


def test_it_is_applied_used_and_destroyed(
    applied: Applied, settings: Any, cast: Cast, things: Things
) -> None:
    applied.run("init", "-backend=false")
    applied.run("apply", "-auto-approve")
    assert [kind for kind, found in applied.left().items() if not found] == []
    told = applied.told()
    settings.QUEUE_URLS, settings.S3_REGION = [*told["queues"].values()], REGION
    settings.SEARCH_TOPIC = told["search_topic"]
    settings.EVENTS_URL = f"firehose://{told['stream']}"
    settings.MAILERS = mailers_from_url("EMAIL_URL", f"ses://{REGION}/{told['configuration_set']}")
    settings.LETTERS, settings.DEFAULT_FROM_EMAIL = True, f"noreply@{DOMAIN}"

    _a_secret_is_made_up_that_no_state_holds(applied)
    _a_change_goes_through_the_queue(applied, told)
    _a_letter_goes_out_and_comes_back(applied, told, cast, things)
    _events_and_tables_come_to_the_lake(applied, told)

    applied.run("destroy", "-auto-approve")
    assert {kind: found for kind, found in applied.left().items() if found} == {}


def _a_secret_is_made_up_that_no_state_holds(applied: Applied) -> None:
    secret = applied.cloud.client("secretsmanager").get_secret_value(SecretId="tried/secret-key")
    assert len(secret["SecretString"]) == 50
    assert secret["SecretString"] not in (applied.folder / "terraform.tfstate").read_text()


def _a_change_goes_through_the_queue(applied: Applied, told: dict[str, Any]) -> None:
    """By the topic, whose policy and subscription are Terraform's."""
    search_mark(kind="album", refs=[1])
    assert applied.cloud.waiting(told["queues"]["search"]) == 1
    _consume()
    assert applied.cloud.waiting(told["queues"]["search"]) == 0


def _a_letter_goes_out_and_comes_back(
    applied: Applied, told: dict[str, Any], cast: Cast, things: Things
) -> None:
    """A pitch by SES; then its bounce, by the topic and the queue of letters, to the contact."""
    post = applied.cloud.client("sesv2")
    post.create_email_identity(EmailIdentity=DOMAIN, ConfigurationSetName=told["configuration_set"])
    contact = a_contact(cast.label, "Bo")
    pitch = a_pitch(
        an_artist(cast.owner),
        cast.label,
        [things["private"].track],
        contacts=[contact],
        is_sent=True,
    )
    drain()
    letter = PitchLetter.objects.get(pitch=pitch)
    assert letter.state == PitchLetter.State.SENT
    assert applied.cloud.client("ses").get_send_quota()["SentLast24Hours"] > 0

    address = {"emailAddress": contact.email, "diagnosticCode": "550 who?"}
    bounce = {
        "eventType": "Bounce",
        "mail": {"headers": [{"name": "X-Letter", "value": letter.public_id}]},
        "bounce": {"bounceType": "Permanent", "bouncedRecipients": [address]},
    }
    applied.cloud.tell(told["letters_topic"], bounce)
    assert applied.cloud.waiting(told["queues"]["letters"]) == 1
    _consume()
    assert applied.cloud.waiting(told["queues"]["letters"]) == 0
    assert Contact.objects.get(pk=contact.pk).bounced_at is not None
    assert not Contact.objects.get(pk=contact.pk).is_mailable
    post.delete_email_identity(EmailIdentity=DOMAIN)


def _events_and_tables_come_to_the_lake(applied: Applied, told: dict[str, Any]) -> None:
    """Events by the stream, tables by the command of the schedule: where the tables of Glue look for them."""
    event_record(name="upload", data={"bytes": 12_345})
    sent, is_more = flush(sink_of_site(), seconds=20)
    assert (sent >= 1, is_more) == (True, False)
    call_command("lake", "tables", "--to", f"s3://{told['lake']}/tables", stdout=StringIO())

    glue = applied.cloud.client("glue").get_tables(DatabaseName="tried")["TableList"]
    places = {
        table["Name"]: table["StorageDescriptor"]["Location"]
        for table in glue
        if table["TableType"] == "EXTERNAL_TABLE"
    }
    bucket = applied.cloud.client("s3")
    found = {
        name: [
            bucket.get_object(Bucket=told["lake"], Key=kept["Key"])["Body"].read()
            for kept in bucket.list_objects_v2(
                Bucket=told["lake"], Prefix=place.removeprefix(f"s3://{told['lake']}/")
            ).get("Contents", [])
        ]
        for name, place in places.items()
    }
    lines = [json.loads(line) for file in found["events"] for line in file.splitlines()]
    assert [json.loads(line["data"])["bytes"] for line in lines if line["name"] == "upload"] == [
        12_345
    ]
    columns = {
        column["Name"]
        for it in glue
        if it["Name"] == "events"
        for column in it["StorageDescriptor"]["Columns"]
    }
    assert columns | {"kind", "date"} >= set(lines[0]), "Glue's table has a column for each field"
    (table,) = found["tracks"]
    assert table[:4] == table[-4:] == b"PAR1", "a whole file of Parquet"


def _consume() -> None:
    """Take what is in the queues, of the buckets too, which try theirs when they are told of it."""
    out = StringIO()
    call_command("consume_notices", "--once", stdout=out)
    assert "0 refused, 0 left" in out.getvalue()
