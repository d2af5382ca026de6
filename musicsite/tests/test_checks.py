"""System checks tell an operator, by number, what has gone wrong since the start."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from musicsite import checks

HOUSE = Path(__file__).resolve().parents[2]
PUBLIC = "0.0.0.0"  # noqa: S104


def ids(found: list[Any]) -> list[str]:
    return [message.id for message in found]


@pytest.mark.parametrize(
    ("check", "wrong", "right", "number"),
    [
        (checks.address_is_private, {"BIND": PUBLIC, "HTTPS": False}, {"BIND": PUBLIC, "HTTPS": True}, "W001"),
        (checks.secret_is_secret, {"SECRET_KEY": "a" * 60}, {"SECRET_KEY": "0123456789abcdefghij" * 3}, "W003"),
        (
            checks.proxies_are_counted,
            {"HTTPS": True, "TRUSTED_PROXY_COUNT": 0},
            {"HTTPS": True, "TRUSTED_PROXY_COUNT": 1},
            "W005",
        ),
        (checks.debug_is_private, {"DEBUG": True, "BIND": PUBLIC}, {"DEBUG": True, "BIND": "127.0.0.1"}, "E001"),
        (
            checks.site_url_is_allowed,
            {"SITE_URL": "https://music.example.org:8443", "ALLOWED_HOSTS": ["localhost"]},
            {"SITE_URL": "https://music.example.org:8443", "ALLOWED_HOSTS": [".example.org"]},
            "E003",
        ),
        (
            checks.site_url_is_allowed,
            {"SITE_URL": "http://[::1]:8000", "ALLOWED_HOSTS": []},
            {"SITE_URL": "http://[::1]:8000", "ALLOWED_HOSTS": ["[::1]"]},
            "E003",
        ),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)  # fmt: skip
def test_a_setting_that_is_wrong_is_told(
    settings: Any, check: Callable[[], list[Any]], wrong: dict[str, Any], right: dict[str, Any], number: str
) -> None:  # fmt: skip
    for values, told in ((wrong, [f"musicsite.{number}"]), (right, [])):
        for name, value in values.items():
            setattr(settings, name, value)
        assert ids(check()) == told


def test_data_in_memory_is_told(settings: Any, tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    settings.DATA_DIR = Path("/srv/my music/var")
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\ntmpfs /srv/my\\040music tmpfs rw 0 0\n")
    assert ids(checks.data_stays(mounts=mounts)) == ["musicsite.W002"]
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\ntmpfs /srv/other tmpfs rw 0 0\n")
    assert ids(checks.data_stays(mounts=mounts)) == []


def test_a_key_that_others_may_read_is_told(settings: Any, tmp_path: Path) -> None:
    settings.DATA_DIR, settings.SECRET_KEY = tmp_path, "0123456789abcdefghij" * 3
    (tmp_path / "secret_key").write_text(settings.SECRET_KEY)
    (tmp_path / "secret_key").chmod(0o644)
    assert ids(checks.secret_is_secret()) == ["musicsite.W003"]
    (tmp_path / "secret_key").chmod(0o600)
    assert ids(checks.secret_is_secret()) == []


def test_a_client_that_is_not_built_is_told(settings: Any, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    assert ids(checks.client_is_built()) == ["musicsite.W004"]
    (tmp_path / "static" / "dist").mkdir(parents=True)
    (tmp_path / "static" / "dist" / "manifest.json").write_text("{}")
    assert ids(checks.client_is_built()) == []


@pytest.mark.parametrize("below", ["media", "not/there/yet"])
def test_media_that_can_be_kept_is_no_trouble(settings: Any, tmp_path: Path, below: str) -> None:
    settings.MEDIA_STORAGE = "file:///somewhere"
    settings.STORAGES = {"default": {"OPTIONS": {"location": str(tmp_path / below)}}}
    assert ids(checks.media_is_writable()) == []


def test_media_that_cannot_be_kept_is_told(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings.MEDIA_STORAGE = "file:///somewhere"
    settings.STORAGES = {"default": {"OPTIONS": {"location": str(tmp_path / "file" / "media")}}}
    assert ids(checks.media_is_writable()) == ["musicsite.E002"]


@pytest.mark.django_db
def test_the_database_of_these_tests_is_as_designed() -> None:
    ours = run_checks(tags=[Tags.database], databases=["default"])
    assert [message for message in ours if "musicsite." in str(message.id)] == []


@pytest.mark.django_db
@pytest.mark.skipif(
    os.environ.get("TEST_DATABASE") != "mariadb", reason="SQLite has no such settings"
)
@pytest.mark.parametrize(
    ("statement", "number"),
    [
        ("SET SESSION sql_mode = ''", "E005"),
        ("SET SESSION collation_database = utf8mb4_general_ci", "E004"),
    ],
)
def test_a_mysql_that_is_not_as_designed_is_told(statement: str, number: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT @@sql_mode, @@collation_database")
        mode, collation = cursor.fetchone()
        try:
            cursor.execute(statement)
            assert ids(checks.mysql_is_as_designed(databases=["default"])) == [
                f"musicsite.{number}"
            ]
        finally:
            cursor.execute("SET SESSION sql_mode = %s", [mode])
            cursor.execute("SET SESSION collation_database = %s", [collation])


def test_every_number_is_in_the_book() -> None:
    numbers = set()
    for line in Path(checks.__file__).read_text().splitlines():
        if 'id="musicsite.' in line:
            numbers.add(line.partition('id="')[2].partition('"')[0])
    book = (HOUSE / "docs" / "configuration.md").read_text()
    assert {number for number in numbers if f"`{number}`" not in book} == set()
