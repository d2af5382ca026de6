"""Search over many tracks, measured in one process: `python -m bench.search_index 1000000`.

Migrates and fills the database that the settings name, which must be empty (`--filled`: it is filled already), makes
the index, asks it, and prints what it measured as JSON: seconds and bytes of a rebuild, milliseconds of queries.
"""

import argparse
import json
import os
import random
import resource
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.services import site_workspace  # noqa: E402
from bench.filled import filled  # noqa: E402
from bench.many_tracks import START  # noqa: E402
from bench.music_names import FIRST, FORENAMES, GENRES, LAST, NOUNS, SHAPES, SURNAMES  # noqa: E402
from catalog.models import Album, Artist, Credit, Genre, Library, Track  # noqa: E402
from common.text import sort_key, text_key  # noqa: E402
from search.asking import ask  # noqa: E402
from search.language import parse  # noqa: E402
from search.rebuilding import rebuild_index  # noqa: E402

ALBUM_OF, ARTISTS_OF = 10, 33
"""Tracks of an album, and for each artist."""

AT_ONCE, QUERIES, PAGES = 5000, 1000, 100
KINDS = ("artist", "album", "track")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.search_index", description=__doc__)
    given = filled(parser, "tracks", fill)
    if not given.fill:
        print(json.dumps(measure(_artists(given.tracks)[0])))


def fill(tracks: int) -> None:
    """Tracks, albums and artists for everybody, with keys from 1."""
    artists, chance = _artists(tracks)
    library = Library.objects.create(workspace=site_workspace(), name="Many", visibility="public")
    Genre.objects.bulk_create(
        Genre(pk=pk, name=name, name_key=text_key(name)) for pk, name in enumerate(GENRES, 1)
    )
    Artist.objects.bulk_create(
        (
            Artist(pk=pk, name=name, name_key=text_key(name), sort_key=sort_key(name))
            for pk, name in enumerate(artists, 1)
        ),
        batch_size=AT_ONCE,
    )
    Through: Any = Track.genres.through
    for first in range(1, tracks + 1, AT_ONCE):
        keys = range(first, min(first + AT_ONCE, tracks + 1))
        albums = [key // ALBUM_OF + 1 for key in keys if key % ALBUM_OF == 0 or key == 1]
        by = {key: chance.randrange(len(artists)) + 1 for key in {k // ALBUM_OF + 1 for k in keys}}
        Album.objects.bulk_create(_album(pk, library, chance) for pk in albums)
        Track.objects.bulk_create(_track(pk, library, chance) for pk in keys)
        Credit.objects.bulk_create(
            [Credit(track_id=pk, artist_id=by[pk // ALBUM_OF + 1]) for pk in keys]
            + [Credit(album_id=pk, artist_id=by[pk]) for pk in albums]
        )
        Through.objects.bulk_create(
            Through(track_id=pk, genre_id=pk // ALBUM_OF % len(GENRES) + 1) for pk in keys
        )


def _album(pk: int, library: Library, chance: random.Random) -> Album:
    title = _title(chance)
    return Album(
        pk=pk, library=library, title=title, title_key=text_key(title), sort_key=sort_key(title),
        match_key=f"{pk:064x}", added_at=START, release_date=str(1950 + pk % 75), track_count=ALBUM_OF,
        listed_to=0, reachable_to=0,
    )  # fmt: skip


def _track(pk: int, library: Library, chance: random.Random) -> Track:
    title = _title(chance)
    return Track(
        pk=pk, library=library, album_id=pk // ALBUM_OF + 1, title=title, title_key=text_key(title),
        sort_key=sort_key(title), added_at=START,
        duration_ms=chance.randrange(60_000, 400_000), bpm=chance.randrange(60, 180),
        play_count=int(1 / (chance.random() + 1e-5)), listed_to=0, reachable_to=0,
    )  # fmt: skip


def _artists(tracks: int) -> tuple[list[str], random.Random]:
    """The names for so many tracks, the same each time, and the chance to go on with."""
    count, chance = max(30, tracks // ARTISTS_OF), random.Random(11)
    made: dict[str, None] = {}
    while len(made) < count:
        made[f"{chance.choice(FORENAMES)} {chance.choice(SURNAMES)} {chance.choice(LAST)}"] = None
        made[f"The {chance.choice(FIRST)} {chance.choice(LAST)} {chance.choice(NOUNS)}"] = None
    return list(made)[:count], chance


def _title(chance: random.Random) -> str:
    title = chance.choice(SHAPES).format(
        a=chance.choice(NOUNS), b=chance.choice(NOUNS), n=chance.randint(1, 9)
    )
    return f"{chance.choice(FIRST)} {title}" if chance.random() < 0.6 else title


def measure(artists: list[str]) -> dict[str, Any]:
    """What is told of it, by name."""
    call_command("collectstatic", interactive=False, verbosity=0)  # templates name its files
    began = time.perf_counter()
    documents = rebuild_index()
    told: dict[str, Any] = {"rebuild": time.perf_counter() - began, "documents": documents}
    assert settings.SEARCH_INDEX
    files = [file for file in settings.SEARCH_INDEX.rglob("*") if file.is_file()]
    told["index_mb"] = sum(file.stat().st_size for file in files) / 1e6
    told["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    chance = random.Random(5)
    client = Client(SERVER_NAME="localhost")
    for name, typed in _queries(artists, chance).items():
        told[name] = []
        for text in typed:
            began = time.perf_counter()
            answer = ask(parse(text), kinds=KINDS, audiences=["everyone"], limit=4, is_quick=True)
            told[name].append((time.perf_counter() - began) * 1000)
            assert not answer.is_partial
        told[f"{name}, as the box asks"] = []
        for number, text in enumerate(typed[:PAGES]):
            client.defaults["REMOTE_ADDR"] = f"10.0.0.{number}"  # each address may ask so often
            began = time.perf_counter()
            assert client.get("/search/instant/", {"q": text}).status_code == 200
            told[f"{name}, as the box asks"].append((time.perf_counter() - began) * 1000)
    return told


def _queries(artists: list[str], chance: random.Random) -> dict[str, list[str]]:
    """What people type: names as they are, cut off while typing, misspelt, artists with a title, their own or not."""
    names = [chance.choice(artists) for _ in range(QUERIES // 2)]
    names += [_title(chance) for _ in range(QUERIES // 2)]
    chance.shuffle(names)
    return {
        "names": names,
        "while typing": [name[: chance.randint(3, max(4, len(name)))] for name in names],
        "misspelt": [_swapped(name, chance) for name in names],
        "artist and title": _of_tracks(chance),
        "artist and another's title": [f"{chance.choice(artists)} {_title(chance)}" for _ in names],
    }


def _of_tracks(chance: random.Random) -> list[str]:
    """Artists, each with the title of a track of theirs."""
    keys = chance.sample(range(1, Track.objects.count() + 1), QUERIES)
    named = Track.objects.filter(pk__in=keys).values_list("credits__artist__name", "title")
    return [f"{artist} {title}" for artist, title in named]


def _swapped(name: str, chance: random.Random) -> str:
    at = chance.randrange(1, len(name) - 2)
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


if __name__ == "__main__":
    main()
