"""Rows as what a change knows of them: named values that JSON holds, read and written by the services.

Beside the fields that people may set there are `visibility`, `deleted`, `taken_down`, `album` and `version_of` (keys),
`genres` and `instruments` (names) and `credits`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from catalog.models import Album, Artist, Track
from catalog.provenance import CuratedModel
from catalog.services.curate import (
    EDITABLE,
    album_edit,
    artist_edit,
    fields_release,
    genre_edit,
    track_edit,
)
from catalog.services.curate_credits import ChosenCredit, credits_choose, genres_curate
from catalog.services.describe import instruments_set, version_set
from catalog.services.move import tracks_move
from catalog.services.shelve import items_delete, items_restore, items_visibility_set
from catalog.services.take_down import items_lift, items_take_down
from common.errors import Invalid

EDITS: dict[str, Any] = {
    "track": track_edit,
    "album": album_edit,
    "artist": artist_edit,
    "genre": genre_edit,
}
TAGS = "tags"
"""In a state that was: the fields that tags had set."""

TOGETHER = frozenset({"visibility", "deleted", "album", "taken_down"})
"""What a service sets on many rows at once."""
VERSION = ("version_of", "version_kind")
PERSONS = TOGETHER | {*VERSION, "instruments"}
"""What no tag says, or what goes back by its own service."""
CREDIT = ("artist", "role", "detail", "credited_as", "join")

type State = dict[str, Any]


def state_of(row: Any, names: Iterable[str]) -> State:
    """The values of these fields."""
    return {name: _held(row, name) for name in names if name != TAGS}


def _held(row: Any, name: str) -> Any:
    if name == "deleted":
        return row.deleted_at is not None
    if name == "taken_down":
        return row.taken_down_id is not None
    if name == "album":
        return row.album_id
    if name == "genres":
        return sorted(row.genres.values_list("name", flat=True))
    if name == "instruments":
        return sorted(row.instruments.values_list("name", flat=True))
    if name == "version_of":
        return row.version_of_id
    if name == "credits":
        rows = row.credits.order_by("position", "pk")
        return [list(one) for one in rows.values_list("artist_id", *CREDIT[1:-1], "join_phrase")]
    value = getattr(row, name)
    return str(value.normalize()) if isinstance(value, Decimal) else value


def tagged(row: Any, names: Iterable[str]) -> list[str]:
    """Those of the fields that tags have set so far: of a genre none."""
    if not isinstance(row, CuratedModel):
        return []
    return [name for name in names if name not in row.curated and name not in PERSONS]


def states_write(
    kind: str,
    wanted: Collection[tuple[Any, State]],
    *,
    at: datetime,
    by: User | None = None,
    why: str = "",
) -> None:
    """Give rows these values, by the services that a person's own changes go through. Raises as they do."""
    together: dict[tuple[str, Any], list[Any]] = {}
    for row, state in wanted:
        fields = {}
        for name, value in state.items():
            if name in TOGETHER:
                together.setdefault((name, value), []).append(row)
            elif name in _WRITES:
                _WRITES[name](row, value)
            elif name not in {TAGS, *VERSION}:
                fields[name] = _read(name, value)
        if not {*VERSION}.isdisjoint(state):
            _version_write(row, state)
        if fields:
            EDITS[kind](**{kind: row, "changes": fields})
    for (name, value), rows in together.items():
        if name == "visibility":
            items_visibility_set(rows=rows, visibility=value)
        elif name == "album":
            album = Album.objects.filter(pk=value).first()
            if album is None:
                raise Invalid("That album is not there any more.", field="album")
            tracks_move(tracks=rows, album=album, at=at)
        elif name == "taken_down" and value:
            items_take_down(rows=rows, by=by, why=why, at=at)
        elif name == "taken_down":
            items_lift(rows=rows, by=by, at=at)
        elif value:
            items_delete(rows=rows, at=at)
        else:
            items_restore(rows=rows, at=at)


def _credits_write(row: Any, told: Collection[Collection[Any]]) -> None:
    credits = [dict(zip(CREDIT, one, strict=True)) for one in told]
    artists = Artist.objects.in_bulk([one["artist"] for one in credits])
    if any(one["artist"] not in artists for one in credits):
        raise Invalid("One of the artists is not there any more.", field="credits")
    chosen = [ChosenCredit(**{**one, "artist": artists[one["artist"]]}) for one in credits]
    credits_choose(row=row, credits=chosen)


def _version_write(row: Any, state: State) -> None:
    of = Track.objects.filter(pk=state.get("version_of", row.version_of_id)).first()
    version_set(track=row, of=of, kind=state.get("version_kind", row.version_kind))


_WRITES: dict[str, Callable[[Any, Any], None]] = {
    "genres": lambda row, names: genres_curate(track=row, names=names),
    "instruments": lambda row, names: instruments_set(track=row, names=names),
    "credits": _credits_write,
}


def state_back(kind: str, row: Any, before: Mapping[str, Any], *, at: datetime) -> None:
    """Give a row the values that it had: what tags had set becomes the tags' again, as they are by now."""
    released = [name for name in before.get(TAGS, ()) if name in before and name in row.curated]
    if released:
        fields_release(row=row, fields=released)
        row.refresh_from_db()
    rest = {name: value for name, value in before.items() if name not in {TAGS, *released}}
    states_write(kind, [(row, rest)], at=at)


def _read(name: str, value: Any) -> Any:
    if name != "bpm" or value is None:
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation as error:
        raise Invalid("A number is wanted.", field=name) from error


def parsed(kind: str, name: str, text: str) -> Any:
    """A value as somebody typed it, as its field takes it. Raises Invalid with the field's own words."""
    if name not in fields_of(kind):
        raise Invalid("This field can not be set on many.", field="field")
    if name == "genres":
        return sorted({one.strip() for one in text.split(",") if one.strip()})
    field: Any = (Track if kind == "track" else Album)._meta.get_field(name)
    form_field = field.formfield(required=False)
    try:
        value = form_field.clean(text.strip() or None)
    except ValidationError as error:
        raise Invalid(" ".join(error.messages), field="value") from error
    if value is None and not field.null:
        value = field.get_default() if field.has_default() else ""
    return str(value.normalize()) if isinstance(value, Decimal) else value


def fields_of(kind: str) -> tuple[str, ...]:
    """What can be set on many: not what tells one from another."""
    alone = {
        "title",
        "sort_title",
        "isrc",
        "musicbrainz_id",
        "position",
        "lyrics",
        "barcode",
        "name",
    }
    more = ("genres",) if kind == "track" else ()
    return (*(name for name in EDITABLE[kind] if name not in alone), *more)
