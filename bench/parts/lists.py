"""Public lists and lists of the admin over many tracks."""

from collections.abc import Iterator

from bench.context import Bench
from bench.figures import Figure

TITLE = "Lists"
ABOUT = """\
Tracks, albums and artists that the database makes of a thousand tracks (`bench/many_tracks.py`), on SQLite, with a
search index of them. Lists of the site as a visitor and a member have them, pages of the admin as an administrator and
as a content manager, in one process, with everything that a request passes; pages of the site are not kept between
requests."""


def run(bench: Bench) -> Iterator[Figure]:
    for size in bench.sizes:
        told = bench.measured("lists", "bench.lists", size)
        for name, (times, most) in told["lists"].items():
            yield Figure(what=name, values=times, unit="ms", most=most, size=size)
        if told["asks"] > told["most"]:
            bench.note(f"{size:,}: a list asks {told['asks']} questions, more than {told['most']}.")
