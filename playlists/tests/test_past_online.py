"""Bringing a past along by page and by API: one's own file, taken in by a job that may be killed, gone when it ends."""

import json
from datetime import timedelta
from pathlib import Path
from shutil import rmtree
from typing import Any
from unittest.mock import patch

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from accounts.models import AccountDeletion, User
from accounts.services.exports import account_erase
from accounts.tests.factories import UserFactory
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from common import uploads
from common.jobs.worker import drain
from common.personal import personal_data
from playlists.models import ListeningImport
from playlists.past import run
from playlists.past.take import past_take
from playlists.services import listening
from playlists.tasks import listening_imports_sweep
from playlists.tests.past_samples import listen, listenbrainz, navidrome
from streaming.models import Play
from streaming.past import BATCH

API, PAGE = "/api/v1/me/imports/", "/account/imports/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def ana(db: None) -> User:
    return UserFactory(email="ana@example.org", handle="ana")


@pytest.fixture
def track(db: None) -> Track:
    artist = ArtistFactory(name="Béla Bartók")
    made: Track = TrackFactory(
        album=AlbumFactory(artist=artist), title="Allegro", artist=artist, duration_ms=1000
    )
    return made


@pytest.fixture
def client(ana: User) -> Client:
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture(autouse=True)
def nothing_stored() -> None:
    rmtree(default_storage.path("imports"), ignore_errors=True)


def upload(folder: Path, count: int = 2, *, unknown: int = 1) -> SimpleUploadedFile:
    listens = [listen("Allegro", "Béla Bartók", 1_704_100_000 + 400 * n) for n in range(count)]
    listens += [listen(f"Not here {n}", "<b>Nobody</b>", 1_704_000_000 + n) for n in range(unknown)]
    path = listenbrainz(folder / "listenbrainz_ana_1.zip", listens)
    return SimpleUploadedFile(path.name, path.read_bytes())


def stored() -> list[str]:
    """Files that wait."""
    root = Path(default_storage.path("imports"))
    return [str(path) for path in root.rglob("*") if path.is_file()] if root.exists() else []


def test_a_file_is_taken_in_by_a_job_and_reported(
    client: Client, track: Track, tmp_path: Path
) -> None:
    answer = client.post(API, {"file": upload(tmp_path)})
    assert answer.status_code == 202, answer.content
    told = answer.json()
    assert (told["state"], told["report"], told["file_name"]) == (
        "waiting",
        None,
        "listenbrainz_ana_1.zip",
    )
    assert len(stored()) == 1
    drain()
    told = client.get(f"{API}{told['id']}/").json()
    assert (told["state"], told["source"]) == ("done", "listenbrainz")
    assert told["report"]["tallies"]["plays"] == {"told": 3, "found": 2, "new": 2}
    assert stored() == []
    assert [row["id"] for row in client.get(API).json()["results"]] == [told["id"]]
    missing = client.get(f"{API}{told['id']}/missing/json/")
    assert missing.json() == [
        {"what": "play", "title": "Not here 0", "artist": "<b>Nobody</b>", "album": "", "count": 1}
    ]
    assert missing["Content-Disposition"].startswith("attachment")
    assert "Not here 0" in client.get(f"{API}{told['id']}/missing/csv/").content.decode()
    assert client.get(f"{API}{told['id']}/missing/xlsx/").status_code == 404
    assert client.delete(f"{API}{told['id']}/").status_code == 204
    assert Play.objects.count() == 2, "what came in stays"


def test_the_page_takes_a_file_and_shows_its_report(
    client: Client, track: Track, tmp_path: Path
) -> None:
    assert client.get(PAGE).status_code == 200
    answer = client.post(PAGE, {"file": upload(tmp_path)})
    assert answer.status_code == 303
    assert b'http-equiv="refresh"' in client.get(answer["Location"]).content
    drain()
    page = client.get(answer["Location"]).content.decode()
    assert (
        "http-equiv" not in page.replace('http-equiv="X', "") or 'http-equiv="refresh"' not in page
    )
    assert "Not here 0" in page
    assert "<b>Nobody" not in page
    assert "2 new plays" in client.get(PAGE).content.decode()
    assert client.post(answer["Location"], {}).status_code == 303
    assert not ListeningImport.objects.exists()


@pytest.mark.parametrize("method", ["page", "api"])
def test_what_is_no_file_is_told_at_its_field(method: str, client: Client, tmp_path: Path) -> None:
    empty = SimpleUploadedFile("x.db", b"")
    for data in ({}, {"file": empty}, {"file": "text"}):
        answer = client.post(PAGE if method == "page" else API, data)
        assert answer.status_code == 422, (data, answer.content)
    assert stored() == []


def test_one_at_a_time(client: Client, track: Track, tmp_path: Path) -> None:
    assert client.post(API, {"file": upload(tmp_path)}).status_code == 202
    assert client.post(API, {"file": upload(tmp_path)}).status_code == 409
    assert client.post(PAGE, {"file": upload(tmp_path)}).status_code == 422
    row = ListeningImport.objects.get()
    assert client.delete(f"{API}{row.public_id}/").status_code == 409
    drain()
    assert client.post(API, {"file": upload(tmp_path)}).status_code == 202


def test_what_is_too_large_is_not_kept(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "MOST_BYTES", 10)
    assert client.post(API, {"file": upload(tmp_path)}).status_code == 422
    monkeypatch.setattr(uploads, "MOST_UPLOAD", 10)
    monkeypatch.setattr("common.api.parsers.MOST_UPLOAD", 10)
    assert client.post(API, {"file": upload(tmp_path)}).status_code == 413
    assert client.post(PAGE, {"file": upload(tmp_path)}).status_code in {400, 413}
    assert not ListeningImport.objects.exists()


def test_a_file_of_another_kind_fails_in_a_sentence(client: Client, tmp_path: Path) -> None:
    client.post(API, {"file": SimpleUploadedFile("x.zip", b"PK\x03\x04 nothing")})
    drain()
    row = client.get(API).json()["results"][0]
    assert row["state"] == "failed"
    assert "no database of Navidrome" in row["error"]
    assert stored() == []
    assert row["error"] in client.get(f"{PAGE}{row['id']}/").content.decode()


def test_whose_past_a_shared_navidrome_holds_is_asked(
    client: Client, track: Track, tmp_path: Path
) -> None:
    path = navidrome(
        tmp_path / "navidrome.db", {"a": {"title": "Allegro", "artist": "Béla Bartók"}},
        users=("bob", "eve"), scrobbles=[("a", 1_700_000_000)],
    )  # fmt: skip
    for name, state, plays in (("", "failed", 0), ("bob", "done", 1)):
        file = SimpleUploadedFile("navidrome.db", path.read_bytes())
        client.post(API, {"file": file, "navidrome_user": name})
        drain()
        assert client.get(API).json()["results"][0]["state"] == state
        assert Play.objects.count() == plays


def test_a_killed_worker_loses_and_doubles_nothing(
    ana: User, client: Client, track: Track, tmp_path: Path
) -> None:
    client.post(API, {"file": upload(tmp_path, BATCH * 2 + 100)})
    row = ListeningImport.objects.select_related("user").get()
    real = past_take

    class Killed(BaseException):
        pass

    def killed(**options: Any) -> Any:
        def progress(stage: str, done: int, total: int) -> None:
            if stage == "write":
                raise Killed

        return real(**{**options, "progress": progress})

    with patch.object(run, "past_take", killed), pytest.raises(Killed):
        run.listening_import_run(row=row, at=now())
    assert Play.objects.count() == BATCH
    assert ListeningImport.objects.get().state == "running"
    assert len(stored()) == 1
    drain()
    assert Play.objects.count() == BATCH * 2 + 100
    assert ListeningImport.objects.get().state == "done"
    run.listening_import_run(row=ListeningImport.objects.select_related("user").get(), at=now())
    assert stored() == []


def test_one_whose_job_died_for_good_is_given_up_with_its_file(
    client: Client, track: Track, tmp_path: Path
) -> None:
    client.post(API, {"file": upload(tmp_path)})
    long_ago = now() - timedelta(hours=7)
    ListeningImport.objects.update(told_at=long_ago, state="running")
    assert client.get(f"{PAGE}{ListeningImport.objects.get().public_id}/").status_code == 200
    assert listening_imports_sweep.call() == 1
    assert (ListeningImport.objects.get().state, stored()) == ("failed", [])


def test_one_that_fails_each_time_has_failed_with_its_last_attempt(
    client: Client, track: Track, tmp_path: Path
) -> None:
    client.post(API, {"file": upload(tmp_path)})
    with patch.object(run, "past_take", side_effect=RuntimeError("a disk is full")):
        for attempt in range(3):
            assert ListeningImport.objects.get().state != "failed", attempt
            DBTaskResult.objects.update(run_after=now())
            drain("heavy")
    assert (ListeningImport.objects.get().state, stored()) == ("failed", [])


def test_it_is_exported_and_erased_with_its_owner(
    ana: User, client: Client, track: Track, tmp_path: Path
) -> None:
    client.post(API, {"file": upload(tmp_path)})
    drain()
    client.post(API, {"file": upload(tmp_path)})
    told = list(personal_data["listening_imports"].export(ana))
    assert told[0]["missing"][0]["title"] == "Not here 0"
    assert [row["imported_from"] for row in personal_data["plays"].export(ana)] == [
        "listenbrainz"
    ] * 2
    AccountDeletion.objects.create(user=ana, due_at=now())
    User.objects.filter(pk=ana.pk).update(last_login=None)
    assert account_erase(user_id=ana.pk, at=now())
    assert not ListeningImport.objects.exists()
    assert not Play.objects.exists(), "plays that count for nobody else"


def test_the_list_and_a_report_cost_the_same_however_much_came(
    ana: User, client: Client, django_assert_num_queries: Any
) -> None:
    for n in range(30):
        row = ListeningImport.objects.create(
            user=ana, state="done", missing=[{"what": "play", "title": str(n)}]
        )
    client.get(API)
    for address in (API, f"{API}{row.public_id}/", PAGE, f"{PAGE}{row.public_id}/"):
        with django_assert_num_queries(2):
            client.get(address)
    assert json.loads(client.get(f"{API}?limit=5").content)["next"]
