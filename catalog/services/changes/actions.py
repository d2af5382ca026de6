"""What can be done to many rows: for each action, the values that a row is to have."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.audience import Visibility
from catalog.models import Album, Change
from catalog.services.changes.states import State, parsed
from catalog.services.move import album_split
from common.errors import Invalid
from common.registry import Registry

type Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Action:
    """`wanted` gives what each row is to be, of checked parameters; it raises Invalid for wrong ones."""

    label: str
    kinds: tuple[str, ...]
    wanted: Callable[[str, Params], State]
    begin: Callable[[Change], None] | None = None
    """Called once before the first row; what it makes it keeps in the change's parameters."""


def _set(kind: str, params: Params) -> State:
    field = str(params.get("field", ""))
    return {field: parsed(kind, field, str(params.get("value", "")))}


def _visibility(_kind: str, params: Params) -> State:
    value = str(params.get("visibility", ""))
    if value and value not in Visibility.values:
        raise Invalid("Choose who may see it.", field="visibility")
    return {"visibility": value}


def _move(_kind: str, params: Params) -> State:
    pk = str(params.get("album", ""))
    if not (pk.isdecimal() and Album.objects.filter(pk=int(pk), merged_into=None).exists()):
        raise Invalid("Choose the album to move them to.", field="album")
    return {"album": int(pk)}


def _split(_kind: str, params: Params) -> State:
    if not str(params.get("title", "")).strip():
        raise Invalid("The new album needs a title.", field="title")
    return {"album": params.get("album")}


def _begin_split(change: Change) -> None:
    if "album" in change.params:
        return
    first = change.rows.order_by("pk").first()
    album = Album.objects.filter(tracks__pk=first.ref if first else 0).first()
    if album is None:
        raise Invalid("There is nothing to split.")
    made = album_split(album=album, title=str(change.params.get("title", "")))
    change.params = {**change.params, "album": made.pk}
    change.save(update_fields=["params", "updated_at"])


ITEMS = ("track", "album")
ACTIONS: dict[str, Action] = {
    "set": Action("Set a field", ITEMS, _set),
    "visibility": Action("Set who may see", ITEMS, _visibility),
    "delete": Action("Delete", ITEMS, lambda _kind, _params: {"deleted": True}),
    "restore": Action("Restore", ITEMS, lambda _kind, _params: {"deleted": False}),
    "take_down": Action("Take down", ITEMS, lambda _kind, _params: {"taken_down": True}),
    "lift": Action(
        "Put back what was taken down", ITEMS, lambda _kind, _params: {"taken_down": False}
    ),
    "move": Action("Move to another album", ("track",), _move),
    "split": Action("Make a new album of", ("track",), _split, _begin_split),
}

rereads: "Registry[Callable[[list[int]], int]]" = Registry("reader of files")
"""Whoever keeps files reads those of albums again, by their keys; gives how many folders will be read."""
