"""Ten thousand recipients queued, and the activity page of a pitch with a million events."""

import http.client
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

from bench.context import Bench
from bench.figures import Figure
from bench.site import manage, web_server

TITLE = "Pitches"
ABOUT = """\
*Queued* is one call that opens 10,000 links and queues 10,000 letters: grants, rows of letters and the job, committed;
*links* is the call before, which makes a link with a secret of its own for each of them. The page is asked whole,
signed in, from a client on the same machine: 10,000 recipients, 15 tracks, a million plays, and as
many sums as they have (`bench/pitch_data.py` writes them). On SQLite."""

WRITE = "from bench import pitch_data; pitch_data.main()"
TIMES = 12


def run(bench: Bench) -> Iterator[Figure]:
    data = bench.folder / "pitching"
    data.mkdir()
    bench.say("writing a million events")
    manage(data, "prepare", "--no-demo", CACHE_URL="memory://")
    made = json.loads(manage(data, "shell", "-v0", "-c", WRITE, CACHE_URL="memory://"))
    if made["letters"] != 10_000 or made["events"] != 1_000_000:
        raise RuntimeError(f"not what was to be measured: {made}")
    yield Figure(what="10,000 links made", values=[made["adding"]], unit="s", most=5)
    yield Figure(what="10,000 recipients queued", values=[made["sending"]], unit="s", most=5)
    with ExitStack() as stack:
        url = stack.enter_context(web_server(data))
        connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
        base = f"/api/v1/pitches/{made['pitch']}/activity/"
        for what, path in (
            ("activity page", f"/pitches/{made['pitch']}/activity/"),
            ("recipients who did nothing yet", f"/pitches/{made['pitch']}/activity/?who=silent"),
            ("summary by the API", f"{base}summary/"),
            ("newest events by the API", base),
        ):
            values = [_ask(connection, path, made["session"]) for _ in range(TIMES + 1)]
            yield Figure(what=what, values=values[1:], unit="ms", most=300)


def _ask(connection: http.client.HTTPConnection, path: str, session: str) -> float:
    began = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"session={session}"})
    answer = connection.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path}: {answer.status} {told[:300]!r}")
    return (time.perf_counter() - began) * 1000
