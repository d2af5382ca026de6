"""Import and export in the admin: a manager's files hold and change what that manager curates, and nothing else."""

import csv
import json
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import Role
from accounts.tests.factories import UserFactory
from catalog.audience import Audience
from catalog.models import Album, Track
from catalog.services.rights import SplitFacts, rights_edit, splits_set
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from common.jobs.worker import drain
from playlists.models import Playlist
from playlists.tests.factories import a_playlist
from web.exchange import formats

pytestmark = pytest.mark.django_db
KINDS = ("albums", "tracks", "credits", "playlists")
MISSING = "0" * 32
RIGHTS = (
    "iswc", "writers", "publishers", "masters", "is_one_stop", "clearance_contact", "clearance_notes",
)  # fmt: skip


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def manager() -> Client:
    return _client(UserFactory(role=Role.CONTENT_MANAGER))


@pytest.fixture
def administrator() -> Client:
    return _client(UserFactory(role=Role.ADMINISTRATOR))


@pytest.fixture
def held() -> dict[str, Any]:
    """What everybody may open, and what another workspace keeps to itself: of each kind one."""
    shown, kept = AlbumFactory(title="Shown"), AlbumFactory(title="Kept", visibility="private")
    artist = ArtistFactory(name="Signe")
    owner = UserFactory(email="owner@example.org")
    open_track = TrackFactory(album=shown, artist=artist, title="Open song", isrc="SEAAA2600001")
    kept_track = TrackFactory(album=kept, artist=artist, title="Kept song", isrc="SEAAA2600002")
    for track in (open_track, kept_track):
        rights_edit(track=track, changes={"clearance_contact": "Maria at the label"})
        splits_set(track=track, side="writer", splits=[SplitFacts("writer", "Anna Berg", 10_000)])
    return {
        "owner": owner,
        "shown": shown,
        "kept": kept,
        "open_track": open_track,
        "kept_track": kept_track,
        "open_list": a_playlist(owner, [open_track], title="Open list", visibility="public"),
        "kept_list": a_playlist(owner, [open_track], title="Kept list"),
    }


def _exported(client: Client, kind: str, ending: str = "csv") -> str:
    answer: Any = client.get(f"/admin/exchange/export/{kind}.{ending}")
    assert answer.status_code == 200
    return str(b"".join(answer).decode("utf-8-sig"))


def _said(client: Client, rows: list[dict[str, str]], kind: str) -> str:
    """Bring these rows, take them, and read what is said of them."""
    text = StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    place = _brought(client, text.getvalue().encode(), kind=kind)
    drain("heavy")
    client.post(place, {"take": "1"})
    drain("heavy")
    return str(client.get(place).content.decode())


def _brought(client: Client, content: bytes, name: str = "a.csv", **more: str) -> str:
    answer = client.post("/admin/exchange/", {"file": SimpleUploadedFile(name, content), **more})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


@pytest.mark.parametrize("ending", ["csv", "json"])
@pytest.mark.parametrize("kind", KINDS)
def test_what_others_keep_is_not_in_a_managers_export_and_is_in_an_administrators(
    held: dict[str, Any], manager: Client, administrator: Client, kind: str, ending: str
) -> None:
    """A list of everybody's may hold a track of its owner's own, which stays that."""
    kept = {held["kept"].public_id, held["kept_track"].public_id, held["kept_list"].public_id}
    body = _exported(manager, kind, ending)
    assert not [one for one in kept if one in body]
    assert "Kept" not in body
    assert "Open" in body or "Shown" in body
    whole = _exported(administrator, kind, ending)
    assert [one for one in kept if one in whole]


def test_managers_get_no_rights_and_no_owners(
    held: dict[str, Any], manager: Client, administrator: Client
) -> None:
    headings = _exported(manager, "tracks").splitlines()[0].split(",")
    assert not set(RIGHTS) & set(headings)
    assert set(RIGHTS) <= set(_exported(administrator, "tracks").splitlines()[0].split(","))
    for kind, ending in (("tracks", "csv"), ("tracks", "json"), ("playlists", "json")):
        body = _exported(manager, kind, ending)
        for word in ("Maria", "Anna Berg", "owner@example.org", '"owner"'):
            assert word not in body
    assert "Maria at the label" in _exported(administrator, "tracks")
    assert "owner@example.org" in _exported(administrator, "playlists")


def test_a_list_of_everybodys_does_not_tell_managers_of_tracks_that_they_do_not_see(
    held: dict[str, Any], manager: Client
) -> None:
    held["open_list"].entries.update(track=held["kept_track"])
    body = _exported(manager, "playlists")
    assert "Kept song" not in body
    assert held["kept_track"].public_id not in body


def test_an_album_of_others_is_not_here_for_a_managers_file(
    held: dict[str, Any], manager: Client
) -> None:
    album = held["kept"]
    Album.objects.filter(pk=album.pk).update(artist_line="Signe", musicbrainz_id="b" * 8)
    rows = [
        {"id": public_id, "title": title, "artists": artists, "musicbrainz_id": mbid}
        | {"visibility": "public", "label": "Taken"}
        for public_id, title, artists, mbid in (
            (album.public_id, "", "", ""),
            ("", "Kept", "Signe", ""),
            ("", "", "", "b" * 8),
            (MISSING, "", "", ""),
        )
    ]
    said = _said(manager, rows, "albums")
    assert said.count("There is no such album here") == len(rows)
    album.refresh_from_db()
    assert (album.visibility, album.label, album.curated) == ("private", "", {})


def test_a_track_of_others_is_not_here_for_a_managers_file(
    held: dict[str, Any], manager: Client
) -> None:
    track = held["kept_track"]
    rows = [
        {"id": track.public_id, "isrc": "", "bpm": "99", "album": "Taken"},
        {"id": "", "isrc": track.isrc, "bpm": "99", "album": "Taken"},
        {"id": MISSING, "isrc": "", "bpm": "99", "album": "Taken"},
    ]
    said = _said(manager, rows, "tracks")
    assert said.count("There is no such track here") == len(rows)
    track.refresh_from_db()
    assert (track.bpm, track.album.title, track.curated) == (None, "Kept", {})


def test_credits_of_others_are_not_here_for_a_managers_file(
    held: dict[str, Any], manager: Client
) -> None:
    rows = [
        {"of": of, "id": public_id, "artist": "Somebody else", "role": "main"}
        for of, public_id in (
            ("track", held["kept_track"].public_id),
            ("album", held["kept"].public_id),
            ("track", MISSING),
        )
    ]
    said = _said(manager, rows, "credits")
    assert said.count("and the id of one that is here") == len(rows)
    credits = held["kept_track"].credits.values_list("artist__name", flat=True)
    assert list(credits) == ["Signe"]
    assert not held["kept"].credits.exists()


def test_a_private_playlist_is_not_here_for_who_may_change_playlists_and_does_not_see_all(
    held: dict[str, Any],
) -> None:
    user = UserFactory(role=Role.CONTENT_MANAGER)
    user.user_permissions.add(Permission.objects.get(codename="change_playlist"))
    client = _client(user)
    rows = [
        {"id": held["kept_list"].public_id, "owner": "", "title": "Taken", "visibility": "public"},
        {"id": MISSING, "owner": "", "title": "Taken", "visibility": "public"},
    ]
    said = _said(client, rows, "playlists")
    assert said.count("There is no playlist with this id") == len(rows)
    rows = [{"owner": "owner@example.org", "title": "Made"}]
    assert "Write the e-mail address of somebody here" in _said(client, rows, "playlists")
    assert not Playlist.objects.filter(title__in=["Taken", "Made"]).exists()
    held["open_list"].entries.update(track=held["kept_track"])
    rows = [{"id": held["open_list"].public_id, "track": held["open_track"].public_id}]
    assert "It holds tracks that you do not see" in _said(client, rows, "playlists")
    assert held["open_list"].entries.get().track == held["kept_track"]


def test_a_manager_writes_what_is_shown_and_no_rights_of_it(
    held: dict[str, Any], manager: Client
) -> None:
    track = held["open_track"]
    rows = [{"id": track.public_id, "bpm": "99", "clearance_contact": "Me", "iswc": ""}]
    said = _said(manager, rows, "tracks")
    assert "This is not yours to write." in said
    assert "Maria" not in said
    track = Track.objects.get(pk=track.pk)
    assert (str(track.bpm), track.rights.clearance_contact) == ("99.00", "Maria at the label")


def test_a_track_that_is_shown_neither_tells_nor_changes_its_hidden_album(
    held: dict[str, Any], manager: Client
) -> None:
    track = held["kept_track"]
    Track.objects.filter(pk=track.pk).update(reachable_to=Audience.EVERYONE, title="Single")
    body = _exported(manager, "tracks")
    assert "Single" in body
    assert "Kept" not in body
    rows = [{"id": track.public_id, "album": "Taken", "version_of": "Open song"}]
    assert _said(manager, rows, "tracks").count("This is not yours to write.") == 2
    held["kept"].refresh_from_db()
    assert held["kept"].title == "Kept"


def test_each_sees_what_they_brought_and_administrators_all(
    manager: Client, administrator: Client
) -> None:
    other = _client(UserFactory(role=Role.CONTENT_MANAGER))
    place = _brought(manager, b"id,name\n,New\n", "mine.csv", kind="artists")
    for address in (place, f"/admin/exchange/{MISSING}/"):
        assert other.get(address).status_code == 404
        assert other.post(address, {"forget": "1"}).status_code == 404
    assert "mine.csv" not in other.get("/admin/exchange/").content.decode()
    for client in (manager, administrator):
        assert client.get(place).status_code == 200
        assert "mine.csv" in client.get("/admin/exchange/").content.decode()


def test_what_somebody_brought_who_is_gone_is_not_looked_at(administrator: Client) -> None:
    user = UserFactory(role=Role.CONTENT_MANAGER)
    place = _brought(_client(user), b"id,name\n,New\n", kind="artists")
    User.objects.filter(pk=user.pk).update(is_active=False)
    drain("heavy")
    assert "Who brought it is not here any more." in administrator.get(place).content.decode()


def test_files_that_were_forgotten_hide_no_other_and_leave_nothing(manager: Client) -> None:
    kept = _brought(manager, b"id,name\n,New\n", "kept.csv", kind="artists")
    gone = [_brought(manager, b"id,name\n,New\n", kind="artists") for _ in range(21)]
    drain("heavy")
    for place in gone:
        assert manager.post(place, {"forget": "1"}).status_code == 303
    assert "kept.csv" in manager.get("/admin/exchange/").content.decode()
    folders = default_storage.listdir("exchange")[0]
    assert kept.strip("/").split("/")[-1] in folders
    assert not [place for place in gone if place.strip("/").split("/")[-1] in folders]


@pytest.mark.parametrize(
    ("bound", "most", "sentence"),
    [
        ("MOST_JSON_BYTES", 1024 * 1024, "A JSON has at most 1 MB"),
        ("MOST_ROWS", 2, "At most 2 rows"),
    ],
)
def test_a_json_is_bounded_as_other_files_are(
    manager: Client, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, sentence: str
) -> None:
    monkeypatch.setattr(formats, bound, most)
    rows = [{"name": f"Artist {number}", "biography": "x" * 90_000} for number in range(12)]
    place = _brought(manager, json.dumps({"artists": rows}).encode(), "a.json")
    drain("heavy")
    assert sentence in manager.get(place).content.decode()
