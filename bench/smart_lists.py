"""Smart playlists over many tracks, measured in one process: `DATABASE_URL=… python -m bench.smart_lists 1000000`.

Migrates and fills the database that the settings name, which must be empty, and prints what it measured as JSON:
seconds to bring each playlist up to date, milliseconds of pages and previews by the API.
"""

import argparse
import json
import os
import random
import sys
import time
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from bench import many_tracks  # noqa: E402
from playlists.models import Playlist, SmartList  # noqa: E402
from playlists.services import playlist_create  # noqa: E402
from playlists.smart.grammar import parse  # noqa: E402
from playlists.smart.membership import membership_refresh  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.smart_lists", description=__doc__)
    parser.add_argument("tracks", type=int)
    parser.add_argument("--filled", action="store_true", help="it holds the tracks already")
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    print(json.dumps(measure(given.tracks, filled=given.filled, rounds=given.rounds)))


RULES: dict[str, dict[str, Any]] = {
    "every track, by chance": {"order": {"by": "random", "seed": 5}},
    "every track, by title": {"order": {"by": "title"}},
    "every track, by album": {"order": {"by": "album"}},
    "every track, by artist": {"order": {"by": "artist"}},
    "two words of the title": {
        "rules": [{"field": "title", "operator": "contains", "value": "blue night"}],
        "order": {"by": "date_added", "descending": True},
    },
    "an artist's word, not heard lately, or liked": {
        "match": "any",
        "rules": [
            {"match": "all", "rules": [
                {"field": "genre", "operator": "is", "value": "Genre 3"},
                {"field": "year", "operator": "between", "value": [1960, 1990]},
                {"field": "last_played", "operator": "not_in_last", "value": 30},
            ]},
            {"field": "liked", "operator": "is", "value": True},
            {"field": "rating", "operator": "greater", "value": 3},
            {"field": "play_count", "operator": "greater", "value": 1},
        ],
        "order": {"by": "random", "seed": 1},
    },
    "500 of a genre, most played by me": {
        "rules": [{"field": "genre", "operator": "is", "value": "Genre 4"}],
        "order": {"by": "play_count", "descending": True},
        "limit": 500,
    },
}  # fmt: skip


def measure(tracks: int, *, filled: bool, rounds: int) -> dict[str, Any]:
    """What is told of it, by name."""
    call_command("migrate", verbosity=0)
    if filled:
        user = User.objects.get(email="listener@example.org")
        Playlist.objects.all().delete()
    else:
        began = time.perf_counter()
        user = many_tracks.make(tracks)
        print(f"filled in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    told: dict[str, Any] = {"made": {}, "previews": {}, "pages": [], "counts": {}}
    chance = random.Random(3)
    for name, rules in RULES.items():
        playlist = playlist_create(user=user, title=name, rules=parse(rules))
        smart = SmartList.objects.get(playlist=playlist)
        told["made"][name] = []
        for _ in range(rounds):
            SmartList.objects.filter(pk=smart.pk).update(digest="")  # so that it is written again
            began = time.perf_counter()
            membership_refresh(smart_id=smart.pk)
            told["made"][name].append(time.perf_counter() - began)
        playlist.refresh_from_db()
        told["counts"][name] = playlist.entry_count
        began = time.perf_counter()
        answer = client.post(
            "/api/v1/playlists/preview/", json.dumps({"rules": rules}), "application/json"
        )
        assert answer.status_code == 200, answer.content
        told["previews"][name] = [
            (time.perf_counter() - began) * 1000,
            answer.json()["count"],
            answer.json()["is_more"],
        ]
        if playlist.entry_count > tracks // 2:
            address = f"/api/v1/playlists/{playlist.public_id}/entries/"
            client.get(address)
            for place in [0, *(chance.randrange(playlist.entry_count) for _ in range(30))]:
                began = time.perf_counter()
                page = client.get(address, {"cursor": f"at:{place}"})
                told["pages"].append((time.perf_counter() - began) * 1000)
                assert len(page.json()["results"]) in range(1, 51), page.content
    return told


if __name__ == "__main__":
    main()
