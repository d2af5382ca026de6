"""Lists over many tracks, measured in one process: `python -m bench.lists 1000000`.

Makes the catalogue of `bench.many_tracks` and a search index of it in the database that the settings name, which must
be empty (`--filled`: it is filled already), asks each list five times, says on the way what is slow and why, and prints
what it measured as JSON: milliseconds of each list, and the most questions that one asks.
"""

import argparse
import json
import os
import statistics
import sys
import time
from collections.abc import Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, override_settings  # noqa: E402

from accounts.models import User  # noqa: E402
from accounts.roles import Role  # noqa: E402
from accounts.services import user_create, user_staff_by_groups  # noqa: E402
from bench import many_tracks  # noqa: E402
from bench.filled import filled  # noqa: E402
from catalog.models import Album, Artist, Genre, Track  # noqa: E402

ROUNDS, BOUND_MS, MOST_ASKED = 5, 300, 20
ADMIN = (
    "catalog/track/", "catalog/track/?p=199", "catalog/track/?state=deleted", "catalog/track/?state=missing",
    "catalog/track/?listed_to__exact=30", "catalog/track/?listed_to__exact=0", "catalog/track/?library=1",
    "catalog/track/?o=-7", "catalog/track/?o=-10", "catalog/track/?q=blue+river",
    "catalog/track/?q=silver+morning+7", "catalog/track/?q=USRC17607839",
    "catalog/album/", "catalog/album/?needs=cover", "catalog/album/?needs=date", "catalog/album/?q=night",
    "catalog/artist/", "catalog/artist/?q=band+4", "catalog/genre/", "streaming/mediafile/",
)  # fmt: skip
PUBLIC = (
    "/", "/albums/", "/albums/?sort=newest", "/albums/?sort=year", "/albums/?sort=played", "/albums/?letter=r",
    "/albums/?decade=1990", "/albums/?type=album", "/albums/?genre={genre}", "/artists/", "/artists/?letter=b",
    "/tracks/", "/tracks/?sort=newest", "/tracks/?sort=played", "/tracks/?letter=s", "/tracks/?genre={genre}",
    "/genres/", "/genres/{genre}", "/artists/{artist}", "/albums/{album}", "/tracks/{track}",
    "/search/?q=silver+morning+7", "/api/v1/tracks/", "/api/v1/albums/", "/api/v1/artists/", "/api/v1/genres/",
    "/api/v1/tracks/?genre={genre}", "/api/v1/search/?q=blue+river",
)  # fmt: skip


def fill(tracks: int) -> None:
    many_tracks.make(tracks)
    call_command("search", "rebuild", stdout=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    given = filled(parser, "tracks", fill)
    if given.fill:
        return 0
    call_command("collectstatic", verbosity=0, interactive=False)
    told: dict[str, Any] = {"lists": {}, "asks": 0, "most": MOST_ASKED}
    with override_settings(ALLOWED_HOSTS=["*"]):
        for name, client, address in asked():
            times, count = measured(name, client, address)
            told["lists"][name] = [times, BOUND_MS]
            if "admin" in name:
                told["asks"] = max(told["asks"], count)
    print(json.dumps(told))
    return 0


def asked() -> Iterator[tuple[str, Client, str]]:
    """What is asked, by whom, and its name."""
    some = {
        "genre": Genre.objects.order_by("pk")[3].public_id,
        "artist": Artist.objects.order_by("pk")[3].public_id,
        "album": Album.objects.order_by("pk")[3].public_id,
        "track": Track.objects.order_by("pk")[3].public_id,
    }
    # The addresses of pages are slugs with an id; a page redirects to its own.
    paths = {name: f"a-{public_id}" for name, public_id in some.items()}
    listener = Client()
    listener.force_login(User.objects.get(email="listener@example.org"))
    for who, client in (("visitor", Client()), ("member", listener)):
        for address in PUBLIC:
            is_page = "?" not in address and not address.startswith("/api/")
            yield f"{who}: {address}", client, address.format_map(paths if is_page else some)
    for role, client in _managers().items():
        for address in ADMIN:
            yield f"{role}: admin/{address}", client, f"/admin/{address}"


def _managers() -> dict[str, Client]:
    """An administrator, who sees all, and a content manager, whose list is narrowed."""
    made: dict[str, Client] = {}
    for role in (Role.ADMINISTRATOR, Role.CONTENT_MANAGER):
        email = f"{role.replace(' ', '-')}@bench.example"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = user_create(email=email, password=None, role=role)
            user_staff_by_groups(user=user)
            User.objects.filter(pk=user.pk).update(is_superuser=role == Role.ADMINISTRATOR)
        made[role] = Client()
        made[role].force_login(User.objects.get(pk=user.pk))
    return made


def measured(name: str, client: Client, address: str) -> tuple[list[float], int]:
    """Milliseconds of each request, made anew each time, and how many questions the last asked."""
    client.get(address, follow=True)
    times: list[float] = []
    for number in range(ROUNDS):
        # Pages with a parameter that they do not know are not kept. The others refuse such a one, and keep nothing.
        again = address
        if not address.startswith(("/admin/", "/api/")):
            again += f"{'&' if '?' in address else '?'}again={number}"
        began = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(again, follow="/api/" not in address)
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status_code == 200, (again, answer.status_code, answer.content[:300])
    middle, count = statistics.median(times), len(queries)
    late = middle > BOUND_MS
    told = f"{name:60} {middle:8.1f} ms {count:3} questions{' TOO MUCH' if late else ''}"
    print(told, file=sys.stderr)
    if late:
        slow = max(queries.captured_queries, key=lambda one: float(one["time"]))
        print(f"    {slow['time']} s: {slow['sql'][-900:]}", file=sys.stderr)
    return times, count


if __name__ == "__main__":
    sys.exit(main())
