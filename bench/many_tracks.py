"""A catalogue of many tracks, made by the database itself out of a small one: `python -m bench.many_tracks`.

A thousand tracks are made by the models, with albums, artists, genres, search words, likes, stars and plays; the rest
are copies of their rows by `INSERT … SELECT`, with keys that follow each other. Needs an empty, migrated database.
"""

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection

from accounts.models import User
from accounts.services import site_workspace, user_create
from catalog.models import Album, Artist, Credit, Genre, Library, Track
from common.ids import uuid7_hex
from common.text import sort_key, text_key
from playlists.models import Like, Rating
from search.models import Document, DocumentWord
from search.words import index_words
from streaming.models import Play

BASE, ALBUMS, ARTISTS, GENRES = 1000, 100, 50, 10
START = datetime(2020, 1, 1, tzinfo=UTC)
WORDS = ("blue", "night", "river", "stone", "silver", "morning", "empty", "city", "glass", "winter")


def make(count: int) -> User:
    """`count` tracks (a multiple of a thousand) for everybody, and a listener with opinions on some of them."""
    chance = random.Random(1)
    library = Library.objects.create(workspace=site_workspace(), name="Many", visibility="public")
    _seed(library, chance)
    times = count // BASE
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_numbers (k INTEGER PRIMARY KEY)")
        cursor.executemany("INSERT INTO bench_numbers VALUES (%s)", [(k,) for k in range(1, times)])
    shifted = {"album_id": f"t.album_id + n.k * {ALBUMS}", "track_id": f"t.track_id + n.k * {BASE}"}
    _copy(Album, ALBUMS, {"public_id": _hex(ALBUMS, 32), "match_key": _hex(ALBUMS, 64)})
    _copy(Track, BASE, {"album_id": shifted["album_id"], "public_id": _hex(BASE, 32),
                        "shuffle_key": f"((t.id + n.k * {BASE}) * 2654435761) % 2147483648"})  # fmt: skip
    _copy(Credit, 2 * BASE, shifted)
    _copy(Track.genres.through, BASE, {"track_id": shifted["track_id"]})
    _copy(Document, BASE, {"ref": f"t.ref + n.k * {BASE}"})
    words = DocumentWord.objects.count()
    _copy(DocumentWord, words, {"document_id": f"t.document_id + n.k * {BASE}"})
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_numbers")
        # MySQL does so by itself in time; SQLite never does, and the site does not ask it to (common.conditions).
        if connection.vendor != "sqlite":
            tables = ", ".join(m._meta.db_table for m in (Album, Track, Credit, Document, DocumentWord))  # fmt: skip
            cursor.execute(f"ANALYZE TABLE {tables}")
    return _listener(chance, count)


def _seed(library: Library, chance: random.Random) -> None:
    """The rows that all others are copies of, with keys from 1."""
    Artist.objects.bulk_create(
        Artist(pk=pk, name=(name := f"Band {pk}"), name_key=text_key(name), sort_key=sort_key(name))
        for pk in range(1, ARTISTS + 1)
    )
    Genre.objects.bulk_create(
        Genre(pk=pk, name=f"Genre {pk}", name_key=f"genre {pk}") for pk in range(1, GENRES + 1)
    )
    for pk in range(1, ALBUMS + 1):
        title = f"{chance.choice(WORDS)} {chance.choice(WORDS)}"
        Album.objects.create(
            pk=pk, library=library, title=title, title_key=text_key(title), sort_key=sort_key(title), added_at=START,
            match_key=f"{pk:064x}", release_date=str(1950 + pk % 75), track_count=10, listed_to=0, reachable_to=0,
        )  # fmt: skip
    for pk in range(1, BASE + 1):
        title = f"{chance.choice(WORDS)} {chance.choice(WORDS)} {pk}"
        Track.objects.create(
            pk=pk, library=library, album_id=(pk - 1) % ALBUMS + 1, title=title, title_key=text_key(title),
            sort_key=sort_key(title), added_at=START + timedelta(hours=pk),
            duration_ms=chance.randrange(60_000, 400_000),
            artist_line=f"band {pk % ARTISTS}", position=pk // ALBUMS, listed_to=0, reachable_to=0,
        )  # fmt: skip
        Document.objects.create(pk=pk, kind="track", ref=pk, audience="everyone", name_key=text_key(title))  # fmt: skip
        DocumentWord.objects.bulk_create(
            DocumentWord(document_id=pk, kind="track", audience="everyone", word=word, weight=3)
            for word in index_words(title)
        )
    Credit.objects.bulk_create(
        Credit(pk=pk, track_id=pk, artist_id=pk % ARTISTS + 1) for pk in range(1, BASE + 1)
    )
    Credit.objects.bulk_create(
        Credit(pk=BASE + pk, album_id=pk, artist_id=pk % ARTISTS + 1) for pk in range(1, ALBUMS + 1)
    )
    Through = Track.genres.through
    Through._default_manager.bulk_create(
        Through(pk=pk, track_id=pk, genre_id=pk % GENRES + 1) for pk in range(1, BASE + 1)
    )


def _hex(base: int, digits: int) -> str:
    key = f"t.id + n.k * {base}"
    if connection.vendor == "sqlite":
        return f"printf('%0{digits}x', {key})"
    return f"LPAD(LOWER(HEX({key})), {digits}, '0')"


def _copy(model: Any, base: int, others: Mapping[str, str]) -> None:
    """A copy of each of the first `base` rows for each number; what is not in `others` stays as it is."""
    columns = [field.column for field in model._meta.concrete_fields]
    others = {"id": f"t.id + n.k * {base}"} | dict(others)
    quoted = ", ".join(connection.ops.quote_name(column) for column in columns)
    values = ", ".join(
        others.get(column, f"t.{connection.ops.quote_name(column)}") for column in columns
    )
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({quoted}) SELECT {values} FROM bench_numbers n CROSS JOIN {table} t"  # noqa: S608
            f" WHERE t.id <= {base} ORDER BY n.k, t.id"
        )


def _listener(chance: random.Random, count: int) -> User:
    user = user_create(email="listener@example.org", password=None)
    some = chance.sample(range(1, count + 1), min(count, 9_000))
    Like.objects.bulk_create(Like(user=user, track_id=pk) for pk in some[:4_000])
    Rating.objects.bulk_create(
        Rating(user=user, track_id=pk, stars=chance.randint(1, 5)) for pk in some[3_000:6_000]
    )
    Play.objects.bulk_create(
        Play(
            client_id=uuid7_hex(), track_id=pk, user=user, started_at=START, seconds=200,
            counted_at=START + timedelta(hours=chance.randrange(50_000)),
        )
        for pk in chance.choices(some, k=9_000)
    )  # fmt: skip
    return user
