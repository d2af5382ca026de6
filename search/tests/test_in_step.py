"""The index follows the rows: whatever happens to the worker, the index or its folder, nothing is lost."""

import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.timezone import now

from common.jobs.queue import claim
from common.jobs.worker import drain
from common.registry import Registry
from common.tests import sample_jobs
from search import indexing, rebuilding, sources
from search.asking import ask
from search.embedded import folder as folders
from search.embedded.folder import Folder
from search.engine import SearchDocument
from search.indexing import Busy, index_pending
from search.language import parse
from search.models import Pending
from search.rebuilding import rebuild_index
from search.services import search_mark
from search.tasks import search_index_pending, search_index_rebuild
from search.tests.writing import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows(rows: dict[int, str], search_index: Folder) -> dict[int, str]:
    """With an index of them."""
    return rows


def found(text: str) -> list[int]:
    answer = ask(parse(text), kinds=["album"], audiences=["everyone"], limit=10)
    assert not answer.is_partial, "the index answers"
    return [hit.ref for hit in answer.hits]


def is_partial() -> bool:
    return ask(parse("abraxas"), kinds=["album"], audiences=["everyone"], limit=10).is_partial


def test_what_is_marked_is_found_once_the_job_has_run(rows: dict[int, str]) -> None:
    write(rows, r1="Abraxas", r2="Bitches Brew")
    assert found("abraxas") == []
    drain("quick")
    assert (found("abraxas"), found("brew")) == ([1], [2])
    write(rows, r1="Caravanserai", r2=None)
    drain("quick")
    assert (found("abraxas"), found("caravanserai"), found("brew")) == ([], [1], [])
    assert not Pending.objects.exists()


def test_a_change_that_is_rolled_back_is_not_marked(rows: dict[int, str]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        search_mark(kind="album", refs=[1])
        raise RuntimeError
    assert not Pending.objects.exists()


class Killed(BaseException):
    """Stands for `kill -9`: nothing after it runs."""


@pytest.mark.parametrize("at", ["index", "commit", "delete"])
def test_a_consumer_that_is_killed_loses_nothing(
    at: str, rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rows, r1="Abraxas")

    def kill(*args: Any, **kwargs: Any) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if at == "delete":
            patch.setattr(Pending.objects, "filter", kill)
        else:
            patch.setattr(f"search.embedded.writing.Writer.{at}", kill)
        with pytest.raises(Killed):
            index_pending(seconds=5)
    assert Pending.objects.count() == 1
    index_pending(seconds=5)
    assert found("abraxas") == [1]
    assert not Pending.objects.exists()


def test_marks_come_twice_and_in_any_order(rows: dict[int, str]) -> None:
    write(rows, r1="Abraxas", r2="Tutu")
    marks = list(Pending.objects.values("kind", "ref", "marked_at"))
    drain("quick")
    write(rows, r1="Caravanserai", r2=None)
    drain("quick")
    Pending.objects.bulk_create(Pending(**mark) for mark in [*reversed(marks), *marks])
    index_pending(seconds=5)
    assert (found("caravanserai"), found("abraxas"), found("tutu")) == ([1], [], [])


def test_a_mark_that_comes_while_others_are_worked_off_is_kept(
    rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rows, r1="Abraxas")
    plain = sources.documents_of
    late = iter([True])

    def meanwhile(kind: str, refs: list[int]) -> list[SearchDocument]:
        documents = plain(kind, refs)
        if next(late, False):
            write(rows, r1="Caravanserai")  # after the row was read, before its mark is deleted
        return documents

    monkeypatch.setattr(indexing, "documents_of", meanwhile)
    index_pending(seconds=5)
    assert (found("caravanserai"), found("abraxas")) == ([1], [])


def destroy(folder: Folder, how: str) -> None:
    path = folder.current()
    assert path
    match how:
        case "no folder":
            shutil.rmtree(folder.root)
        case "no index":
            shutil.rmtree(path)
        case "no name":
            (folder.root / "current").unlink()
        case "torn name":
            (folder.root / "current").write_text("../" * 3)
        case "torn list":
            (path / "meta.json").write_text("{")
        case "empty files":
            for file in path.iterdir():
                if file.suffix not in {".json", ".lock"}:
                    file.write_bytes(b"")


@pytest.mark.parametrize(
    "how", ["no folder", "no index", "no name", "torn name", "torn list", "empty files"]
)
def test_a_lost_index_is_stood_in_for_and_made_anew_by_itself(
    how: str, rows: dict[int, str], search_index: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rows, r1="Abraxas", r2="Tutu")
    drain("quick")
    destroy(search_index, how)
    fresh = Folder(search_index.root)  # another process, which has nothing open
    monkeypatch.setitem(folders._folders, search_index.root, fresh)
    assert is_partial(), "the database answers"
    hits = ask(parse("abraxas"), kinds=["album"], audiences=["everyone"], limit=10).hits
    assert [hit.ref for hit in hits] == [1]
    write(rows, r3="Bitches Brew")
    search_index_pending.enqueue()
    drain("quick")
    drain("heavy")
    assert (found("abraxas"), found("tutu"), found("brew")) == ([1], [2], [3])


@pytest.fixture
def new_site(rows: dict[int, str], search_index: Folder, tmp_path: Path) -> dict[int, str]:
    """Rows with marks, no index yet, and as much heavy work as an import leaves: sound and pictures."""
    destroy(search_index, "no folder")
    for number in range(3):
        sample_jobs.note.using(queue_name="heavy", priority=20).enqueue(f"{tmp_path}/{number}")
    write(rows, r1="Abraxas", r2="Tutu")
    return rows


def test_a_new_site_finds_the_misspelt_while_its_sound_waits_to_be_measured(
    new_site: dict[int, str],
) -> None:
    drain("quick")
    assert found("abarxas") == [1]


def test_a_large_catalogues_first_index_comes_before_other_heavy_work(
    new_site: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rebuilding, "LITTLE", 1)
    drain("quick")
    assert is_partial(), "the quick worker is not held up by it"
    first = claim("heavy", "a worker")
    assert first is not None
    assert first.task_path == search_index_rebuild.module_path


def test_who_makes_an_index_keeps_no_quick_job_waiting(
    new_site: dict[int, str], search_index: Folder
) -> None:
    with Folder(search_index.root).locked(wait=True):
        assert drain("quick") == 1  # and comes again
        assert Pending.objects.count() == 2


def test_a_change_during_a_rebuild_waits_for_its_end(
    rows: dict[int, str], search_index: Folder
) -> None:
    write(rows, r1="Abraxas")
    with search_index.locked(wait=True):
        other = Folder(search_index.root)
        with pytest.raises(Busy), other.locked(wait=False):
            pass
        drain("quick")  # leaves the mark alone and comes again
        assert Pending.objects.count() == 1
    index_pending(seconds=5)
    assert found("abraxas") == [1]


def test_a_rebuild_that_fails_leaves_the_old_index_in_place(
    rows: dict[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(rows, r1="Abraxas")
    drain("quick")
    rows[2] = "Tutu"

    def breaks(refs: list[int]) -> list[SearchDocument]:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(sources, "sources", Registry("search source"))
        sources.add("album", breaks, lambda: [1])
        with pytest.raises(Exception):  # noqa: B017, PT011 - any
            rebuild_index()
    assert found("abraxas") == [1]
    assert rebuild_index() == 2
    assert found("tutu") == [2]


# --- The command --------------------------------------------------------------------------------------


def told(*words: str) -> str:
    out = StringIO()
    call_command("search", *words, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_check_tells_what_differs_and_repair_mends_it(rows: dict[int, str]) -> None:
    write(rows, r1="Abraxas", r2="Tutu", r3="Blue")
    drain("quick")
    assert "index and database agree" in told("check")
    rows[1] = "Caravanserai"  # nobody marked it
    rows[4] = "Lotus"
    del rows[3]
    out = StringIO()
    with pytest.raises(CommandError, match="differ") as error:
        call_command("search", "check", stdout=out)
    assert error.value.returncode == 1
    assert out.getvalue().splitlines() == [
        "album: 1 missing (4)", "album: 1 left over (3)", "album: 1 different (1)"
    ]  # fmt: skip
    assert "3 documents will be indexed again" in told("check", "--repair")
    drain("quick")
    assert "3 documents: index and database agree" in told("check")


def test_rebuild_makes_the_index_anew(rows: dict[int, str]) -> None:
    rows.update({1: "Abraxas", 2: "Tutu"})
    assert told("rebuild", "--dry-run") == "2 documents would be indexed.\n"
    assert found("abraxas") == []
    assert told("rebuild").startswith("2 documents indexed in ")
    assert found("abraxas") == [1]


def test_stats_tell_the_lag(rows: dict[int, str]) -> None:
    write(rows, r1="Abraxas")
    drain("quick")
    assert "waiting: 0 changes, lag 0.0 s" in told("stats")
    write(rows, r2="Tutu")
    Pending.objects.update(marked_at=now() - timedelta(seconds=90))
    lines = told("stats").splitlines()
    assert lines[1].split() == ["album", "1", "1"]
    assert lines[2].startswith("waiting: 1 changes, lag 90.")


@pytest.mark.parametrize("verb", ["rebuild", "check"])
def test_without_an_index_the_command_says_so(verb: str, settings: Any) -> None:
    settings.SEARCH_INDEX = None
    with pytest.raises(CommandError, match="SEARCH_URL is none") as error:
        call_command("search", verb)
    assert error.value.returncode == 2
    assert "There is no index" in told("stats")


def test_an_index_that_cannot_be_read_is_told(
    rows: dict[int, str], search_index: Folder, tmp_path: Path
) -> None:
    destroy(search_index, "no name")
    with pytest.raises(CommandError, match="search rebuild") as error:
        call_command("search", "check")
    assert error.value.returncode == 2
