"""Writing as a service of a room above does."""

from typing import Any

from search.services import search_mark


def write(rows: dict[int, str], **changed: Any) -> None:
    """Change rows (`r1="name"`, None deletes) and mark them."""
    for key, name in changed.items():
        ref = int(key.removeprefix("r"))
        if name is None:
            rows.pop(ref)
        else:
            rows[ref] = name
        search_mark(kind="album", refs=[ref])
