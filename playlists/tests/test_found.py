"""`.m3u` files found in a library become its playlists, follow their files, and are seen by who sees the library."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from catalog.audience import Visibility
from catalog.models import Album, Library
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from playlists.models import Playlist, PlaylistEntry
from playlists.queries import cards_of
from playlists.tasks import found_playlists_take
from streaming.models import FoundPlaylist, MediaFile
from streaming.paths import path_hash
from tests.cast import Cast

TEXT = "#EXTM3U\none.mp3\n../b/two.mp3\n/music/a/one.mp3\n..\\..\\..\\etc\\passwd\nnot there.mp3\nhttp://x.test/one.mp3\n"


@pytest.fixture
def library(cast: Cast) -> Library:
    made = LibraryFactory(workspace=cast.label, root="/music", visibility=Visibility.MEMBERS)
    album = AlbumFactory(library=made)
    for path in ("a/one.mp3", "b/two.mp3"):
        MediaFile.objects.create(
            library=made, track=TrackFactory(album=album, title=path), path=path, path_hash=path_hash(path),
            folder_hash="0" * 64, size=1, mtime_ns=0, container="mp3", codec="mp3", sample_rate=1, channels=1,
            duration_ms=1000,
        )  # fmt: skip
    return made


def put(library: Library, text: str, *, mtime: int = 1) -> None:
    facts: dict[str, Any] = {
        "path": "a/Best of.m3u",
        "size": len(text),
        "mtime_ns": mtime,
        "text": text,
    }
    FoundPlaylist.objects.update_or_create(
        library=library, path_hash=path_hash("a/Best of.m3u"), defaults=facts
    )
    found_playlists_take.func()


def standing() -> list[str]:
    rows = PlaylistEntry.objects.order_by("position")
    return list(rows.values_list("track__title", flat=True))


def test_a_file_becomes_a_playlist_and_is_followed(library: Library) -> None:
    put(library, TEXT)
    assert standing() == ["a/one.mp3", "b/two.mp3", "a/one.mp3"]
    playlist = Playlist.objects.get()
    assert (playlist.title, playlist.entry_count, playlist.owner) == ("Best of", 3, None)
    found_playlists_take.func()
    put(library, "../b/two.mp3\n", mtime=2)
    playlist.refresh_from_db()
    assert (standing(), playlist.entry_count, playlist.duration_ms) == (["b/two.mp3"], 1, 180_000)
    FoundPlaylist.objects.all().delete()
    found_playlists_take.func()
    assert not Playlist.objects.exists()


def test_a_file_that_takes_another_title_gives_it_to_its_playlist(library: Library) -> None:
    put(library, TEXT)
    version = Playlist.objects.get().version
    put(library, f"#EXTM3U\n#PLAYLIST:Better of\n{TEXT.partition(chr(10))[2]}", mtime=2)
    playlist = Playlist.objects.get()
    assert (playlist.title, playlist.sort_key) == ("Better of", "better of")
    assert playlist.version > version
    assert len(standing()) == 3


def test_texts_of_files_that_did_not_change_are_not_read_again(library: Library) -> None:
    put(library, TEXT)
    with CaptureQueriesContext(connection) as asked:
        found_playlists_take.func()
    assert not [one["sql"] for one in asked if '"text"' in one["sql"] or "`text`" in one["sql"]]


def test_it_is_seen_by_those_who_see_its_library_and_edited_by_nobody(
    cast: Cast, library: Library
) -> None:
    put(library, TEXT)
    address = f"/api/v1/playlists/{Playlist.objects.get().public_id}/"
    people = ("anonymous", "other", "viewer_member", "owner")
    seen = [cast.client(person).get(address).status_code for person in people]
    assert seen == [404, 200, 200, 200]
    assert cast.client("owner").delete(address).status_code == 403
    Library.objects.filter(pk=library.pk).update(visibility=Visibility.PRIVATE)
    seen = [cast.client(person).get(address).status_code for person in people]
    assert seen == [404, 404, 200, 200]


def test_it_shows_of_its_library_what_lists_show(cast: Cast, library: Library) -> None:
    """A file that a scan found gives nobody the address of an unlisted album."""
    open_to_all = LibraryFactory(workspace=cast.label, root="/open")
    shown = AlbumFactory(library=open_to_all)
    hidden = AlbumFactory(library=open_to_all, visibility=Visibility.UNLISTED)
    for album, path, missing in ((hidden, "a/one.mp3", None), (shown, "a/two.mp3", now())):
        track = TrackFactory(album=album, title=f"Track {path}", missing_since=missing)
        MediaFile.objects.create(
            library=open_to_all, track=track, path=path, path_hash=path_hash(path), folder_hash="0" * 64, size=1,
            mtime_ns=0, container="mp3", codec="mp3", sample_rate=1, channels=1, duration_ms=1000,
        )  # fmt: skip
    Album.objects.update(track_count=1)
    put(open_to_all, "one.mp3\ntwo.mp3\n")
    playlist = Playlist.objects.get()
    address = f"/api/v1/playlists/{playlist.public_id}/"
    for person, titles in (
        ("anonymous", [None, "Track a/two.mp3"]),
        ("other", [None, "Track a/two.mp3"]),
        ("owner", ["Track a/one.mp3", "Track a/two.mp3"]),
    ):
        client = cast.client(person)
        entries = client.get(f"{address}entries/").json()["results"]
        assert [one["track"] and one["track"]["title"] for one in entries] == titles
        assert entries[1]["missing"], "a missing file is told, not hidden"
        pages = (
            address,
            f"{address}export/m3u8/",
            f"/api/v1/screens/playlists/{playlist.public_id}/",
        )
        for page in (*pages, playlist.get_absolute_url()):
            answer = client.get(page)
            assert answer.status_code == 200
            if person != "owner":
                assert hidden.public_id not in answer.text, page
                assert "Track a/one.mp3" not in answer.text, page
        albums = [album.pk for album in cards_of([playlist], cast.viewer(person))[0].albums]
        assert (hidden.pk in albums) == (person == "owner")
    copied = cast.client("other").post(f"{address}duplicate/", {}, content_type="application/json")
    assert copied.status_code == 201
    assert copied.json()["entry_count"] == 1
