"""Parts of pages that are the same for everyone who sees them, kept in this process's memory.

A card of an album looks the same on every page and to every viewer: access decides which cards there are, and asks the
database each time; it does not decide how a card looks. So parts are kept under what they show (and never under who
asked), and a page that must be made anew for its viewer is put together from them. They go with the generation of the
kept pages (`common.pagecache`), that is with every change to the catalogue.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

from django.http import HttpRequest
from django.template.loader import get_template
from django.utils.safestring import SafeString

from common.pagecache import LIFETIME, Memory
from web.caching import generation_for, language_for

KEPT = 16 * 1024 * 1024
"""Bytes of parts that a process keeps."""

_memory: Memory[Any] = Memory(KEPT)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts that one request uses. A key says everything that a part shows and how; it must fix it entirely."""

    generation: str
    language: str

    def one[T](self, kind: str, key: object, make: Callable[[], T]) -> T:
        """The part with this key, made where it is not kept."""
        return self.each(kind, [key], lambda _: {key: make()})[key]

    def each[K, T](
        self, kind: str, keys: Iterable[K], make: Callable[[list[K]], Mapping[K, T]]
    ) -> dict[K, T]:
        """The parts with these keys, in their order; `make` makes all those that are not kept, or some of them."""
        wanted = dict.fromkeys(keys)
        found: dict[K, T] = {}
        for key in wanted:
            part = _memory.get(self._name(kind, key)) if self.generation else None
            if part is not None:
                found[key] = part
        missing = [key for key in wanted if key not in found]
        if missing:
            made = make(missing)
            found.update(made)
            if self.generation:
                for key, part in made.items():
                    self._keep(kind, key, part)
        return {key: found[key] for key in wanted if key in found}

    def _name(self, kind: str, key: object) -> str:
        return f"{self.generation} {self.language} {kind} {key!r}"

    def _keep(self, kind: str, key: object, part: Any) -> None:
        name = self._name(kind, key)
        size = len(name) + len(str(part))
        _memory.put(name, part, size=size, until=monotonic() + LIFETIME)


def parts_for(request: HttpRequest) -> Parts:
    """The parts of this request. Ask before the rows are read that they show."""
    return Parts(generation_for(request), language_for(request))


def part(template: str, **context: Any) -> SafeString:
    """A part from its template, which is given nothing of the request."""
    return SafeString(get_template(template).render(context))  # escaped by the template
