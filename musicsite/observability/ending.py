"""The last words of a process: what it has counted and traced and not told yet."""

import sys
from contextlib import suppress


def end() -> None:
    """Tell what is left. Loads nothing: a process that has not counted has nothing to tell."""
    for name in ("musicsite.observability.emf", "musicsite.observability.tracing"):
        if loaded := sys.modules.get(name):
            with suppress(Exception):  # whatever goes wrong now, the process is ending
                loaded.end()
