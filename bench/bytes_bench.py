"""Bytes of a track from the site against the same file from nginx, in the same run.

    .venv/bin/python -m bench.bytes_bench [--seconds 2] [--rounds 5]

Prints a Markdown table: whole files of 8 MB (at least 80 % of nginx is the target) and ranges of 1 MB (60 %), each by
four kept-alive connections of one client process, alternating between the two servers. The site is `manage.py serve`
with a catalogue of one track: access check, limit for each viewer and access log are all on.
"""

import argparse
import contextlib
import http.client
import os
import platform
import random
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
MB = 1 << 20
SIZE, RANGE = 8 * MB, MB
CONNECTIONS = 4

SEED = """
from pathlib import Path
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.services import user_create
from streaming.tests.sound import library_make, track_make
root = Path(settings.DATA_DIR) / "music"
print(track_make(library_make(root), "song.wav", Path({source!r}).read_bytes()).track.public_id)
user = user_create(email="bench@example.org", password=None)
session = import_module(settings.SESSION_ENGINE).SessionStore()
session[SESSION_KEY] = str(user.pk)
session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.save()
print(session.session_key)
"""

NGINX = """
daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log {folder}/access.log; sendfile on; tcp_nopush on; keepalive_requests 100000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }}
}}
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A server, the path of the file there, and a cookie."""

    name: str
    port: int
    path: str
    cookie: str = ""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bytes-", dir="/tmp")))
        source = folder / "song.wav"
        source.write_bytes(random.Random(1).randbytes(SIZE))
        nginx = stack.enter_context(serve_nginx(folder, source))
        site, track, session = stack.enter_context(serve_site(folder, source))
        path = f"/api/v1/tracks/{track}/stream/"
        peers = [
            nginx,
            Peer("site", site, path),
            Peer("site, signed in", site, path, f"session={session}"),
        ]
        print_table(measure(peers, options.seconds, options.rounds), peers)
    return 0


def measure(peers: list[Peer], seconds: float, rounds: int) -> dict[tuple[str, str], list[float]]:
    """MB/s by (what, peer), each measured `rounds` times in turn."""
    found: dict[tuple[str, str], list[float]] = {}
    for what, piece in (("whole 8 MB files", None), ("1 MB ranges", RANGE)):
        for peer in peers:
            rate(peer, piece, 0.3)  # warm
        for _ in range(rounds):
            for peer in peers:
                found.setdefault((what, peer.name), []).append(rate(peer, piece, seconds))
    return found


def rate(peer: Peer, piece: int | None, seconds: float) -> float:
    """MB of bodies a second over all connections."""
    totals = [0] * CONNECTIONS
    until = time.perf_counter() + seconds

    def listen(number: int) -> None:
        chosen = random.Random(number)
        buffer = bytearray(MB // 4)
        with socket.create_connection(("127.0.0.1", peer.port)) as connection:
            while time.perf_counter() < until:
                head = f"GET {peer.path} HTTP/1.1\r\nHost: 127.0.0.1:{peer.port}\r\n"
                if peer.cookie:
                    head += f"Cookie: {peer.cookie}\r\n"
                if piece:
                    start = chosen.randrange(SIZE - piece)
                    head += f"Range: bytes={start}-{start + piece - 1}\r\n"
                connection.sendall(f"{head}\r\n".encode())
                totals[number] += _read(connection, buffer, piece or SIZE)

    threads = [threading.Thread(target=listen, args=(number,)) for number in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(totals) / MB / (time.perf_counter() - started)


def _read(connection: socket.socket, buffer: bytearray, length: int) -> int:
    """Read one answer whose body must be `length` bytes."""
    view = memoryview(buffer)
    got = 0
    while (end := buffer.find(b"\r\n\r\n", 0, got)) < 0:
        more = connection.recv_into(view[got:])
        if not more:
            raise ConnectionError("closed before the headers")
        got += more
    if bytes(buffer[9:12]) not in (b"200", b"206"):
        raise ConnectionError(bytes(buffer[:200]))
    left = length - (got - end - 4)
    while left:
        more = connection.recv_into(view, min(left, len(buffer)))
        if not more:
            raise ConnectionError("closed before the end")
        left -= more
    return length


@contextlib.contextmanager
def serve_nginx(folder: Path, source: Path) -> Iterator[Peer]:
    port = _free_port()
    (folder / "www").mkdir()
    shutil.copy(source, folder / "www" / "song.wav")
    config = folder / "nginx.conf"
    user = "user root;\n" if os.geteuid() == 0 else ""
    config.write_text(user + NGINX.format(folder=folder, port=port))
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    process = subprocess.Popen(
        [program, "-p", str(folder), "-c", str(config)], stderr=subprocess.DEVNULL
    )
    try:
        _wait(port, "/song.wav")
        yield Peer("nginx", port, "/song.wav")
    finally:
        process.terminate()
        process.wait(10)


@contextlib.contextmanager
def serve_site(folder: Path, source: Path) -> Iterator[tuple[int, str, str]]:
    port = _free_port()
    ours = {"DATABASE_URL", "CACHE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    environment |= {"DATA_DIR": str(folder / "var"), "PORT": str(port), "DEMO": "0"}
    manage = [sys.executable, str(HOUSE / "manage.py")]
    (folder / "var").mkdir()
    subprocess.run([*manage, "prepare"], env=environment, check=True, capture_output=True)
    seeded = subprocess.run(
        [*manage, "shell", "-v0", "-c", SEED.format(source=str(source))],
        env=environment, check=True, capture_output=True, text=True,
    )  # fmt: skip
    track, session = seeded.stdout.split()
    with (folder / "site.log").open("wb") as log:
        process = subprocess.Popen([*manage, "serve"], env=environment, stdout=log, stderr=log)
    try:
        _wait(port, "/healthz")
        yield port, track, session
    finally:
        process.terminate()
        process.wait(20)


def _wait(port: int, path: str) -> None:
    until = time.monotonic() + 60
    while True:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with contextlib.suppress(OSError):
            connection.request("HEAD", path)
            if connection.getresponse().status == 200:
                return
        if time.monotonic() > until:
            raise TimeoutError(f"nothing answers on port {port}")
        time.sleep(0.1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def print_table(found: dict[tuple[str, str], list[float]], peers: list[Peer]) -> None:
    print("| what | server | MB/s, median | spread | of nginx |")
    print("|---|---|---:|---:|---:|")
    for what in dict.fromkeys(what for what, _ in found):
        yardstick = statistics.median(found[what, peers[0].name])
        for peer in peers:
            rates = found[what, peer.name]
            middle = statistics.median(rates)
            print(
                f"| {what} | {peer.name} | {middle:,.0f} | {min(rates):,.0f}–{max(rates):,.0f} "
                f"| {middle / yardstick:.0%} |"
            )
    nginx = subprocess.run(
        ["/usr/sbin/nginx", "-v"], capture_output=True, text=True, check=False
    ).stderr
    print(
        f"\n{os.cpu_count()} cores, {platform.system()} {platform.release()}, Python {platform.python_version()}, "
        f"{nginx.rpartition(' ')[2].strip() or 'nginx'}; {CONNECTIONS} connections."
    )


if __name__ == "__main__":
    sys.exit(main())
