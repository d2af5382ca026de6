"""The site as it runs for many: every process of it, against servers that speak what Aurora, ElastiCache, S3, SQS,
Firehose and a mail server speak, from an environment that holds nothing else.

Not proven here: the bounces that SES tells by SNS, whose signing certificate is fetched from AWS
(`mail/tests/test_bounces.py` gives one), and CloudFront.
"""

import importlib.util
import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from hashlib import sha256
from threading import Thread
from typing import Any

import pytest

from musicsite.tests.serving import Serving, manage, short_folder, until
from streaming.tests.sound import wav_bytes
from tests.servers import mariadb, moto, s3, valkey
from tests.servers.moto import Cloud
from tests.servers.post_office import PostOffice
from tests.servers.process import POLL, Server, program

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(not importlib.util.find_spec("MySQLdb"), reason="mysqlclient is not built"),
]
PASSWORD, LONG = "blue-train-1957", 120
"""LONG: seconds that a job may take on a busy machine."""
SOUND = wav_bytes(3, rate=44_100)


class Production:
    """A site with all its servers."""

    def __init__(
        self, site: Serving, own: Any, cloud: Cloud, queue: str, office: PostOffice
    ) -> None:
        self.site, self.own, self.cloud, self.queue, self.office = site, own, cloud, queue, office
        self.token = ""

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        """The API's answer to the administrator."""
        code, told = self.fetch(
            f"http://127.0.0.1:{self.site.port}/api/v1/{path}",
            method,
            json.dumps(body).encode() if body is not None else None,
            {"Content-Type": "application/json"}
            | ({"Authorization": f"Bearer {self.token}"} if self.token else {}),
        )
        assert code < 300, (code, told)
        return json.loads(told) if told else None

    def fetch(
        self, url: str, method: str = "GET", body: bytes | None = None, headers: Any = None
    ) -> tuple[int, bytes]:
        """Status and body, wherever redirects lead."""
        request = urllib.request.Request(url, body, headers or {}, method=method)  # noqa: S310  # loopback
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def production() -> Iterator[Production]:
    database, database_url = mariadb.start()
    cache, cache_url = valkey.start()
    bucket, endpoint = s3.start()
    amazon, cloud = moto.start()
    servers: list[Server] = [database, cache, bucket, amazon]
    queue, _ = cloud.queue_with_topic("notices")
    _lake(cloud)
    office = PostOffice()
    Thread(target=office.serve_forever, args=(POLL,), daemon=True).start()
    own: Any = {
        "DATABASE_URL": database_url,
        "CACHE_URL": cache_url,
        "MEDIA_STORAGE": "s3://media/library",
        "UPLOAD_STORAGE": "s3://media/uploads",
        "S3_ENDPOINT_URL": endpoint.url,
        "S3_REGION": moto.REGION,
        "AWS_ACCESS_KEY_ID": endpoint.key,
        "AWS_SECRET_ACCESS_KEY": endpoint.secret,
        "AWS_DEFAULT_REGION": moto.REGION,
        "AWS_ENDPOINT_URL_FIREHOSE": f"http://127.0.0.1:{cloud.port}",
        "EVENTS_URL": "firehose://events",
        "QUEUE_URLS": queue,
        "EMAIL_URL": f"smtp+plain://127.0.0.1:{office.server_address[1]}",
        "SECRET_KEY": "for-this-test-alone-and-long-enough-to-be-taken",
        "ADMIN_EMAIL": "admin@example.org",
        "ADMIN_PASSWORD": PASSWORD,
        "PATH": os.environ["PATH"],
    }
    try:
        _database(database)
        with short_folder() as folder:
            manage(folder, "prepare", **own)
            site = Serving(folder, **own).up()
            try:
                yield Production(site, own, cloud, queue, office)
            finally:
                site.remove()
    finally:
        office.shutdown()
        for server in servers:
            server.remove()


def test_from_a_file_to_a_stranger_who_hears_it(production: Production) -> None:
    ask = production.ask
    production.token = ask(
        "POST", "auth/token/", {"email": "admin@example.org", "password": PASSWORD}
    )["access"]

    upload = _upload(production)
    track = ask("GET", f"uploads/{upload}/")["track"]["id"]

    def is_found() -> bool:
        return "Windward" in json.dumps(ask("GET", "search/?q=windward"))

    until(is_found, "search does not find it", seconds=LONG)

    token = {"Authorization": f"Bearer {production.token}"}
    stream = production.site.get(f"/api/v1/tracks/{track}/stream/", token)
    assert stream.status == 302
    assert production.fetch(stream.headers["Location"]) == (200, SOUND)
    assert production.site.get(f"/api/v1/tracks/{track}/stream/").status == 404

    link = _pitched(production, track)
    code, page = production.fetch(link)
    assert (code, b"Windward" in page) == (200, True)
    assert production.fetch(f"{link}x")[0] == 404


def test_what_others_tell_is_taken_from_the_queue(production: Production) -> None:
    body = json.dumps({"Service": "Amazon S3", "Event": "s3:TestEvent", "Bucket": "media"})
    production.cloud.client("sqs").send_message(QueueUrl=production.queue, MessageBody=body)
    until(lambda: production.cloud.waiting(production.queue) == 0, "nobody reads it", seconds=LONG)


def test_what_happened_comes_to_the_lake(production: Production) -> None:
    manage(production.site.folder, "lake", "flush", **production.own)
    client = production.cloud.client("s3")
    listed = client.list_objects_v2(Bucket="lake")["Contents"]
    kept = [client.get_object(Bucket="lake", Key=one["Key"])["Body"].read() for one in listed]
    kinds = {json.loads(line)["kind"] for body in kept for line in body.splitlines()}
    assert any(kind.startswith("upload") for kind in kinds), kinds


def test_every_process_is_there_and_says_nothing_in_the_clear(production: Production) -> None:
    assert any("notices" in name for name in production.site.parts())
    for secret in (PASSWORD, "tests-only-secret", "for-this-test-alone"):
        assert secret not in production.site.said


def _upload(production: Production) -> str:
    """The id of an upload that has become a track."""
    ask = production.ask
    told = ask("POST", "uploads/", {"path": "Alto/Windward.wav", "size": len(SOUND)})
    part = ask("POST", f"uploads/{told['id']}/parts/1/", {"sha256": sha256(SOUND).hexdigest()})
    assert part["url"].startswith("http://127.0.0.1:")
    assert str(production.site.port) not in part["url"], "the bytes go to the bucket"
    code, said = production.fetch(part["url"], "PUT", SOUND, part["headers"])
    assert code == 200, said
    ask("POST", f"uploads/{told['id']}/complete/", {})

    def state() -> str:
        return str(ask("GET", f"uploads/{told['id']}/")["state"])

    until(lambda: state() in {"ready", "refused"}, "it is never ready", seconds=LONG)
    assert state() == "ready"
    return str(told["id"])


def _pitched(production: Production, track: str) -> str:
    """Where the link in the letter of a new pitch leads."""
    ask = production.ask
    contact = ask("POST", "contacts/", {"name": "Anna", "email": "anna@example.org"})
    pitch = ask(
        "POST",
        "pitches/",
        {"title": "For your film", "items": [f"track:{track}"], "contacts": [contact["id"]]},
    )
    ask("POST", f"pitches/{pitch['id']}/send/", {})
    until(lambda: bool(production.office.taken), "no letter came", seconds=LONG)
    letter: Any = production.office.taken[0]
    assert letter["To"] == "anna@example.org"
    text = "".join(
        part.get_payload(decode=True).decode()
        for part in letter.walk()
        if part.get_content_type() == "text/plain"
    )
    found = re.search(r"https?://\S+/p/[\w-]+/?", text)
    assert found, text
    return found[0]


def _database(server: Server) -> None:
    client = [program("mariadb"), "--no-defaults", f"--socket={server.folder / 's'}", "-uroot"]
    sql = "CREATE DATABASE musicsite CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
    subprocess.run([*client, "-e", sql], check=True, capture_output=True)


def _lake(cloud: Cloud) -> None:
    """A stream of Firehose that writes to a bucket of moto's own."""
    cloud.client("s3").create_bucket(
        Bucket="lake", CreateBucketConfiguration={"LocationConstraint": moto.REGION}
    )
    cloud.client("firehose").create_delivery_stream(
        DeliveryStreamName="events",
        ExtendedS3DestinationConfiguration={
            "RoleARN": "arn:aws:iam::123456789012:role/events",
            "BucketARN": "arn:aws:s3:::lake",
            "Prefix": "events/",
        },
    )
