"""A small registry: a lower room offers it, rooms above fill it in `AppConfig.ready()`."""

from collections.abc import Iterator


class Registry[T]:
    """Named entries in the order of their registration; a name is given once."""

    def __init__(self, what: str) -> None:
        self.what = what
        self._entries: dict[str, T] = {}

    def add(self, name: str, entry: T) -> None:
        if self._entries.get(name, entry) is not entry:
            raise ValueError(f"{self.what} {name!r} is registered twice")
        self._entries[name] = entry

    def __iter__(self) -> Iterator[T]:
        return iter(self._entries.values())

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def items(self) -> Iterator[tuple[str, T]]:
        return iter(self._entries.items())
