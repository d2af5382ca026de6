"""Bytes of a track against the same file from nginx."""

import random
from collections.abc import Iterator
from contextlib import ExitStack

from bench import bytes_bench
from bench.bytes_bench import Peer
from bench.context import Bench
from bench.figures import Figure

TITLE = "Bytes"
ABOUT = """\
`manage.py serve` against nginx with `sendfile`, the same file, four kept-alive connections of one client. The site
checks access, holds its limit for each viewer and writes its access log. More of it: `python -m bench.bytes_bench`."""
TARGETS = {"whole 8 MB files": 0.8, "1 MB ranges": 0.6}


def run(bench: Bench) -> Iterator[Figure]:
    with ExitStack() as stack:
        folder = bench.folder / "bytes"
        folder.mkdir()
        source = folder / "song.wav"
        source.write_bytes(random.Random(1).randbytes(bytes_bench.SIZE))
        nginx = stack.enter_context(bytes_bench.serve_nginx(folder, source))
        port, track, session = stack.enter_context(bytes_bench.serve_site(folder, source))
        path = f"/api/v1/tracks/{track}/stream/"
        peers = [
            nginx,
            Peer("anonymous", port, path),
            Peer("signed in", port, path, f"session={session}"),
        ]
        found = bytes_bench.measure(peers, bench.seconds, bench.rounds)
    for what, least in TARGETS.items():
        yardstick = Figure(what=f"nginx, {what}", values=found[what, "nginx"], unit="MB/s")
        yield yardstick
        yield Figure(
            what=what,
            values=found[what, "anonymous"],
            unit="MB/s",
            against=yardstick,
            least_ratio=least,
        )
        yield Figure(
            what=f"{what}, signed in",
            values=found[what, "signed in"],
            unit="MB/s",
            against=yardstick,
        )
