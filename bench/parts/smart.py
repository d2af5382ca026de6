"""Smart playlists over a million tracks, on both databases."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from bench.context import Bench
from bench.figures import Figure
from bench.site import HOUSE, environment
from tests.servers import mariadb
from tests.servers.process import program

TITLE = "Smart playlists over 1,000,000 tracks"
TRACKS = 1_000_000
ABOUT = """\
A catalogue that the database makes of a thousand tracks (`bench/many_tracks.py`), and a listener with 4,000 likes,
3,000 stars and 9,000 plays. *Made* is from the rules to the tracks, committed. A *page* is an answer of the API with 50
tracks at a place drawn by chance in a playlist of all tracks, in one process, with everything that a request passes. A
*preview* counts for at most 0.1 s and puts the first ten in order for at most 0.25 s. MariaDB is the tests' own, which
does not wait for the disk."""


def run(bench: Bench) -> Iterator[Figure]:
    yield from _figures("SQLite", _measured(bench, "sqlite"))
    server, url = mariadb.start()
    try:
        socket = url.partition("unix_socket=")[2]
        client = [program("mariadb"), "--no-defaults", f"--socket={socket}", "-uroot"]
        subprocess.run([*client, "-e", "CREATE DATABASE musicsite"], check=True)
        secret = "only for this run " * 4
        told = _measured(bench, "mariadb", DATABASE_URL=url, SECRET_KEY=secret)
        yield from _figures("MariaDB", told)
    finally:
        server.remove()


def _measured(bench: Bench, name: str, **settings: str) -> dict[str, Any]:
    bench.say(f"filling {name}")
    data = bench.folder / name
    data.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "bench.smart_lists", str(TRACKS), "--rounds", str(min(3, bench.rounds))],
        cwd=HOUSE,
        env=environment(data, CACHE_URL="memory://", **settings),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )  # fmt: skip
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told


def _figures(database: str, told: dict[str, Any]) -> Iterator[Figure]:
    for name, seconds in told["made"].items():
        count = told["counts"][name]
        yield Figure(what=f"{database}: made, {name} ({count:,})", values=seconds, unit="s", most=10)  # fmt: skip
    yield Figure(what=f"{database}: a page of 50", values=told["pages"], unit="ms", most=20)
    for name, (took, count, is_more) in told["previews"].items():
        found = f"more than {count:,}" if is_more else f"{count:,}"
        yield Figure(what=f"{database}: preview, {name} ({found})", values=[took], unit="ms")
