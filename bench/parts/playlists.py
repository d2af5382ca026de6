"""A playlist of 10,000 tracks: its first page and edits of it, on both databases."""

import http.client
import json
import random
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any
from urllib.parse import urlsplit

from bench.context import Bench
from bench.figures import Figure
from bench.site import manage, web_server
from tests.servers import mariadb
from tests.servers.process import program

TITLE = "A long playlist"
ABOUT = """\
A playlist of 10,000 tracks in a catalogue of 40,000, beside 2,000 short playlists of other people
(`bench/playlist_data.py` writes the rows). Timed are whole requests of its owner, signed in by a session, from a client
on the same machine to the last byte of the answer, one after the other on one kept-alive connection: gunicorn and every
middleware, access checks, the write with its journal for undoing, and the JSON. *First page* is 50 entries with their
tracks; the answer to *add 100* tells how many came, and the entries only where they are 20 or fewer. The yardsticks are
an empty view of the API, and one that only inserts 100 rows of entries by `bulk_create`. MariaDB is the tests'
own, which does not wait for the disk."""

WRITE = "from bench import playlist_data; playlist_data.main()"
TIMES = 12
"""Requests of each kind in a round."""


def run(bench: Bench) -> Iterator[Figure]:
    for name in ("MariaDB", "SQLite"):
        with ExitStack() as stack:
            yield from _on(name, bench, stack)


def _on(database: str, bench: Bench, stack: ExitStack) -> Iterator[Figure]:
    data = bench.folder / f"playlist-{database.lower()}"
    data.mkdir()
    more = {}
    if database == "MariaDB":
        server, more["DATABASE_URL"] = mariadb.start()
        stack.callback(server.remove)
        more["SECRET_KEY"] = "only-for-the-time-of-one-benchmark-" + "x" * 20
        client = [program("mariadb"), "--no-defaults", f"--socket={server.folder / 's'}", "-uroot"]
        subprocess.run([*client, "-e", "CREATE DATABASE musicsite"], check=True)
    bench.say(f"{database}: writing the rows")
    manage(data, "prepare", "--no-demo", CACHE_URL="memory://", **more)
    made = json.loads(manage(data, "shell", "-v0", "-c", WRITE, CACHE_URL="memory://", **more))
    listener = _Listener(stack.enter_context(web_server(data, **more)), made)
    found: dict[str, list[float]] = {}
    for number in range(bench.rounds + 1):
        bench.say(f"{database}: round {number} of {bench.rounds}")
        for _ in range(TIMES):
            for what, took in listener.all_once():
                if number:  # the first one warms
                    found.setdefault(what, []).append(took)
    empty, rows = (
        Figure(what=f"{database}: {what}", values=found.pop(what), unit="ms")
        for what in ("empty view of the API", "100 rows inserted")
    )
    yield empty
    yield rows
    for what, values in found.items():
        yield Figure(
            what=f"{database}: {what}",
            values=values,
            unit="ms",
            against=rows if what.endswith("100") else empty,
            most=20,
        )


class _Listener:
    """The playlist's owner on one connection."""

    def __init__(self, url: str, made: dict[str, Any]) -> None:
        self._made = made
        self._entries = f"/api/v1/playlists/{made['playlist']}/entries/"
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        token = "a" * 32
        self._headers = {
            "Cookie": f"session={made['session']}; csrftoken={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/json",
        }
        self._random = random.Random(3)

    def all_once(self) -> Iterator[tuple[str, float]]:
        """Each request once, with its milliseconds."""
        made = self._made
        yield "empty view of the API", self._ask("GET", "/api/bench/drf")[0]
        rows = {"playlist": made["scratch"], "tracks": made["track_keys"]}
        yield "100 rows inserted", self._ask("POST", "/api/bench/rows", rows)[0]
        yield "first page", self._ask("GET", self._entries)[0]
        moved, beside = self._random.sample(made["entries"], 2)
        move = {"entries": [moved], "after": beside}
        yield "move a track", self._ask("POST", f"{self._entries}move/", move)[0]
        tracks = {"items": [f"track:{track}" for track in made["tracks"]]}
        took, added = self._ask("POST", self._entries, tracks)
        yield "add 100", took
        self._undo(added)
        going = {"entries": self._random.sample(made["entries"], 100)}
        took, removed = self._ask("POST", f"{self._entries}remove/", going)
        yield "remove 100", took
        self._undo(removed)

    def _undo(self, done: dict[str, Any]) -> None:
        """So that the playlist is as long the next time."""
        self._ask(
            "POST", f"/api/v1/playlists/{self._made['playlist']}/undo/", {"change": done["undo"]}
        )

    def _ask(self, method: str, path: str, body: Any = None) -> tuple[float, Any]:
        sent = None if body is None else json.dumps(body)
        began = time.perf_counter()
        self._connection.request(method, path, sent, self._headers)
        answer = self._connection.getresponse()
        told = answer.read()
        took = (time.perf_counter() - began) * 1000
        if answer.status not in (200, 201):
            raise RuntimeError(f"{method} {path}: {answer.status} {told[:500]!r}")
        return took, json.loads(told)
