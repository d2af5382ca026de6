"""The demo catalogue as a library: the files that `streaming.demo` writes, imported, shown to everyone."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from catalog.audience import Visibility
from catalog.models import Library, Track
from common.errors import Conflict
from streaming.demo import write_demo
from streaming.importing.scan import Options, library_scan
from streaming.importing.summary import Summary
from streaming.libraries import library_add
from streaming.models import Scan
from streaming.removal import library_remove

NAME = "Demo"


def demo_folder() -> Path:
    """Where the demo's files lie."""
    return Path(settings.DATA_DIR) / "demo"


def demo_add(
    *,
    making: Callable[[int, int], None] | None = None,
    progress: Callable[[Summary], None] = lambda _summary: None,
) -> Summary:
    """Make the demo's files and import them. Run again, it brings back what is missing of them.

    `making` is told tracks made and tracks in all.
    """
    library = Library.objects.filter(is_demo=True).first()
    write_demo(demo_folder(), progress=making)
    if library is None:
        library = library_add(
            root=str(demo_folder()), name=NAME, visibility=Visibility.PUBLIC, is_demo=True
        )
    return library_scan(library=library, options=Options(progress=progress))


def demo_size() -> int:
    """How many tracks of the demo are here."""
    return Track.objects.filter(library__is_demo=True).count()


def demo_remove() -> int:
    """Take the demo away: rows, files, pictures, and artists whom nothing else credits. Gives how many tracks went."""
    tracks = 0
    for library in Library.objects.filter(is_demo=True):
        if Scan.objects.filter(library=library, is_running=1).exists():
            raise Conflict("The demo is being imported: wait until that is done.")
        tracks += library_remove(library)
    shutil.rmtree(demo_folder(), ignore_errors=True)
    return tracks
