"""What search learns of rooms above the catalogue: the formats of files, and what is played."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from accounts.tests.factories import UserFactory
from catalog.models import Track
from catalog.tests.factories import TrackFactory
from common.jobs.worker import drain
from editorial.popularity import popularity_follow, rank
from editorial.tasks import plays_rollup
from editorial.tests.factories import a_play
from search.embedded.folder import Folder
from search.models import Document, Pending
from search.rebuilding import compare_index, rebuild_index
from search.services import search_mark
from streaming.models import MediaFile
from web.tests.conftest import Shelf

pytestmark = pytest.mark.usefixtures("search_index")


def titles(q: str) -> list[str]:
    body = Client().get("/search/", {"q": q}).content.decode()
    return re.findall(r'class="track__title"[^>]*>([^<]+)', body)


def with_file(track: Track, container: str, codec: str, **facts: Any) -> MediaFile:
    path = f"{track.pk}.{container}"
    return MediaFile.objects.create(
        library=track.library, track=track, path=path, path_hash=f"{track.pk:064}{container}"[-64:],
        folder_hash="0" * 64, size=1, mtime_ns=0, container=container, codec=codec, **facts,
    )  # fmt: skip


# --- Formats ------------------------------------------------------------------------------------------


def test_tracks_are_narrowed_by_the_format_of_their_file(shelf: Shelf) -> None:
    one, two, three = shelf.tracks
    with_file(one, "flac", "flac")
    with_file(two, "ogg", "vorbis")
    with_file(two, "wav", "pcm", is_current=None)  # was replaced
    with_file(three, "aiff", "pcm")
    search_mark(kind="track", refs=[track.pk for track in shelf.tracks])
    drain("quick")
    for typed, found in {
        "format:flac": ["Low Sun 1"], "format:FLAC low": ["Low Sun 1"], "format:ogg": ["Low Sun 2"],
        "format:vorbis": ["Low Sun 2"], "format:aif": ["Low Sun 3"], "format:wav": [],
    }.items():  # fmt: skip
        assert titles(typed) == found, typed
    facets = Client().get("/api/v1/search/?q=low+sun&facets=true").json()["facets"]["format"]
    assert {(one["value"], one["count"]) for one in facets} == {
        ("flac", 1),
        ("ogg", 1),
        ("aiff", 1),
    }
    body = Client().get("/search/?q=low+sun").content.decode()
    address = re.search(r'href="(/search/\?q=[^"]*format[^"]*ogg[^"]*)"', body)
    assert address, "the facet leads to what it counts"
    narrowed = Client().get(address[1].replace("&amp;", "&")).content.decode()
    assert re.findall(r'class="track__title"[^>]*>([^<]+)', narrowed) == ["Low Sun 2"]
    assert not compare_index().refs()


def test_facets_of_mood_tempo_and_length_lead_to_what_they_count(shelf: Shelf) -> None:
    one, two, three = shelf.tracks
    Track.objects.filter(pk=one.pk).update(bpm=84.6, duration_ms=100_000)
    Track.objects.filter(pk=two.pk).update(bpm=120, duration_ms=200_000)
    Track.objects.filter(pk=three.pk).update(bpm=None, duration_ms=1_300_000)
    search_mark(kind="track", refs=[track.pk for track in shelf.tracks])
    drain("quick")
    told = Client().get("/api/v1/search/?q=low+sun&facets=true").json()["facets"]
    assert [(b["low"], b["high"], b["count"]) for b in told["bpm"]] == [(80, 99, 1), (120, 139, 1)]
    assert [(b["low"], b["high"], b["count"]) for b in told["length"]] == [
        (None, 119, 1), (120, 239, 1), (1200, None, 1)
    ]  # fmt: skip
    assert titles("bpm:85") == ["Low Sun 1"]
    assert titles("length:20-") == ["Low Sun 3"]


# --- Popularity ---------------------------------------------------------------------------------------


def plays(track: Track, times: int, *, days_ago: float) -> None:
    at = now() - timedelta(days=days_ago, minutes=5)
    for _ in range(times):
        a_play(track, at=at, user=UserFactory())


@pytest.fixture
def songs(shelf: Shelf) -> dict[str, Track]:
    made = {
        name: TrackFactory(album=shelf.album, title="Undertow", artist=shelf.artist)
        for name in ("never", "once now", "often long ago", "often now")
    }
    search_mark(kind="track", refs=[track.pk for track in made.values()])
    drain("quick")
    return made


def order(songs: dict[str, Track]) -> list[str]:
    found = Client().get("/api/v1/search/?q=undertow").json()["tracks"]
    names = {track.public_id: name for name, track in songs.items()}
    return [names[row["id"]] for row in found]


def roll_up() -> None:
    plays_rollup.enqueue()
    drain("heavy")
    drain("quick")


def test_equals_stand_by_what_is_played_now(songs: dict[str, Track]) -> None:
    assert order(songs) == list(songs), "nothing was played: as they came"
    plays(songs["often long ago"], 12, days_ago=250)
    plays(songs["once now"], 1, days_ago=0)
    plays(songs["often now"], 5, days_ago=0)
    roll_up()
    rebuild_index()
    assert order(songs) == ["often now", "once now", "often long ago", "never"]


def test_a_roll_up_indexes_again_what_was_played_and_nothing_else(
    songs: dict[str, Track], search_index: Folder
) -> None:
    plays(songs["often now"], 3, days_ago=0)
    plays_rollup.enqueue()
    drain("heavy")
    marked = set(Pending.objects.values_list("kind", "ref"))
    track = songs["often now"]
    credited = {("artist", pk) for pk in track.credits.values_list("artist_id", flat=True)}
    assert marked == {("track", track.pk), ("album", track.album_id), *credited}
    drain("quick")
    assert order(songs)[0] == "often now"
    assert not compare_index().refs(), "index and roll-ups agree"
    held = Document.objects.get(kind="track", ref=track.pk)
    assert held.rank > 0
    assert popularity_follow(since=now() - timedelta(hours=3)) == 0, "nothing has changed"


def test_a_match_is_never_lifted_by_popularity_above_a_better_one(
    shelf: Shelf, songs: dict[str, Track]
) -> None:
    loved = TrackFactory(album=shelf.album, title="Undertow reprise", artist=shelf.artist)
    plays(loved, 8, days_ago=0)
    search_mark(kind="track", refs=[loved.pk])
    roll_up()
    found = Client().get("/api/v1/search/?q=undertow").json()["tracks"]
    assert [row["title"] for row in found] == ["Undertow"] * 4 + ["Undertow reprise"]


def test_steps_tell_a_fifth_apart_and_decay_by_half_in_thirty_days() -> None:
    assert rank(0) == 0
    assert rank(1e-9) == 1, "what was played stands above what was not"
    assert rank(2000) - rank(1000) == 4
    assert rank(1190) - rank(1000) == 1
    assert rank(1010) == rank(1000)
