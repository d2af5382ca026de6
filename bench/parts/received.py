"""What a pitch's recipient waits for: the page, and a ZIP of thirty tracks."""

import os
import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

from bench import processes, traffic
from bench.context import Bench
from bench.figures import Figure
from bench.make_music import make
from bench.site import body, manage, prepare, web_server
from bench.traffic import Target

TITLE = "Pitches, as their recipients get them"
ABOUT = """\
gunicorn with the site's own configuration (two processes) and a private Valkey, without workers. The page shows thirty
tracks; its body is kept for all who see the same, access and what is a recipient's own are asked of the database each
time. The ZIP joins thirty files of 20 MB (600 MB) as it is sent, and looks each second whether its link is still open;
the plain file holds the same bytes and leaves by sendfile. Memory is that of the server, its cache and the client
together (PSS), highest while the ZIP is sent against before."""
BLOCK = 1 << 20


def run(bench: Bench) -> Iterator[Figure]:
    data, music = bench.folder / "received", bench.folder / "received-music"
    make(music, 60, seed=5)
    prepare(data)
    manage(data, "import_music", str(music), "--visibility", "public", CACHE_URL="memory://")
    made = manage(data, "shell", "-v0", "-c", "import bench.received", CACHE_URL="memory://")
    path, track = made.split()
    with web_server(data) as url:
        yield from _page(bench, url, path)
        yield from _archive(bench, url, path, track)


def _page(bench: Bench, url: str, path: str) -> Iterator[Figure]:
    targets = [
        Target("empty view", f"{url}/api/bench/empty"),
        Target("page of a pitch", url + path),
    ]
    found = {target.name: list[float]() for target in targets}
    for target in targets:
        body(target.url)
        traffic.rate(target, 1)
    for _ in range(min(bench.rounds, 3)):
        for target in targets:
            found[target.name].append(traffic.rate(target, bench.seconds))
    empty = Figure(what="empty view", values=found["empty view"], unit="/s")
    yield empty
    yield Figure(
        what="page of a pitch of 30 tracks", values=found["page of a pitch"], unit="/s",
        against=empty, least_ratio=0.25,
    )  # fmt: skip


def _archive(bench: Bench, url: str, path: str, track: str) -> Iterator[Figure]:
    addresses = {
        "plain": f"{url}/api/v1/tracks/{track}/stream/",
        "zip": f"{url}{path}archive.zip?format=wav",
    }
    rates: dict[str, list[float]] = {name: [] for name in addresses}
    starts, grown = list[float](), list[float]()
    for _ in range(min(bench.rounds, 3)):
        for name, address in addresses.items():
            before = processes.memory(os.getpid())
            rate, first, peak = _fetched(address)
            rates[name].append(rate)
            if name == "zip":
                starts.append(first * 1000)
                grown.append((peak - before) / 1e6)
    plain = Figure(what="plain file of 600 MB", values=rates["plain"], unit="MB/s")
    yield plain
    yield Figure(what="ZIP of 30 files", values=rates["zip"], unit="MB/s", against=plain, least_ratio=0.7)  # fmt: skip
    yield Figure(what="ZIP: first byte", values=starts, unit="ms", most=1000)
    yield Figure(what="ZIP: memory more than before", values=grown, unit="MB", most=20)


def _fetched(address: str) -> tuple[float, float, int]:
    """Megabytes a second, seconds to the first byte, and the highest memory meanwhile."""
    parts = urlsplit(address)
    got, peak, looked = 0, 0, 0.0
    held = bytearray(BLOCK)
    with socket.create_connection((str(parts.hostname), parts.port or 80)) as connection:
        began = time.monotonic()
        connection.sendall(
            f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nConnection: close\r\n\r\n".encode()
        )
        first = 0.0
        while count := connection.recv_into(held):
            first = first or time.monotonic() - began
            got += count
            if time.monotonic() - looked > 0.25:
                looked = time.monotonic()
                peak = max(peak, processes.memory(os.getpid()))
    seconds = time.monotonic() - began
    if got < 600 << 20:
        raise RuntimeError(f"{address} gave {got:,} bytes")
    return got / seconds / 1e6, first, peak
