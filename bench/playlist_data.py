"""A catalogue and playlists of such sizes, written as rows into the site's database.

    manage.py shell -v0 -c "from bench import playlist_data; playlist_data.main()"

The catalogue: 40,000 tracks for members, on 4,000 albums with covers by 500 artists. 2,000 short playlists of 200
people stand beside the long one, so that a statement that reads them all is seen. Prints JSON: what the benchmark
asks for.
"""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

from accounts.models import User
from accounts.services import site_workspace, user_create
from catalog.audience import Audience, Visibility
from catalog.models import Album, Artist, Credit, Library, Track
from common.ids import uuid7_hex
from common.text import sort_key, text_key
from pictures.models import Artwork
from playlists.models import Playlist, PlaylistEntry
from playlists.places import GAP

ALBUMS, TRACKS_OF_ALBUM, ARTISTS = 4_000, 10, 500
PEOPLE, OTHERS, SHORT, LONG = 200, 2_000, 5, 10_000
LENGTH = 180_000
BATCH = 2_000
_start = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    print(json.dumps(make()))


def make() -> dict[str, Any]:
    """Write it all; the long playlist's id and entries, tracks to add, and a session of its owner."""
    owner = user_create(email="owner@example.org", password=None)
    people = User.objects.bulk_create(
        User(email=f"person{n}@example.org", handle=f"person{n}") for n in range(PEOPLE)
    )
    _catalogue()
    tracks = list(Track.objects.order_by("pk").values_list("pk", "public_id"))
    chosen = random.Random(1)
    for n in range(OTHERS):
        _playlist(people[n % PEOPLE], f"Other {n}", chosen.sample(tracks, SHORT))
    of_owner = chosen.sample(tracks, LONG)
    long, entries = _playlist(owner, "Everything", of_owner)
    scratch, _ = _playlist(owner, "Scratch", [])
    return {
        "playlist": long.public_id,
        "entries": entries,
        "tracks": [public_id for _, public_id in tracks[:100]],
        "scratch": scratch.pk,
        "track_keys": [pk for pk, _ in tracks[:100]],
        "session": _session(owner),
    }


def _catalogue() -> None:

    library = Library.objects.create(
        workspace=site_workspace(),
        name="Bench",
        kind=Library.Kind.UPLOADS,
        visibility=Visibility.MEMBERS,
    )
    artists = Artist.objects.bulk_create(
        Artist(name=f"Artist {n}", name_key=text_key(f"Artist {n}"), sort_key=sort_key(f"Artist {n}"))
        for n in range(ARTISTS)
    )  # fmt: skip
    covers = Artwork.objects.bulk_create(
        Artwork(sha256=f"{n:064x}", storage_key=f"{n}", state=Artwork.State.READY, sizes=[96, 192, 384],
                colour=[0.5, 0.1, 200.0], blurhash="LEHV6nWB2yk8pyo0adR*.7kCMdnj")
        for n in range(ALBUMS)
    )  # fmt: skip
    shown = {"library": library, "listed_to": Audience.MEMBERS, "reachable_to": Audience.MEMBERS}

    def titled(title: str, n: int) -> dict[str, Any]:
        return {
            "title": title,
            "title_key": text_key(title),
            "sort_key": sort_key(title),
            "added_at": _start + timedelta(seconds=n),
        }

    albums = Album.objects.bulk_create(
        (
            Album(
                **shown,
                **titled(f"Album {n}", n),
                match_key=f"{n:064x}",
                cover=covers[n],
                artist_line=artists[n % ARTISTS].name,
                track_count=TRACKS_OF_ALBUM,
            )
            for n in range(ALBUMS)
        ),
        batch_size=BATCH,
    )
    tracks = Track.objects.bulk_create(
        (
            Track(
                **shown,
                **titled(f"Track {n} of {album.title}", n),
                album=album,
                position=n + 1,
                duration_ms=LENGTH,
                artist_line=album.artist_line,
            )
            for album in albums
            for n in range(TRACKS_OF_ALBUM)
        ),
        batch_size=BATCH,
    )
    Credit.objects.bulk_create(
        (
            *(Credit(album=album, artist=artists[n % ARTISTS]) for n, album in enumerate(albums)),
            *(
                Credit(track=track, artist=artists[n // TRACKS_OF_ALBUM % ARTISTS])
                for n, track in enumerate(tracks)
            ),
        ),
        batch_size=BATCH,
    )


def _playlist(owner: Any, title: str, tracks: list[tuple[int, str]]) -> tuple[Any, list[str]]:

    made = Playlist.objects.create(
        owner=owner,
        title=title,
        sort_key=sort_key(title),
        entry_count=len(tracks),
        duration_ms=LENGTH * len(tracks),
    )

    def rows() -> Iterator[Any]:
        for place, (pk, _) in enumerate(tracks):
            yield PlaylistEntry(
                playlist=made,
                public_id=uuid7_hex(),
                track_id=pk,
                position=place * GAP,
                duration_ms=LENGTH,
                added_by=owner,
            )

    entries = PlaylistEntry.objects.bulk_create(rows(), batch_size=BATCH)
    return made, [entry.public_id for entry in entries]


def _session(user: Any) -> str:

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)
