"""Roll-ups and dashboards over many plays, measured in one process: `python -m bench.insight 1000000`.

Migrates and fills the database that the settings name, which must be empty (`--filled`: it is filled already): as many
plays as tracks (`bench.many_tracks`), spread over the last year. Prints what it measured as JSON: seconds of a roll-up
of all plays, of one of what is new, and milliseconds of dashboards, as the page asks for them.
"""

import argparse
import json
import os
import random
import resource
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import Membership, User, Workspace  # noqa: E402
from accounts.services import site_workspace, workspace_join  # noqa: E402
from bench import many_tracks  # noqa: E402
from bench.filled import filled  # noqa: E402
from catalog.models import Album, Artist  # noqa: E402
from common.ids import uuid7_hex  # noqa: E402
from editorial.figures import PERIODS, figures_renewed  # noqa: E402
from editorial.models import PlayDay, PlayHour, PlayOrigin  # noqa: E402
from editorial.rollups import plays_caught_up, plays_rolled_up  # noqa: E402
from streaming.models import Play  # noqa: E402

DAYS, EACH, AT_ONCE = 365, 50, 20_000
"""Days of listening, plays of each listener, rows of a statement."""
NEW = 2000
"""Plays of the last hours, which a run of each ten minutes takes in."""
SOURCES = ("album", "playlist", "artist", "search", "radio", "home", "")
COUNTRIES = ("DE", "US", "GB", "FR", "ES", "IT", "SE", "PL", "BR", "JP", "")
COLUMNS = (
    "client_id", "track_id", "user_id", "link_hash", "source", "started_at", "seconds", "counted_at",
    "country", "imported_from",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.insight", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    given = filled(parser, "plays", fill)
    if not given.fill:
        print(json.dumps(measure(given.plays, rounds=given.rounds)))


def fill(plays: int) -> None:
    """Tracks, listeners and their plays of a year that ends now."""
    member = many_tracks.make(plays)
    workspace_join(workspace=site_workspace(), user=member, role=Membership.Role.OWNER)
    Play.objects.all().delete()  # the smart lists' listener has some of another time
    people = User.objects.bulk_create(
        (
            User(email=f"{n}@bench.example", handle=f"listener-{n}", public_id=uuid7_hex())
            for n in range(max(10, plays // EACH))
        ),
        batch_size=1000,
    )  # fmt: skip
    end = datetime.now(UTC)
    rows = _plays(plays, plays, [person.pk for person in people], end - timedelta(days=DAYS), end)
    _insert(rows)


def _plays(
    count: int, tracks: int, people: list[int], first: datetime, last: datetime, *, number: int = 0
) -> Iterator[tuple[Any, ...]]:
    """Plays in the order of time. Which track is drawn by Zipf's law (1/rank), as popularity is spread."""
    chance = random.Random(count)
    adapt = connection.ops.adapt_datetimefield_value
    step = (last - first) / count
    for n in range(count):
        rank = int(tracks ** chance.random())
        kind = chance.random()
        source = chance.choice(SOURCES)
        began = first + n * step
        is_counted = chance.random() < 0.8
        yield (
            f"{number + n:032x}",
            rank * 7919 % tracks + 1,
            chance.choice(people) if kind < 0.8 else None,
            f"{chance.randrange(len(people)):064x}" if 0.8 <= kind < 0.9 else None,
            f"{source}:{rank % 1000:032x}" if source in SOURCES[:3] else source,
            adapt(began),
            chance.uniform(60, 240) if is_counted else chance.uniform(1, 60),
            adapt(began + timedelta(minutes=1)) if is_counted else None,
            chance.choice(COUNTRIES),
            "",
        )


def _insert(rows: Iterator[tuple[Any, ...]]) -> None:
    table, places = Play._meta.db_table, ", ".join(["%s"] * len(COLUMNS))
    statement = f"INSERT INTO {table} ({', '.join(COLUMNS)}) VALUES ({places})"  # noqa: S608
    while some := [row for _, row in zip(range(AT_ONCE), rows, strict=False)]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, some)


def measure(plays: int, *, rounds: int) -> dict[str, Any]:
    """What is told of it, by name."""
    call_command("collectstatic", interactive=False, verbosity=0)  # templates name its files
    told: dict[str, Any] = {"plays": plays}
    # A folder that was kept has those of the last time.
    for model in (PlayHour, PlayDay, PlayOrigin):
        model._default_manager.all().delete()
    for name in ("roll-up of all", "roll-up of all, again"):
        began = time.perf_counter()
        plays_rolled_up()
        told[name] = [time.perf_counter() - began]
    told["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    told["days"] = PlayDay.objects.count()
    people = list(
        User.objects.filter(email__endswith="@bench.example").values_list("pk", flat=True)
    )
    end = datetime.now(UTC)
    first_new = Play.objects.count()
    _insert(_plays(NEW, plays, people, end - timedelta(hours=2), end, number=first_new))
    began = time.perf_counter()
    plays_caught_up()
    told["roll-up of what is new"] = [time.perf_counter() - began]
    began = time.perf_counter()
    figures_renewed(at=end)
    told["figures of the night"] = [time.perf_counter() - began]
    told["dashboards"] = _dashboards(rounds)
    return told


def _dashboards(rounds: int) -> dict[str, list[float]]:
    """Milliseconds of the page, of all the music of a workspace and of one artist and album of it."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(email="listener@example.org"))
    address = f"/dashboard/{Workspace.objects.get(is_site=1).public_id}/"
    asked: dict[str, dict[str, Any]] = {f"{days} days": {"days": days} for days in PERIODS}
    asked["28 days of an artist"] = {"artist": Artist.objects.order_by("pk")[3].public_id}
    asked["28 days of an album"] = {"album": Album.objects.order_by("pk")[3].public_id}
    told: dict[str, list[float]] = {}
    for name, data in asked.items():
        client.get(address, data)
        told[name] = []
        for _ in range(rounds):
            began = time.perf_counter()
            assert client.get(address, data).status_code == 200
            told[name].append((time.perf_counter() - began) * 1000)
    return told


if __name__ == "__main__":
    main()
