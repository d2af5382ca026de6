"""Signing in to Aurora and ElastiCache by tokens, on a MariaDB with TLS and a Valkey of our own."""

import datetime
import subprocess
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import boto3
import botocore.auth
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import OperationalError
from django.db.utils import ConnectionHandler
from redis import Redis

from musicsite.aws import tokens
from musicsite.aws.cache import SignIn, SigningIn
from musicsite.aws.tokens import SECONDS, cache_token, database_token
from musicsite.env import RDS_ROOTS, WrongSetting, cache_by_iam, database_from_url
from tests.servers import mariadb, valkey
from tests.servers.process import free_port, program

REGION = "eu-central-1"
NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def role(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials as a task has them, with a session token, and a clock that stands still."""
    tokens._session.cache_clear()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "session/token=")
    monkeypatch.setattr(
        botocore.auth, "get_current_datetime", lambda *_, **__: NOON.replace(tzinfo=None)
    )


def test_the_databases_token_is_the_one_that_boto3_makes() -> None:
    where = {"host": "db.cluster-x.eu-central-1.rds.amazonaws.com", "port": 3306, "user": "site"}
    client = boto3.Session().client("rds", region_name=REGION)
    theirs = client.generate_db_auth_token(where["host"], where["port"], where["user"], REGION)
    assert database_token(**where, region=REGION) == theirs  # type: ignore[arg-type]


def test_the_caches_token_names_user_and_cluster_and_ends() -> None:
    token = cache_token(cluster="musicsite-prod", user="site", region=REGION)
    address = urlsplit(f"http://{token}")
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert address.netloc == "musicsite-prod"
    assert (asked["Action"], asked["User"], asked["X-Amz-Expires"]) == (
        "connect",
        "site",
        str(SECONDS),
    )
    assert f"/{REGION}/elasticache/aws4_request" in asked["X-Amz-Credential"]
    assert asked["X-Amz-Security-Token"] == "session/token="


@pytest.mark.servers
def test_the_cache_is_signed_in_to_at_each_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    server, address = valkey.start()
    try:
        plain: Any = Redis.from_url(address)
        token = cache_token(cluster="c", user="site", region=REGION)
        plain.execute_command("ACL", "SETUSER", "site", "on", f">{token}", "~*", "&*", "+@all")
        options = {"IAM": {"cluster": "c", "user": "site", "region": REGION}}
        factory = SigningIn(options)
        client = factory.get_connection(factory.make_connection_params(address))
        assert client.execute_command("ACL", "WHOAMI") in {b"site", "site"}
    finally:
        server.remove()


class Secure:
    """A MariaDB that takes connections by TLS alone, whose certificate is signed by `authority`."""

    def __init__(self, folder: Path) -> None:
        self.authority, certificate, key = _certificates(folder)
        self.port = free_port()
        self.server, _ = mariadb.start(
            "--skip-networking=0", "--bind-address=127.0.0.1", f"--port={self.port}",
            f"--ssl-cert={certificate}", f"--ssl-key={key}", "--require-secure-transport=1",
        )  # fmt: skip

    def run(self, sql: str) -> None:
        socket = self.server.folder / "s"
        command = [program("mariadb"), "--no-defaults", f"--socket={socket}", "-uroot", "-e", sql]
        subprocess.run(command, check=True, capture_output=True)

    def connect(self, **more: str) -> Any:
        query = "&".join(f"{name}={value}" for name, value in ({"region": REGION} | more).items())
        url = f"mysql+iam://site@127.0.0.1:{self.port}/musicsite?{query}"
        settings = database_from_url("DATABASE_URL", url)
        return ConnectionHandler({"default": settings})["default"]


@pytest.fixture(scope="module")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    found = Secure(tmp_path_factory.mktemp("tls"))
    found.run("CREATE DATABASE musicsite")
    yield found
    found.server.remove()


@pytest.fixture
def unblocked(django_db_blocker: Any) -> Iterator[None]:
    """For databases that are not the one of the tests."""
    with django_db_blocker.unblock():
        yield


@pytest.mark.servers
@pytest.mark.usefixtures("unblocked")
def test_the_database_is_signed_in_to_over_tls_with_the_token(secure: Secure) -> None:
    token = database_token(host="127.0.0.1", port=secure.port, user="site", region=REGION)
    secure.run(
        f"CREATE OR REPLACE USER site@'%' IDENTIFIED BY '{token}' REQUIRE SSL; GRANT ALL ON musicsite.* TO site@'%'"
    )
    connection = secure.connect(ssl_ca=str(secure.authority))
    with connection.cursor() as cursor:
        cursor.execute("SELECT CURRENT_USER(), @@collation_connection")
        assert cursor.fetchone() == ("site@%", "utf8mb4_bin")
        cursor.execute("SHOW STATUS LIKE 'Ssl_cipher'")
        assert cursor.fetchone()[1]
    connection.close()


@pytest.mark.servers
@pytest.mark.usefixtures("unblocked")
def test_a_server_that_aws_did_not_certify_is_not_told_the_token(secure: Secure) -> None:
    with pytest.raises(OperationalError, match=r"(?i)ssl|tls|certificate"):
        secure.connect().ensure_connection()


def test_the_roots_of_rds_are_in_force() -> None:
    roots = x509.load_pem_x509_certificates(RDS_ROOTS.read_bytes())
    assert len(roots) == len({root.subject for root in roots})
    assert all(root.subject == root.issuer for root in roots)
    assert min(root.not_valid_after_utc for root in roots).year > 2050


@pytest.mark.parametrize(
    "url",
    [
        "mysql+iam://db.example.org/musicsite?region=eu-central-1",
        "mysql+iam://site:word@db.example.org/musicsite?region=eu-central-1",
        "mysql+iam://site@db.example.org/musicsite",
        "mysql+iam://site@db.example.org?region=eu-central-1",
        "mysql+iam://site@db.example.org/musicsite?region=eu-central-1&max_age=soon",
    ],
)
def test_an_address_that_lacks_something_is_refused_in_words(url: str) -> None:
    with pytest.raises(WrongSetting, match="DATABASE_URL"):
        database_from_url("DATABASE_URL", url)


def test_the_region_is_read_from_the_name_of_the_cluster() -> None:
    url = "mysql+iam://site@x.cluster-abc.eu-west-2.rds.amazonaws.com/musicsite"
    options: Any = database_from_url("DATABASE_URL", url)["OPTIONS"]
    assert (options["iam_region"], options["ssl"]["ca"]) == ("eu-west-2", str(RDS_ROOTS))


def test_a_connection_is_kept_for_as_long_as_the_address_says() -> None:
    url = "mysql://site:word@db.example.org/musicsite"
    assert database_from_url("DATABASE_URL", url)["CONN_MAX_AGE"] == 60
    assert database_from_url("DATABASE_URL", f"{url}?max_age=0")["CONN_MAX_AGE"] == 0


def test_a_cache_by_iam_is_asked_over_tls(monkeypatch: pytest.MonkeyPatch) -> None:
    address, options = cache_by_iam(
        "CACHE_URL", "rediss+iam://site@cache.example.org/0?cluster=musicsite&region=eu-west-2"
    )
    assert address == "rediss://cache.example.org:6379/0"
    factory = SigningIn(options)
    provider = factory.make_connection_params(address)["credential_provider"]
    assert isinstance(provider, SignIn)
    assert provider.get_credentials()[0] == "site"
    with pytest.raises(WrongSetting, match="CACHE_URL"):
        cache_by_iam("CACHE_URL", "rediss+iam://site@cache.example.org/0?cluster=musicsite")


def _certificates(folder: Path) -> tuple[Path, Path, Path]:
    """(authority, certificate for 127.0.0.1, its key) as files."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Tests")])
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)

    def builder(subject: x509.Name, public: Any) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(root_name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
        )

    root = builder(root_name, root_key.public_key()).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    own = builder(name, key.public_key()).add_extension(
        x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
    )
    places = folder / "root.pem", folder / "own.pem", folder / "own.key"
    pem = serialization.Encoding.PEM
    places[0].write_bytes(root.sign(root_key, hashes.SHA256()).public_bytes(pem))
    places[1].write_bytes(own.sign(root_key, hashes.SHA256()).public_bytes(pem))
    places[2].write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    folder.chmod(0o755)
    for place in places:
        place.chmod(0o644)
    return places
