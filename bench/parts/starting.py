"""From the command to the first answer, and the memory that an idle site takes."""

import time
from collections.abc import Iterator

from bench import processes
from bench.context import Bench
from bench.demo import serving
from bench.figures import Figure
from tests.servers.process import free_port

TITLE = "Start"
ABOUT = """\
`manage.py serve` until `/` answers 200: in an empty folder (migrations, static files, administrator, demo catalogue),
then with all that there. Memory is that of all processes together, shared pages divided among them (PSS), when the
site has had nothing to do for two seconds after its first jobs."""


def run(bench: Bench) -> Iterator[Figure]:
    data = bench.folder / "start" / "var"
    began = time.perf_counter()
    with serving(data, free_port()) as site:
        cold = time.perf_counter() - began
        bench.say("waiting for the demo's jobs")
        site.settle()
    warm: list[float] = []
    idle: list[float] = []
    for _ in range(bench.rounds):
        began = time.perf_counter()
        with serving(data, free_port()) as site:
            warm.append(time.perf_counter() - began)
            site.settle()
            idle.append(processes.memory(site.pid) / 1e6)
    yield Figure(what="first start, with the demo", values=[cold], unit="s", most=240)
    yield Figure(what="later start", values=warm, unit="s", most=5)
    yield Figure(what="memory of an idle site", values=idle, unit="MB", most=400)
