"""A whole site moves: from SQLite and folders to MariaDB and a bucket, and nothing of it changes on the way."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest

from musicsite.tests.serving import HOUSE, environment, manage, short_folder, until
from tests.servers import mariadb, s3
from tests.servers.process import CannotStart, program
from tests.servers.schema import begin

pytestmark = pytest.mark.servers
FILES = 150


@pytest.fixture(scope="module")
def old_site() -> Iterator[Path]:
    """A site with a row in every table, and files."""
    with short_folder() as folder:
        begin(folder)
        manage(folder, "prepare", "--no-demo")
        manage(folder, "shell", "-v0", "-c", "from tests.live_data import make; make()")
        told = manage(folder, "shell", "-v0", "-c", "from tests.every_table import fill; fill()")
        assert json.loads(told.stdout) == [], "no row could be made in these tables"
        for number in range(FILES):
            file = folder / f"media/users/{number % 7}/Ágætis {number}.flac"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(number.to_bytes(4) * (1 + 97 * number))
        (folder / "media/empty.jpg").write_bytes(b"")
        yield folder


@pytest.fixture(scope="module")
def archive(old_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its backup, with its files."""
    path = tmp_path_factory.mktemp("backup") / "site.zip"
    assert f"and {FILES + 1} files" in manage(old_site, "backup", "--media", str(path)).stdout
    return path


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A MariaDB with an empty database."""
    try:
        server, url = mariadb.start()
    except CannotStart as error:
        pytest.skip(str(error))
    client = [program("mariadb"), "--no-defaults", f"--socket={server.folder / 's'}", "-uroot"]
    for name in ("musicsite", "other"):
        made = f"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"
        subprocess.run([*client, "-e", made], check=True)
    yield url
    server.remove()


def _rows(folder: Path, **more: Any) -> dict[str, Any]:
    told = manage(
        folder, "shell", "-v0", "-c", "from tests.every_table import digests; digests()", **more
    )
    rows: dict[str, Any] = json.loads(told.stdout)
    return rows


def _files(folder: Path) -> dict[str, bytes]:
    # Half a file that a killed writer left has a name of its own: `sweep` removes it.
    found = (
        path for path in (folder / "media").rglob("*") if path.is_file() and path.suffix != ".part"
    )
    return {path.relative_to(folder / "media").as_posix(): path.read_bytes() for path in found}


def _objects(endpoint: s3.Endpoint, bucket: str, prefix: str) -> dict[str, bytes]:
    client = boto3.client(
        "s3", endpoint_url=endpoint.url, aws_access_key_id=endpoint.key,
        aws_secret_access_key=endpoint.secret, region_name=endpoint.region,
    )  # fmt: skip
    found = {}
    for page in client.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for one in page.get("Contents", ()):
            body = client.get_object(Bucket=bucket, Key=one["Key"])["Body"]
            found[one["Key"].removeprefix(prefix)] = body.read()
    return found


def _cut_off(folder: Path, *arguments: str, when: Any, **more: str) -> None:
    """Start a command and kill it as soon as `when()`."""
    process = subprocess.Popen(
        [sys.executable, str(HOUSE / "manage.py"), *arguments],
        env=environment(folder, **more), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until(lambda: process.poll() is not None or when(), "it never got so far", seconds=60)
    finally:
        process.kill()
        process.wait()


def test_a_site_moves_to_mariadb_and_a_bucket_row_by_row_and_byte_by_byte(
    old_site: Path, database: str, s3_server: s3.Endpoint, tmp_path: Path
) -> None:
    archive = tmp_path / "site.zip"
    manage(old_site, "backup", str(archive))
    with short_folder() as new:
        new.mkdir()
        there: Any = {
            "DATABASE_URL": database,
            "MEDIA_STORAGE": "s3://media/moved",
            "SECRET_KEY": (old_site / "secret_key").read_text(),
            "S3_ENDPOINT_URL": s3_server.url,
            "S3_REGION": s3_server.region,
            "AWS_ACCESS_KEY_ID": s3_server.key,
            "AWS_SECRET_ACCESS_KEY": s3_server.secret,
        }
        manage(new, "restore", str(archive), **there)
        assert _rows(new, **there) == _rows(old_site)
        again = tmp_path / "again.zip"
        manage(new, "backup", str(again), **there)
        assert _tables(again) == _tables(archive)

        move = ["move_media", "--to", there["MEDIA_STORAGE"]]
        bucket: Any = {name: there[name] for name in there if name.startswith(("S3_", "AWS_"))}
        said = manage(old_site, *move, "--dry-run", **bucket).stdout
        assert f"{FILES + 1} would be moved" in said
        assert _objects(s3_server, "media", "moved/") == {}
        _cut_off(
            old_site, *move, **bucket, when=lambda: len(_objects(s3_server, "media", "moved/")) > 20
        )
        said = manage(old_site, *move, **bucket).stdout
        assert " 0 were there" not in said, "what had arrived was sent again"
        assert _objects(s3_server, "media", "moved/") == _files(old_site)
        assert f"{FILES + 1} were there" in manage(old_site, *move, **bucket).stdout
        assert " 0 moved" in manage(old_site, *move, **bucket).stdout

        # And back, into folders of another place.
        back = tmp_path / "back" / "media"
        manage(new, "move_media", "--to", f"file://{back}", **there)
        assert _files(back.parent) == _files(old_site)


def test_a_restore_that_is_killed_writes_no_row_and_can_be_begun_again(
    old_site: Path, archive: Path
) -> None:
    with short_folder() as new:
        new.mkdir()
        secret: Any = {"SECRET_KEY": (old_site / "secret_key").read_text()}
        _cut_off(
            new, "restore", str(archive), **secret,
            when=lambda: (new / "media/users/5").exists(),
        )  # fmt: skip
        manage(new, "restore", str(archive), **secret)
        assert _rows(new) == _rows(old_site)
        assert _files(new) == _files(old_site)
        refused = manage(new, "restore", str(archive), code=2, **secret).stderr
        assert "a database that is in use" in refused


def _tables(archive: Path) -> dict[str, list[Any]]:
    with zipfile.ZipFile(archive) as held:
        return {
            name: [json.loads(line) for line in held.read(name).splitlines()]
            for name in held.namelist()
            if name.startswith("rows/")
        }
