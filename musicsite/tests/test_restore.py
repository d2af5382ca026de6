"""Archives into an empty database: whole, or not at all and one sentence. On either database."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from accounts.tests.factories import UserFactory
from catalog.models import Credit
from musicsite.keeping.backup import backup_write
from musicsite.keeping.rows import columns_of, kept_models
from tests.every_table import fill

pytestmark = pytest.mark.django_db
NOTHING = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> Iterator[Path]:
    """A DATA_DIR and a media storage of the test's own."""
    (tmp_path / "media").mkdir()
    folder = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path / "media")},
    }
    settings.STORAGES = settings.STORAGES | {"default": folder}
    settings.DATA_DIR = tmp_path
    yield tmp_path
    ContentType.objects.clear_cache()


@pytest.fixture
def kept(folders: Path) -> tuple[Path, dict[str, Any]]:
    """An archive with a row of every table, and what those were; the database is as empty as before."""
    path = folders / "site.zip"
    with transaction.atomic():
        fill()
        rows = _rows()
        backup_write(path=path, media=False, at=now(), tell=lambda line: None)
        transaction.set_rollback(True)
    ContentType.objects.clear_cache()
    assert not User.objects.exists()
    return path, rows


def _rows() -> dict[str, list[Any]]:
    return {
        model._meta.label: [
            tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
            for row in model._base_manager.order_by("pk").values_list(
                *(field.attname for field in columns_of(model))
            )
        ]
        for model in kept_models()
    }


def _restored(path: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("restore", str(path), *arguments, stdout=out, stderr=out)
    return out.getvalue()


def _refused(path: Path, capsys: Any = None) -> str:
    err = StringIO()
    with pytest.raises((SystemExit, CommandError)) as ended:
        call_command("restore", str(path), stdout=StringIO(), stderr=err)
    assert getattr(ended.value, "code", 2) == 2
    assert err.getvalue().count("\n") == 1, "one sentence"
    return err.getvalue()


def _changed(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    other = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return other


def test_every_value_of_every_table_comes_back_as_it_was(kept: tuple[Path, dict[str, Any]]) -> None:
    path, rows = kept
    assert all(rows.values()), [name for name, held in rows.items() if not held]
    assert "are restored" in _restored(path)
    for name, held in _rows().items():
        assert held == rows[name], name


def test_a_dry_run_says_that_it_could_be_restored_and_restores_nothing(
    kept: tuple[Path, dict[str, Any]],
) -> None:
    assert "can be restored" in _restored(kept[0], "--dry-run")
    assert not User.objects.exists()


def test_a_database_in_use_is_refused(kept: tuple[Path, dict[str, Any]]) -> None:
    UserFactory()
    assert "a database that is in use" in _refused(kept[0])


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"migrations": ["catalog.0999_later"]}, "is of a newer version"),
        ({"migrations": []}, "is of an older version"),
        ({"format": 99}, "was made by a newer version"),
    ],
)
def test_an_archive_of_another_version_is_refused(
    kept: tuple[Path, dict[str, Any]], told: dict[str, Any], sentence: str
) -> None:
    def change(name: str, body: bytes) -> bytes:
        return json.dumps(json.loads(body) | told).encode() if name == "manifest.json" else body

    assert sentence in _refused(_changed(kept[0], change))


def test_a_table_that_is_not_what_was_written_leaves_nothing(
    kept: tuple[Path, dict[str, Any]],
) -> None:
    def change(name: str, body: bytes) -> bytes:
        return b"" if name == "rows/catalog.credit.jsonl" else body

    assert "The archive is damaged" in _refused(_changed(kept[0], change))
    assert not User.objects.exists()
    assert not Credit.objects.exists()


def test_rows_that_refer_to_nothing_leave_nothing(kept: tuple[Path, dict[str, Any]]) -> None:
    def change(name: str, body: bytes) -> bytes:
        if name == "manifest.json":
            told = json.loads(body)
            for table in told["tables"]:
                if table["model"] == "catalog.artist":
                    table |= {"rows": 0, "sha256": NOTHING}
            return json.dumps(told).encode()
        return b"" if name == "rows/catalog.artist.jsonl" else body

    assert "don't fit together" in _refused(_changed(kept[0], change))
    assert not User.objects.exists()


def test_what_is_no_archive_is_refused(folders: Path) -> None:
    path = folders / "site.zip"
    path.write_bytes(b"PK not really")
    assert "is no archive" in _refused(path)
    with zipfile.ZipFile(path, "w") as half:
        half.writestr("rows/accounts.user.jsonl", "[]\n")
    assert "not a whole one" in _refused(path)


def test_another_secret_key_is_told(kept: tuple[Path, dict[str, Any]], settings: Any) -> None:
    settings.SECRET_KEY = "another-" * 8
    err = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("restore", str(kept[0]), stdout=StringIO(), stderr=err)
    assert ended.value.code == 1
    assert "SECRET_KEY is not the one" in err.getvalue()
    assert User.objects.exists()


def test_files_come_with_their_rows_and_are_checked(folders: Path) -> None:
    place = folders / "media/users/1/Ágætis.flac"
    place.parent.mkdir(parents=True)
    place.write_bytes(b"sound" * 1000)
    path = folders / "site.zip"
    backup_write(path=path, media=True, at=now(), tell=lambda line: None)
    place.write_bytes(b"torn")
    assert "and 1 files" in _restored(path)
    assert place.read_bytes() == b"sound" * 1000


def test_a_backup_that_fails_leaves_nothing(folders: Path) -> None:
    def tell(line: str) -> None:
        raise OSError("the disk is full")

    with ExitStack() as stack:
        stack.enter_context(pytest.raises(OSError, match="full"))
        backup_write(path=folders / "b/site.zip", media=False, at=now(), tell=tell)
    assert not list((folders / "b").iterdir())


def test_backups_without_a_name_are_kept_thrice(folders: Path) -> None:
    for _ in range(4):
        call_command("backup", stdout=StringIO())
    found = list((folders / "backups").iterdir())
    assert len(found) == 3
    assert {file.stat().st_mode & 0o777 for file in found} == {0o600}
    out = StringIO()
    call_command("backup", "--dry-run", "--media", stdout=out)
    assert "would be written" in out.getvalue()


def test_what_changed_at_its_old_place_is_moved_again_and_what_is_torn_at_the_new_one_too(
    tmp_path: Path,
) -> None:
    media, to = tmp_path / "a", tmp_path / "b"
    media.mkdir()
    for number in range(70):
        (media / f"{number:02}").write_bytes(bytes([number]) * (number * 100))

    def move(*more: str) -> str:
        out = StringIO()
        call_command(
            "move_media", "--from", f"file://{media}", "--to", f"file://{to}", *more, stdout=out
        )
        return out.getvalue()

    assert "70 would be moved" in move("--dry-run")
    assert not to.exists()
    assert "70 moved" in move()
    (media / "01").write_bytes(b"other")
    (to / "02").write_bytes(b"torn")
    assert ": 2 moved" in move()
    assert {path.name: path.read_bytes() for path in to.iterdir()} == {
        path.name: path.read_bytes() for path in media.iterdir()
    }
    assert "70 removed" in move("--remove")
    assert not list(media.iterdir())
    assert (to / "01").read_bytes() == b"other"


@pytest.mark.parametrize("to", ["ftp://x", "s3://", "bucket"])
def test_a_place_that_is_none_is_refused(to: str) -> None:
    with pytest.raises(CommandError, match="--to takes") as refused:
        call_command("move_media", "--to", to)
    assert refused.value.returncode == 2
