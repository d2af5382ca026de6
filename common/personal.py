"""What is kept about a person: each room says what it has, hands it out, and erases it.

Rooms fill the registry in `AppConfig.ready()`:

    personal_data.add("likes", PersonalData(fields=("playlists.Like.user",), export=likes_of, erase=likes_erase))

The name is that of the file in the export (`likes.json`). `fields` are the relations to the user that the entry
answers for, as `app.Model.field`: a test fails for any that no entry names. An export is complete (what a person did,
said, set), and is read in a job; an erasure runs in one transaction with all others, from the upper rooms to
the lower, before the user's own row goes. What stays for others' sake (a label's albums) loses the name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from common.registry import Registry


def nothing(user: Any) -> None:
    """The erasure of what goes with the user's row (`CASCADE`), or loses the name with it (`SET_NULL`)."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """One kind of what is kept about a person."""

    fields: tuple[str, ...]
    """`app.Model.field` of each relation to the user that this answers for."""
    export: Callable[[Any], Iterable[dict[str, Any]]]
    """user → rows for people and programs to read: JSON types, and times; no secrets, no keys of the database."""
    erase: Callable[[Any], None] = nothing
    """user → None. Raises Conflict when something has to be settled first."""
    files: Callable[[Any], Iterable[tuple[str, str]]] | None = None
    """user → (name in the ZIP, key in the default storage) of what is kept as files."""


personal_data: Registry[PersonalData] = Registry("kind of personal data")
