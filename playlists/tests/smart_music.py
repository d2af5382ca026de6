"""A small catalogue in which every field of a rule has several values, and some have none."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from accounts.models import User
from accounts.tests.factories import UserFactory
from catalog.models import Album, Credit, Genre, Track
from catalog.services.marks import mark_all
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    GenreFactory,
    LibraryFactory,
    TrackFactory,
)
from playlists.models import Follow, Like, Rating
from playlists.tests.factories import a_playlist
from search.indexing import index_pending
from streaming.models import MediaFile, Play

AT = datetime(2026, 6, 15, 12, 30, tzinfo=UTC)
TITLES = (
    "So What",
    "Blue in Green",
    "Ágætis Byrjun",
    "Blue Train",
    "the blues",
    "東京の夜",
    "99 Luftballons",
)
FILES = (("flac", "flac", 911_000), ("mp3", "mp3", 320_000), ("ogg", "opus", 96_500), None)


@dataclass(slots=True)
class Music:
    user: User
    tracks: list[Track]
    values: dict[str, list[Any]]
    """Values to ask of each field: those that occur, and others."""


def make_music(count: int = 60) -> Music:
    chance = random.Random(7)
    user, stranger = UserFactory(), UserFactory()
    libraries = [LibraryFactory(), LibraryFactory()]
    artists = [
        ArtistFactory(name=name)
        for name in ("Miles Davis", "Björk", "Blue Öyster", "MØ", "Sigur Rós")
    ]
    genres = [
        GenreFactory(name="Jazz"),
        GenreFactory(name="Rock"),
        GenreFactory(name="Calm", kind=Genre.Kind.MOOD),
    ]
    albums: list[Album] = []
    for number in range(10):
        album = AlbumFactory(
            library=libraries[number % 2],
            artist=artists[number % 5],
            title=("Kind of Blue", "Debut", "Takk", "Blue Note Live", "Ten")[number % 5] + f" {number}",
            type=chance.choice(Album.Type.values),
            release_date=chance.choice(["", "1959", "1993-07", "2026-06-10", "2026-05-01", "2001-12-31"]),
            original_date=chance.choice(["", "", "1958-03-02", "1993"]),
            label=chance.choice(["", "Blue Note", "ECM"]),
        )  # fmt: skip
        albums.append(album)
    for number in range(count):
        _track(chance, number, albums, artists, genres)
    tracks = list(Track.objects.select_related("album", "library").order_by("pk"))
    _opinions(chance, user, tracks, albums, artists)
    _opinions(chance, stranger, tracks, albums, artists)
    playlists = [a_playlist(user, tracks[::4]), a_playlist(user, tracks[1::9], title="Other")]
    private = a_playlist(stranger, tracks[::2], title="Private")
    mark_all(
        track=[t.pk for t in tracks], album=[a.pk for a in albums], artist=[a.pk for a in artists]
    )
    index_pending(seconds=30)
    ids = [one.public_id for one in playlists]
    values: dict[str, list[Any]] = {
        "text": ["So What", "blue", "agaetis", "Ágætis Byrjun", "BLUE t", "byr ag", "the",
            "東京", "nothing", "9", "björk", "mo", "miles dav", "takk 2"],
        "genre": ["Jazz", "jazz ", "Rock", "Calm", "none"], "mood": ["calm", "Jazz"], "key": ["Am", "am", "8A"],
        "language": ["eng", "deu"], "label": ["Blue Note", "blue note", "ECM"],
        "format": ["flac", "MP3", "ogg", "wav"], "codec": ["flac", "opus"], "album_type": list(Album.Type.values),
        "year": [0, 1958, 1959, 1993, 2026, 9999], "duration": [0, 1, 59, 60, 180, 10_000_000],
        "bpm": [0, 90, 120.5, 120.55, 9999], "bitrate": [0, 96, 320, 911, 4_000_000], "rating": [0, 1, 3, 5],
        "play_count": [0, 1, 2, 2**31 - 1], "site_plays": [0, 3, 9, 2**31 - 1],
        "date": ["1959-01-01", "1993-07-01", "2026-06-10", "2026-06-15", "2026-06-14", "1001-01-01", "9998-12-31"],
        "days": [1, 7, 45, 36_500],
        "playlist": [*ids, "0" * 32], "library": [library.public_id for library in libraries] + ["0" * 32],
        "private": [private.public_id],
    }  # fmt: skip
    return Music(user, tracks, values)


def _track(chance: random.Random, number: int, albums: Any, artists: Any, genres: Any) -> None:
    track = TrackFactory(
        album=albums[number % 10],
        artist=chance.choice(artists),
        title=chance.choice(TITLES),
        duration_ms=chance.choice([0, 999, 1000, 59_999, 60_000, 180_400]),
        bpm=chance.choice([None, Decimal("90"), Decimal("120.50"), Decimal("120.55")]),
        key=chance.choice(["", "Am", "8A"]),
        language=chance.choice(["", "eng", "deu"]),
        is_explicit=chance.choice([None, True, False]),
        play_count=chance.choice([0, 3, 9]),
        added_at=AT - timedelta(hours=chance.choice([0, 11, 13, 100, 24 * 7, 24 * 44, 24 * 900])),
    )
    if number % 3 == 0:
        other = chance.choice(artists)
        role = chance.choice([Credit.Role.FEATURED, Credit.Role.PRODUCER])
        Credit.objects.get_or_create(track=track, artist=other, role=role, detail="")
    track.genres.add(*chance.sample(genres, chance.randrange(3)))
    file = FILES[number % 4]
    if file:
        container, codec, bitrate = file
        MediaFile.objects.create(
            library=track.library, track=track, path=str(number), path_hash=f"{number:064x}", folder_hash="0" * 64,
            size=1, mtime_ns=0, container=container, codec=codec, bitrate=bitrate,
        )  # fmt: skip


def _opinions(chance: random.Random, user: User, tracks: Any, albums: Any, artists: Any) -> None:
    Like.objects.bulk_create(Like(user=user, track=track) for track in chance.sample(tracks, 15))
    Like.objects.bulk_create(Like(user=user, album=album) for album in chance.sample(albums, 3))
    Like.objects.create(user=user, artist=chance.choice(artists))
    Follow.objects.create(user=user, artist=chance.choice(artists))
    Rating.objects.bulk_create(
        Rating(user=user, track=track, stars=chance.randint(1, 5)) for track in chance.sample(tracks, 20)
    )  # fmt: skip
    Rating.objects.create(user=user, album=albums[0], stars=5)
    for number, track in enumerate(chance.choices(tracks, k=40)):
        at = AT - timedelta(hours=chance.choice([1, 13, 30, 24 * 7, 24 * 60]))
        Play.objects.create(
            client_id=f"{user.pk:016x}{number:016x}", track=track, user=user, started_at=at,
            counted_at=None if number % 5 == 0 else at, seconds=100,
        )  # fmt: skip
