"""The floor that the tests stand on holds what it promises."""

import os
import socket

import pytest
from django.core.cache import cache
from django.db import connection
from django_redis import get_redis_connection
from pytest_socket import SocketConnectBlockedError

from accounts.models import Workspace
from tests.servers import s3


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
