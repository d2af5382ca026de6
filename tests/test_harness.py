"""The floor that the tests stand on holds what it promises."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.forms.models import model_to_dict
from django_redis import get_redis_connection
from pytest_socket import SocketConnectBlockedError

from accounts.models import User, Workspace
from accounts.tests.factories import UserFactory, WorkspaceFactory
from catalog.models import Grant, Track
from catalog.tests.factories import (
    AlbumFactory,
    BundleFactory,
    GrantFactory,
    LibraryFactory,
    TrackFactory,
)
from tests.kept import Kept, make_and_take_back
from tests.servers import s3

HOUSE = Path(__file__).parent.parent


def test_the_network_beyond_loopback_is_closed() -> None:
    with pytest.raises(SocketConnectBlockedError), socket.socket() as outside:
        outside.connect(("192.0.2.1", 80))


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for_without_what_only_mariadb_has() -> None:
    wanted = "mysql" if os.environ.get("TEST_DATABASE") == "mariadb" else "sqlite"
    assert connection.vendor == wanted
    if wanted == "mysql":
        assert not connection.features.can_return_columns_from_insert
        assert not connection.features.has_native_uuid_field


@pytest.mark.django_db
def test_the_database_tells_names_apart_by_their_bytes() -> None:
    for name in ("rock", "Rock", "röck"):
        Workspace.objects.create(name=name)
    assert Workspace.objects.filter(name="Rock").count() == 1


def test_the_cache_is_a_real_server() -> None:
    cache.set("a", {"b": 1})
    assert cache.get("a") == {"b": 1}
    assert get_redis_connection().info("server")["redis_version"]


def test_the_s3_server_refuses_a_wrong_secret(s3_server: s3.Endpoint) -> None:
    boto3 = pytest.importorskip("boto3")
    client = boto3.client(
        "s3",
        endpoint_url=s3_server.url,
        aws_access_key_id=s3_server.key,
        aws_secret_access_key="wrong",
        region_name=s3_server.region,
    )
    with pytest.raises(client.exceptions.ClientError, match="SignatureDoesNotMatch"):
        client.put_object(Bucket="media", Key="a", Body=b"b")


def test_on_the_second_database_only_what_asks_none_is_left_out() -> None:
    """What `make test` asks of MariaDB (`--database-only`), of this file."""
    told = subprocess.run(
        [
            sys.executable, "-m", "pytest", "-n0", "--collect-only", "--database-only",
            "-p", "no:cacheprovider", "tests/test_harness.py",
        ],
        cwd=HOUSE, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert [line.partition("::")[2] for line in told.splitlines() if "::" in line] == [
        "test_the_database_is_the_one_asked_for_without_what_only_mariadb_has",
        "test_the_database_tells_names_apart_by_their_bytes",
        "test_rows_that_are_kept_come_back_as_they_were_made",
    ]


@pytest.mark.django_db
def test_rows_that_are_kept_come_back_as_they_were_made() -> None:
    def make() -> Track:
        user = UserFactory(name="Ana", handle="kept")
        library = LibraryFactory(workspace=WorkspaceFactory(name="Kept"))
        GrantFactory(user=user, bundle=BundleFactory(workspace=library.workspace))
        return TrackFactory(title="Ré", album=AlbumFactory(library=library))

    first = WorkspaceFactory()
    kept = make_and_take_back(lambda: Kept(make))
    assert list(Workspace.objects.all()) == [first]

    track = kept.put_back({})
    now_there = Track.objects.select_related("album__library__workspace").get()
    assert track == now_there and track is not kept.made
    assert model_to_dict(now_there) == model_to_dict(track)
    assert now_there.album.added_at == track.album.added_at
    assert now_there.album.library.workspace.name == "Kept"
    assert (
        User.objects.get(handle="kept").memberships.get().workspace.kind == Workspace.Kind.PERSONAL
    )
    assert Grant.objects.get().bundle.workspace == now_there.album.library.workspace
    assert WorkspaceFactory().pk > track.album.library.workspace.pk, "a key that is free"


TRIES = """
import pytest

tried = []

@pytest.mark.servers
def test_waits():
    tried.append("waits")
    assert len(tried) == 2, "it was late"

@pytest.mark.servers
def test_is_broken():
    assert not tried, "it is broken"

def test_is_ours():
    tried.append("ours")
    assert tried.count("ours") == 2, "a unit has one try"
"""


def test_only_what_waits_for_other_processes_is_tried_again_and_that_is_told(
    tmp_path: Path,
) -> None:
    file = tmp_path / "test_tries.py"
    file.write_text(TRIES)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-p", "tests.second_try", "-p", "no:django",
 "-p", "no:cacheprovider", "-c", os.devnull, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "AssertionError: it was late" in done.stdout
    assert "AssertionError: a unit has one try" in done.stdout
    closing = done.stdout.splitlines()[-1]
    assert all(count in closing for count in ("2 failed", "1 passed", "2 rerun"))
