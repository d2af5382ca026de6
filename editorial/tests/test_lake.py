"""The lake for BI tools: its catalogue, tables beside it, and ten questions answered over what the site wrote."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import boto3
import duckdb
import pytest
import sqlglot
from botocore.stub import Stubber
from django.conf import settings as site
from django.core.management import CommandError, call_command
from django.db import OperationalError

from catalog.models import Track
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    GenreFactory,
    LibraryFactory,
    TrackFactory,
)
from common.ids import uuid7_hex
from common.jobs.worker import drain
from editorial.lake import TRACKS
from insights import recording, tables
from insights.models import Pseudonym
from insights.services import event_record
from insights.tasks import lake_upkeep, outbox_flush
from tests.servers import s3

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 2, 20, tzinfo=UTC)
ANNA, BERT = "a" * 32, "b" * 32


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.DATA_DIR = tmp_path
    recording.take_away()
    yield tmp_path
    recording.take_away()


@pytest.fixture
def tracks() -> list[Track]:
    album = AlbumFactory(library=LibraryFactory(), title="Low Sun")
    names = ("Anders", "Berit")
    made = [
        TrackFactory(album=album, title=title, artist=ArtistFactory(name=name), duration_ms=100_000)
        for title, name in zip(("First", "Second"), names, strict=True)
    ]
    for track, line in zip(made, names, strict=True):
        Track.objects.filter(pk=track.pk).update(artist_line=line)
        track.genres.add(GenreFactory(name=f"{line} music"))
    return made


def play(
    track: Track, who: str, *, days: int = 0, seconds: float = 95, source: str = "", id: str = ""
) -> None:
    event_record(
        id=id,
        name="play.counted" if seconds >= 50 else "play.heard",
        person=who,
        at=MONDAY + timedelta(days=days),
        data={
            "track": track.public_id, "seconds": seconds, "duration_ms": 100_000, "counted": seconds >= 50,
            "source": source,
        },
    )  # fmt: skip


@pytest.fixture
def lake(tracks: list[Track]) -> Any:
    """DuckDB on a lake that the site's jobs wrote, told by the site's own catalogue."""
    first, second = tracks
    again = uuid7_hex()
    play(first, ANNA, seconds=20, id=again, source="album:x")
    outbox_flush.enqueue()
    drain("quick")
    play(first, ANNA, seconds=95, id=again, source="album:x")  # the same play, grown
    play(first, BERT, source="search")
    play(first, ANNA, days=7, source="album:y")
    play(second, ANNA, days=7)
    play(second, BERT, seconds=10)
    for kind, link, seconds in (
        ("opened", "l1", 0),
        ("opened", "l2", 0),
        ("played", "l1", 42.5),
        ("opened", "l1", 0),
    ):
        event_record(
            name=f"pitch.{kind}",
            data={"pitch": "p" * 32, "link": link, "seconds": seconds},
            person=BERT,
        )
    for words, found in (("misspelt", 0), ("low sun", 3), ("low sun", 3), ("", 0)):
        recording.record("search.asked", {"words": words, "found": found}, person=ANNA)
    recording.record(
        "search.chosen", {"words": "low sun", "thing_kind": "track", "thing": first.public_id}
    )
    for ms, status in ((10.0, 200), (30.0, 503)):
        recording.record(
            "api.used",
            {
                "route": "api/v1/tracks/",
                "method": "GET",
                "status": status,
                "ms": ms,
                "by": "nobody",
            },
        )
    recording.take_away()
    outbox_flush.enqueue()
    lake_upkeep.enqueue()
    drain()
    connection = duckdb.connect()
    connection.execute(printed("catalog", "--format", "duckdb"))
    return connection


def printed(*arguments: str) -> str:
    told = StringIO()
    call_command("lake", *arguments, stdout=told)
    return told.getvalue()


DOCUMENT = (Path(site.BASE_DIR) / "docs/bi.md").read_text()
QUESTIONS = dict(
    re.findall(r"^### (\d+)\. .*?```sql\n(.*?)```", DOCUMENT, re.DOTALL | re.MULTILINE)
)

ANSWERS: dict[str, list[tuple[Any, ...]]] = {
    "1": [("2026-11-02", 2, 2, 0.05), ("2026-11-09", 2, 1, 0.05)],
    "2": [("First", "Anders", 3, 2), ("Second", "Berit", 1, 1)],
    "3": [("Anders", 3, 1.0, 0.0), ("Berit", 2, 0.5, 0.5)],
    "4": [("album", 2, 50.0), ("elsewhere", 1, 25.0), ("search", 1, 25.0)],
    "5": [(20, 4)],
    "6": [(date(2026, 11, 2), 0, 2), (date(2026, 11, 2), 1, 1)],
    "7": [("misspelt", 1, 1)],
    "8": [("low sun", 2, 1), ("misspelt", 1, 0)],
    "9": [("p" * 32, 2, 1, 0, 42.5)],
    "10": [("api/v1/tracks/", "GET", 2, 20.0, 30.0, 1)],
}


def test_there_are_ten_questions() -> None:
    assert list(QUESTIONS) == list(ANSWERS)


def test_each_question_is_answered_over_what_the_site_wrote(lake: Any) -> None:
    for number, question in QUESTIONS.items():
        assert lake.execute(question).fetchall() == ANSWERS[number], f"question {number}"


def test_each_question_is_in_athena_s_sql_too(lake: Any) -> None:
    """Read as Athena's dialect and written as DuckDB's, it has the same answer; so have the views."""
    for view in filter(None, map(str.strip, printed("catalog", "--format", "athena").split(";\n"))):
        (statement,) = sqlglot.transpile(view, read="athena", write="duckdb")
        lake.execute(statement)
    for number, question in QUESTIONS.items():
        (statement,) = sqlglot.transpile(question, read="athena", write="duckdb")
        assert lake.execute(statement).fetchall() == ANSWERS[number], f"question {number}"


def test_the_lake_names_nobody(lake: Any, data_dir: Path) -> None:
    assert Pseudonym.objects.count() == 2
    written = "".join(str(lake.table(view).fetchall()) for view in ("events", "tracks"))
    assert ANNA not in written
    assert BERT not in written


def test_tables_beside_the_events_name_what_they_tell_of(lake: Any, tracks: list[Track]) -> None:
    first = tracks[0]
    assert lake.execute("SELECT * FROM tracks ORDER BY title").fetchone() == (
        first.public_id, "First", "Anders", "Anders music", 100_000, first.album.public_id, "Low Sun",
        first.album.library.workspace.public_id, first.album.library.workspace.name,
    )  # fmt: skip


def test_an_empty_catalogue_is_a_table_too(data_dir: Path) -> None:
    assert printed("tables") == "tracks: 0 rows\n"
    found = duckdb.connect().execute(
        "SELECT * FROM read_parquet(?)", [f"{data_dir}/tables/tracks/*.parquet"]
    )
    assert found.fetchall() == []


def signs_with(monkeypatch: pytest.MonkeyPatch, key: str, secret: str) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)  # it keeps what it found first


@pytest.fixture
def bucket(s3_server: s3.Endpoint, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of a bucket `lake`, which the command reaches as it does on AWS: by what boto3 finds."""
    settings.S3_ENDPOINT_URL, settings.S3_REGION = s3_server.url, s3_server.region
    signs_with(monkeypatch, s3_server.key, s3_server.secret)
    client: Any = boto3.client(
        "s3", endpoint_url=s3_server.url, region_name=s3_server.region,
        aws_access_key_id=s3_server.key, aws_secret_access_key=s3_server.secret,
    )  # fmt: skip
    client.create_bucket(Bucket="lake")
    yield client
    for found in client.list_objects_v2(Bucket="lake").get("Contents", []):
        client.delete_object(Bucket="lake", Key=found["Key"])
    client.delete_bucket(Bucket="lake")


TO_BUCKET = ("tables", "--to", "s3://lake/tables/")


def titles_in(bucket: Any, folder: Path) -> list[str]:
    """Of the one object that the bucket holds, read as a report would."""
    (found,) = bucket.list_objects_v2(Bucket="lake")["Contents"]
    assert found["Key"] == "tables/tracks/all.parquet"
    bucket.download_file("lake", found["Key"], str(folder / "read.parquet"))
    asked = duckdb.connect().execute(
        "SELECT title FROM read_parquet(?) ORDER BY title", [f"{folder}/read.parquet"]
    )
    return [title for (title,) in asked.fetchall()]


@pytest.mark.servers
def test_tables_are_written_to_a_bucket_in_place_of_those_before(
    tracks: list[Track], bucket: Any, data_dir: Path
) -> None:
    assert printed(*TO_BUCKET) == "tracks: 2 rows\n"
    assert titles_in(bucket, data_dir) == ["First", "Second"]
    Track.objects.filter(pk=tracks[0].pk).update(title="Renamed")
    printed(*TO_BUCKET)
    assert titles_in(bucket, data_dir) == ["Renamed", "Second"]
    assert not (data_dir / "tables").exists()


@pytest.mark.servers
def test_a_table_that_ends_midway_leaves_the_bucket_as_it_is(
    tracks: list[Track], bucket: Any, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed(*TO_BUCKET)

    def broken() -> Iterator[tuple[Any, ...]]:
        yield next(iter(TRACKS.rows()))
        raise OperationalError("the database is gone")

    monkeypatch.setattr(tables, "lake_tables", {"tracks": replace(TRACKS, rows=broken)})
    with pytest.raises(OperationalError):
        printed(*TO_BUCKET)
    assert titles_in(bucket, data_dir) == ["First", "Second"]


@pytest.mark.servers
def test_a_bucket_that_refuses_is_said_in_a_sentence(
    bucket: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    signs_with(monkeypatch, s3.KEY, "another")
    with pytest.raises(CommandError, match="The bucket lake did not take tracks/all.parquet: "):
        printed(*TO_BUCKET)


def test_a_folder_that_cannot_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(
        CommandError, match=r"The folder .*/file/tables can't be made: Not a directory\."
    ):
        printed("tables", "--to", str(tmp_path / "file" / "tables"))


@pytest.mark.parametrize("place", ["s3://", "s3:///tables", "gs://lake/tables"])
def test_tables_go_to_a_folder_or_a_bucket(place: str) -> None:
    with pytest.raises(CommandError, match="--to takes a folder or s3://bucket/tables"):
        printed("tables", "--to", place)


def test_glue_takes_the_tables() -> None:
    """As far as its own description of a request goes, which boto3 checks before it sends one."""
    told = printed("catalog", "--events", "s3://lake/events/", "--tables", "s3://lake/tables")
    requests = [json.loads(line) for line in told.splitlines()]
    keys: Any = {"aws_access_key_id": "x", "aws_secret_access_key": "x"}
    glue: Any = boto3.client("glue", region_name="eu-central-1", **keys)
    with Stubber(glue) as answers:
        for request in requests:
            answers.add_response("create_table", {})
            glue.create_table(**request)
    tables = {request["TableInput"]["Name"]: request["TableInput"] for request in requests}
    assert set(tables) == {"events", "tracks"}
    events = tables["events"]
    assert [key["Name"] for key in events["PartitionKeys"]] == ["kind", "date"]
    place = events["Parameters"]["storage.location.template"]
    assert place == "s3://lake/events/kind=${kind}/date=${date}"
    assert "pitch" in events["Parameters"]["projection.kind.values"].split(",")
    types = {column["Name"]: column["Type"] for column in events["StorageDescriptor"]["Columns"]}
    kept = (types["happened_at"], types["data"], types["revision"])
    assert kept == ("timestamp", "string", "bigint")


def test_glue_s_tables_are_of_a_bucket() -> None:
    with pytest.raises(CommandError, match="s3://"):
        printed("catalog")
