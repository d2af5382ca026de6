"""Requests a second, from `wrk` where the machine has it (Debian: wrk), else from a small client of our own.

Both keep a fixed number of connections busy from one thread, each asking again as soon as it is answered. wrk costs the
servers less: both share the machine's processors with whoever asks.
"""

import json
import re
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from itertools import cycle
from urllib.parse import urlsplit

CONNECTIONS = 8
IN_TURN = """
local paths, asked, last = {%s}, {}, 0
function init(arguments)
  for place, path in ipairs(paths) do asked[place] = wrk.format("GET", path) end
end
function request()
  last = last %% #paths + 1
  return asked[last]
end
"""
"""What tells wrk to ask for several paths (https://github.com/wg/wrk/blob/master/SCRIPTING)."""


class Unanswered(RuntimeError):
    """Something other than 200 came back."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address and the cookie that goes with it. `more` are others of the same server, asked for in turn with it."""

    name: str
    url: str
    cookie: str = ""
    more: tuple[str, ...] = ()

    @property
    def paths(self) -> list[str]:
        """With their queries."""
        parts = map(urlsplit, (self.url, *self.more))
        return [f"{one.path}?{one.query}" if one.query else one.path for one in parts]


def client() -> str:
    """Who asks, for the report."""
    return "wrk" if shutil.which("wrk") else "the benchmark's own client (wrk is not installed)"


def rate(target: Target, seconds: float) -> float:
    """Answers a second. Raises Unanswered when one is not 200 or a connection fails."""
    program = shutil.which("wrk")
    return _wrk(program, target, seconds) if program else _own(target, seconds)


def _wrk(program: str, target: Target, seconds: float) -> float:
    more = ["-H", f"Cookie: {target.cookie}"] if target.cookie else []
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if target.more:
            script.write(IN_TURN % ", ".join(map(json.dumps, target.paths)))
            script.flush()
            more += ["-s", script.name]
        done = subprocess.run(
            [program, "-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", *more, target.url],
            capture_output=True,
            text=True,
            check=True,
        )
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    if not found or "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise Unanswered(f"{target.name}: {done.stdout}")
    return float(found[1])


def _own(target: Target, seconds: float) -> float:
    parts = urlsplit(target.url)
    head = f"Host: {parts.netloc}\r\n"
    if target.cookie:
        head += f"Cookie: {target.cookie}\r\n"
    requests = cycle([f"GET {path} HTTP/1.1\r\n{head}\r\n".encode() for path in target.paths])
    answered = 0
    with selectors.DefaultSelector() as selector:
        for _ in range(CONNECTIONS):
            connection = socket.create_connection((parts.hostname or "", parts.port or 80))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(connection, selectors.EVENT_READ, bytearray())
            connection.sendall(next(requests))
        started = time.perf_counter()
        while (now := time.perf_counter()) < started + seconds:
            for key, _event in selector.select(1.0):
                if _take(key.fileobj, key.data, target):  # type: ignore[arg-type]
                    answered += 1
                    key.fileobj.sendall(next(requests))  # type: ignore[union-attr]
        for key in list(selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]
    return answered / (now - started)


def _take(connection: socket.socket, held: bytearray, target: Target) -> bool:
    """Read what has come; whether the answer is whole."""
    more = connection.recv(1 << 18)
    if not more:
        raise Unanswered(f"{target.name}: the connection was closed")
    held += more
    end = held.find(b"\r\n\r\n")
    if end < 0:
        return False
    if held[9:12] != b"200":
        raise Unanswered(f"{target.name}: {bytes(held[:200])!r}")
    length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", held[: end + 2])
    if length is None:
        raise Unanswered(f"{target.name}: an answer without a length")
    if len(held) - end - 4 < int(length[1]):
        return False
    held.clear()
    return True
