"""Upgrades keep a copy, and older code leaves a newer database alone."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from musicsite.databases import sqlite_copy
from musicsite.tests.serving import manage
from tests.servers.process import free_port


def _rows(database: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def test_a_first_start_copies_nothing(prepared_folder: Path) -> None:
    assert not (prepared_folder / "backups").exists()


def test_a_start_without_news_copies_nothing(prepared_folder: Path) -> None:
    assert manage(prepared_folder, "prepare").stdout == ""
    assert not (prepared_folder / "backups").exists()


def test_before_migrating_the_database_is_copied_whole(prepared_folder: Path) -> None:
    manage(prepared_folder, "migrate", "sessions", "zero")  # as a version before had it
    said = manage(prepared_folder, "prepare").stdout
    [copy] = (prepared_folder / "backups").iterdir()
    assert str(copy) in said
    assert _rows(copy, "SELECT count(*) FROM accounts_user") == [(1,)]
    assert _rows(copy, "PRAGMA integrity_check") == [("ok",)]
    before = "SELECT count(*) FROM django_migrations WHERE app = 'sessions'"
    assert (_rows(copy, before), _rows(prepared_folder / "musicsite.sqlite3", before)) == (
        [(0,)],
        [(1,)],
    )


def test_older_code_refuses_a_newer_database_in_one_sentence(prepared_folder: Path) -> None:
    with closing(sqlite3.connect(prepared_folder / "musicsite.sqlite3")) as database, database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('catalog', '0999_later', '2030-01-01')"
        )
    for command in ("prepare", "serve"):
        said = manage(prepared_folder, command, code=2, PORT=str(free_port())).stderr
        assert said.count("\n") == 1
        assert "used by a newer version" in said
        assert "catalog.0999_later" in said


def test_an_interrupted_first_start_begins_again(prepared_folder: Path) -> None:
    with closing(sqlite3.connect(prepared_folder / "musicsite.sqlite3")) as database, database:
        for table in (
            "account_emailaddress",
            "accounts_membership",
            "accounts_workspace",
            "accounts_user",
        ):
            database.execute(f"DELETE FROM {table}")  # noqa: S608  # as before the administrator was made
    assert "Sign in as" in manage(prepared_folder, "prepare").stdout


def test_backup_copies_a_running_sites_database(prepared_folder: Path) -> None:
    with closing(sqlite3.connect(prepared_folder / "musicsite.sqlite3")) as somebody:
        somebody.execute("BEGIN IMMEDIATE")  # writes just now
        said = manage(prepared_folder, "backup").stdout
    [copy] = (prepared_folder / "backups").iterdir()
    assert str(copy) in said


def test_the_last_three_copies_are_kept(tmp_path: Path) -> None:
    source = tmp_path / "musicsite.sqlite3"
    with closing(sqlite3.connect(source)) as database:
        database.execute("CREATE TABLE t (x)")
    start = datetime(2026, 1, 1, tzinfo=UTC)
    copies = [
        sqlite_copy(source, tmp_path / "backups", at=start + timedelta(days=day))
        for day in range(5)
    ]
    assert sorted((tmp_path / "backups").iterdir()) == copies[2:]


def test_a_copy_that_was_cut_short_is_no_copy(tmp_path: Path) -> None:
    source = tmp_path / "musicsite.sqlite3"
    source.write_bytes(b"this is no database, " * 1000)
    with pytest.raises(sqlite3.DatabaseError):
        sqlite_copy(source, tmp_path / "backups", at=datetime(2026, 1, 1, tzinfo=UTC))
    assert list((tmp_path / "backups").iterdir()) == []
