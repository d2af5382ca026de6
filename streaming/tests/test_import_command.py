"""The command and the services around it: which library, who sees it, rescans, exit codes."""

import subprocess
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.timezone import now

from accounts.viewer import NOBODY, Viewer
from catalog.audience import Audience
from catalog.models import Album, Artist, Library, Track
from common.errors import Conflict, Forbidden, Invalid
from common.jobs.models import AnyJob
from common.jobs.worker import drain
from streaming.libraries import folder_preview, library_add, library_change, library_rescan
from streaming.models import MediaFile, Scan
from streaming.tasks import libraries_rescan_due
from streaming.tests.music import song
from streaming.tests.test_import_formats import take_in

pytestmark = pytest.mark.django_db


def failing(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("import_music", *arguments, verbosity=0)
    assert refused.value.returncode == 2
    return str(refused.value)


def test_imports_are_for_members_unless_told_otherwise(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3", title="A")
    song(tmp_path / "b/x.mp3", hertz=300, title="B")
    take_in(tmp_path / "a")
    take_in(tmp_path / "b", "--visibility", "public", "--library", "Loud")
    assert not Track.objects.listed_for(NOBODY).filter(title="A").exists()
    assert Track.objects.listed_for(NOBODY).get().title == "B"
    assert set(Library.objects.values_list("name", "visibility")) == {
        ("a", "members"),
        ("Loud", "public"),
    }


def test_changing_a_librarys_visibility_changes_what_it_holds(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3", title="A")
    take_in(tmp_path / "a")
    take_in(tmp_path / "a", "--visibility", "public")
    assert Track.objects.get().listed_to == Audience.EVERYONE
    library_change(library=Library.objects.get(), visibility="private")
    assert (Track.objects.get().reachable_to, Album.objects.get().listed_to) == (30, 30)


def test_a_folder_within_a_library_is_imported_into_it(tmp_path: Path) -> None:
    song(tmp_path / "a/one/x.mp3", title="One")
    song(tmp_path / "a/two/x.mp3", hertz=300, title="Two")
    take_in(tmp_path / "a")
    song(tmp_path / "a/one/y.mp3", hertz=500, title="Three")
    (tmp_path / "a/two/x.mp3").unlink()
    take_in(tmp_path / "a/one")
    assert Library.objects.count() == 1
    assert Track.objects.filter(missing_since=None).count() == 3
    assert MediaFile.objects.get(track__title="Three").path == "one/y.mp3"


def test_what_cannot_be_is_said_in_a_sentence(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3")
    take_in(tmp_path / "a", "--library", "Mine")
    assert "is not a folder" in failing(str(tmp_path / "none"))
    assert "is not a folder" in failing(str(tmp_path / "a/x.mp3"))
    assert "has its files in" in failing(str(tmp_path), "--library", "Mine")
    assert "overlaps" in failing(str(tmp_path))
    assert "overlaps" in failing(str(tmp_path), "--dry-run")
    assert "There is no library" in failing("--library", "Other")
    assert "Name a folder" in failing()
    assert "belongs to the site itself" in failing(str(settings.DATA_DIR))
    assert "--jobs" in failing(str(tmp_path / "a"), "--jobs", "99")


def test_plain_lines_when_piped_and_a_summary(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3")
    out = StringIO()
    call_command("import_music", str(tmp_path / "a"), stdout=out)
    assert "\x1b" not in out.getvalue()
    assert out.getvalue().splitlines()[1] == "  1 added"


def test_a_rescan_runs_in_the_background_and_tells_how_far_it_is(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3")
    (tmp_path / "a/bad.mp3").touch()
    library = library_add(root=str(tmp_path / "a"))
    scan = library_rescan(library=library)
    assert library_rescan(library=library).pk == scan.pk
    drain()
    scan.refresh_from_db()
    assert (scan.state, scan.files_total, scan.files_seen, scan.added, scan.refused) == (
        "done",
        2,
        2,
        1,
        1,
    )
    assert Library.objects.get().last_scan_at is not None


def test_libraries_are_rescanned_when_their_time_has_come(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3")
    library = library_add(root=str(tmp_path / "a"), rescan_every=60)
    libraries_rescan_due.func()
    drain()
    assert Scan.objects.count() == 1
    libraries_rescan_due.func()
    assert Scan.objects.count() == 1
    Library.objects.filter(pk=library.pk).update(last_scan_at=now() - timedelta(minutes=61))
    libraries_rescan_due.func()
    assert Scan.objects.count() == 2


def test_only_administrators_may_look_at_folders(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3")
    with pytest.raises(Forbidden):
        folder_preview(path=str(tmp_path / "a"), viewer=Viewer(user_id=1))
    admin = Viewer(user_id=1, is_administrator=True)
    assert folder_preview(path=str(tmp_path / "a"), viewer=admin).files == 1
    for wrong in ("/", str(settings.DATA_DIR), str(tmp_path / "a/x.mp3"), "/none", "", "a\0b"):
        with pytest.raises(Invalid):
            folder_preview(path=wrong, viewer=admin)


def test_libraries_do_not_overlap(tmp_path: Path) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    library_add(root=str(tmp_path / "a"))
    for taken in ("a", "a/b", "."):
        with pytest.raises(Conflict):
            library_add(root=str(tmp_path / taken))


def test_matching_never_crosses_libraries(tmp_path: Path) -> None:
    for name in ("a", "b"):
        song(tmp_path / name / "x.mp3", title="Same", artist="One", album="Same")
        take_in(tmp_path / name)
    assert (Album.objects.count(), Track.objects.count(), Artist.objects.count()) == (2, 2, 1)


def test_the_libraries_command_adds_lists_and_changes(tmp_path: Path) -> None:
    song(tmp_path / "a/x.mp3")
    call_command("libraries", "--add", str(tmp_path / "a"), "--every", "5", stdout=StringIO())
    drain()
    call_command("libraries", "--change", "a", "--visibility", "public", stdout=StringIO())
    assert Track.objects.listed_for(NOBODY).count() == 1
    out = StringIO()
    call_command("libraries", stdout=out)
    assert "1 tracks" in out.getvalue()


def test_help_tells_the_exit_codes() -> None:
    shown = subprocess.run(
        [".venv/bin/python", "manage.py", "import_music", "--help"],
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "exit status:\n  0  everything was taken in" in shown.stdout


def test_a_library_can_be_tried_without_being_kept(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    out = StringIO()
    call_command("libraries", "--add", str(tmp_path / "a"), "--dry-run", stdout=out)
    assert "dry run" in out.getvalue()
    assert not Library.objects.exists()
    assert not AnyJob.objects.exists()
