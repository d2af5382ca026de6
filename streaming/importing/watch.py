"""Following folders as they change: each change is imported by itself, once its folder has come to rest."""

import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

from watchfiles._rust_notify import RustNotify  # documented: what `watch` wraps, and makes too late

from catalog.models import Library
from streaming.paths import disk_path

REST = 2_000
"""Milliseconds without a change after which a copied album is thought to be whole."""
LONGEST = 60_000
"""Milliseconds after which changes are imported although more arrive."""
AGAIN = 15_000
"""Milliseconds after which what could not be imported is tried again."""


class Watch:
    """The folders of some libraries, watched from the moment that this is made: what changes then waits for `round`."""

    def __init__(self, libraries: Iterable[Library]) -> None:
        """Raises OSError, or RuntimeError, for folders that the system cannot watch."""
        self._roots = {disk_path(library.root): library for library in libraries}
        self._notify = RustNotify(
            watch_paths=list(self._roots),
            debug=False,
            force_polling=False,
            poll_delay_ms=300,
            recursive=True,
            ignore_permission_denied=False,
        )
        self._waiting: dict[str, set[str]] = {}

    def round(
        self,
        take: Callable[[Library, str], bool],
        *,
        stop: Event | None = None,
        rest: int = REST,
        again: int = AGAIN,
    ) -> bool:
        """Wait for changes, and call `take` with a library and the folder in it that holds all that changed.

        What `take` answers with False (another import runs, a disk is away) is kept, and tried again. False when
        Ctrl-C or `stop` ended it.
        """
        found = self._notify.watch(LONGEST, rest, again, stop)
        if found == "signal" or found == "stop":
            return False
        for _kind, path in () if found == "timeout" else found:
            if root := _root_of(path, self._roots):
                self._waiting.setdefault(root, set()).add(path)
        for root, paths in list(self._waiting.items()):
            if take(self._roots[root], folder_of(root, paths)):
                del self._waiting[root]
        return True


def folder_of(root: str, paths: Iterable[str]) -> str:
    """The lowest folder, from `root`, that holds all these paths and has anything in it; "" for the root itself."""
    top = Path(root)
    common = Path(os.path.commonpath([Path(path).parent for path in paths]))
    for folder in (common, *common.parents):
        if folder == top:
            break
        if folder.is_dir() and any(folder.iterdir()):
            return str(folder.relative_to(top))
    return ""


def _root_of(path: str, roots: Iterable[str]) -> str | None:
    return next((root for root in roots if path == root or path.startswith(f"{root}/")), None)
