"""Where documents come from: rooms above register how to load theirs in `AppConfig.ready()`."""

from collections.abc import Callable, Iterable

from common.registry import Registry
from search.engine import SearchDocument

type Loader = Callable[[list[int]], Iterable[SearchDocument]]
"""Keys of rows → their documents. A row that is gone, or that nobody may find, is left out, and thereby forgotten."""

sources: Registry[Loader] = Registry("search source")


def add(kind: str, loader: Loader) -> None:
    sources.add(kind, loader)
