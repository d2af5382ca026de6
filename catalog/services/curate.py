"""What people change: their values stand above the tags' and survive every rescan, until they are given back."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Prefetch

from catalog.audience import Visibility
from catalog.facts import CreditFacts
from catalog.identifiers import isrc_checked
from catalog.models import Album, Artist, ArtistAlias, Credit, Genre, Track, Vocals
from catalog.services.bulk import chunks
from catalog.services.credits import SHOWN, artist_line
from catalog.services.curate_credits import credits_release, genres_release
from catalog.services.marks import mark, mark_all
from catalog.services.merged_genres import genre_mark
from catalog.services.refresh import audiences_refresh
from common.errors import Conflict, Invalid
from common.rows import whole
from common.text import sort_key, text_key

TRACK_FIELDS = (
    "title", "sort_title", "disc_number", "position", "isrc", "bpm", "key", "language", "is_explicit", "lyrics",
    "comment", "musicbrainz_id", "movement", "movement_number", "vocals",
)  # fmt: skip
ALBUM_FIELDS = (
    "title", "sort_title", "type", "release_date", "original_date", "label", "catalogue_number", "barcode",
    "musicbrainz_id", "comment",
)  # fmt: skip
ARTIST_FIELDS = ("name", "sort_name", "musicbrainz_id", "biography")
GENRE_FIELDS = ("name", "kind")
EDITABLE = {"track": TRACK_FIELDS, "album": ALBUM_FIELDS, "artist": ARTIST_FIELDS}


@whole
def track_edit(*, track: Track, changes: Mapping[str, Any]) -> list[str]:
    """Set fields of a track in a person's name; gives the names of those that changed.

    `visibility` is a person's alone: it is no tag, and the audiences follow it. Raises Invalid.
    """
    changed = _set(track, changes, (*TRACK_FIELDS, "visibility"))
    return _keep(track, changed, _item_keys)


@whole
def album_edit(*, album: Album, changes: Mapping[str, Any]) -> list[str]:
    """Set fields of an album in a person's name, as `track_edit`; its tracks' audiences follow it too."""
    changed = _set(album, changes, (*ALBUM_FIELDS, "visibility"))
    return _keep(album, changed, _item_keys)


@whole
def artist_edit(*, artist: Artist, changes: Mapping[str, Any]) -> list[str]:
    """Set fields of an artist in a person's name. The old name stays as an alias that imports resolve.

    Raises Conflict when another artist has the new name (and the same MusicBrainz id).
    """
    before = artist.name
    changed = _set(artist, changes, ARTIST_FIELDS)
    return _keep_artist(artist, changed, before)


@whole
def genre_edit(*, genre: Genre, changes: Mapping[str, Any]) -> list[str]:
    """Name a genre or a mood anew, or make one of the other; gives the names of the fields that changed.

    No tag says what a genre is called. Raises Invalid, and Conflict when there is one of that name, or it was merged.
    """
    if unknown := sorted(set(changes).difference(GENRE_FIELDS)):
        raise Invalid(f"{unknown[0]} can not be set by hand.", field=unknown[0])
    if "name" in changes and not str(changes["name"]).strip():
        raise Invalid("It needs a name.", field="name")
    if genre.merged_into_id is not None:
        raise Conflict("It was merged: its name leads to the one that stays.")
    changed = [name for name, value in changes.items() if getattr(genre, name) != value]
    if not changed:
        return changed
    for name in changed:
        setattr(genre, name, changes[name])
    genre.name_key = text_key(genre.name)
    try:
        with transaction.atomic():
            genre.save(update_fields=[*changed, "name_key", "updated_at"])
            # Names that mean this one are of its kind.
            genre.merged.update(kind=genre.kind)
    except IntegrityError as error:
        said = "There is one of this name already; it may be one that was merged."
        raise Conflict(said, field="name") from error
    genre_mark(genre)
    return changed


@transaction.atomic
def fields_release(*, row: Track | Album | Artist, fields: Iterable[str] = ()) -> list[str]:
    """Give fields back to the tags (all that a person or a lookup has set, unless named)."""
    before = row.name if isinstance(row, Artist) else ""
    plain = _fields_of(row)
    released = [name for name in (list(fields) or list(row.curated)) if name in row.curated]
    apart = []  # kept in rows of their own
    if "credits" in released and not isinstance(row, Artist):
        credits_release(row=row)
        apart.append("credits")
    if "genres" in released and isinstance(row, Track):
        genres_release(track=row)
        apart.append("genres")
    for name in released:
        if name in plain:
            row.release(name)
            if name == "bpm" and isinstance(row, Track) and row.bpm is not None:
                row.bpm = Decimal(row.bpm)
    released = [name for name in released if name in plain]
    if isinstance(row, Artist):
        return _keep_artist(row, released, before)
    return _keep(row, released, _item_keys) + apart


def _fields_of(row: Track | Album | Artist) -> tuple[str, ...]:
    if isinstance(row, Artist):
        return ARTIST_FIELDS
    return ALBUM_FIELDS if isinstance(row, Album) else TRACK_FIELDS


def _set(row: Any, changes: Mapping[str, Any], allowed: Iterable[str]) -> list[str]:
    changed = []
    for name, value in changes.items():
        if name not in allowed:
            raise Invalid(f"{name} can not be set by hand.", field=name)
        if name in {"title", "name"} and not str(value).strip():
            raise Invalid("It needs a name.", field=name)
        if getattr(row, name) == value:
            continue
        value = _checked(name, value)
        if name == "visibility":
            if value and value not in Visibility.values:
                raise Invalid("Choose who may see it.", field=name)
            row.visibility = value
        else:
            row.curate(name, value, by="person")
            said = row.curated[name]["tags"]
            row.curated[name]["tags"] = str(said) if isinstance(said, Decimal) else said
        changed.append(name)
    return changed


def _checked(name: str, value: Any) -> Any:
    """What a person may set: stricter than what tags say. Raises Invalid."""
    if name == "isrc":
        try:
            return isrc_checked(value)
        except Invalid as error:
            raise Invalid(str(error), field=name) from error
    if name == "vocals" and value and value not in Vocals.values:
        raise Invalid("There are no such vocals.", field=name)
    return value


def _item_keys(row: Any) -> None:
    row.title_key = text_key(row.title)
    row.sort_key = sort_key(row.sort_title or row.title)


def _keep(row: Track | Album, changed: list[str], keys: Callable[[Any], None]) -> list[str]:
    if not changed:
        return changed
    keys(row)
    row.save(update_fields=[*changed, "title_key", "sort_key", "curated", "updated_at"])
    album = row.pk if isinstance(row, Album) else row.album_id
    if "visibility" in changed:
        audiences_refresh(library=row.library, albums=[album])
    elif isinstance(row, Album):
        mark_all(album=[row.pk], track=row.tracks.values_list("pk", flat=True))
    else:
        mark("track", [row.pk])
    return changed


def _keep_artist(artist: Artist, changed: list[str], before: str) -> list[str]:
    if not changed:
        return changed
    artist.name_key = text_key(artist.name)
    artist.sort_key = sort_key(artist.sort_name or artist.name)
    # Another can only stand in the way of what no two of them share.
    is_told_apart = not {"name", "musicbrainz_id"}.isdisjoint(changed)
    try:
        with transaction.atomic() if is_told_apart else nullcontext():
            artist.save(update_fields=[*changed, "name_key", "sort_key", "curated", "updated_at"])
    except IntegrityError as error:
        raise Conflict("There is another artist of this name: merge them.", field="name") from error
    if "name" in changed:
        if text_key(before) != artist.name_key:
            ArtistAlias.objects.get_or_create(
                name_key=text_key(before),
                musicbrainz_id="",
                defaults={"artist": artist, "name": before},
            )
        artist_lines_refresh(artist)
    mark("artist", [artist.pk])
    return changed


def artist_lines_refresh(artist: Artist) -> None:
    """Write the artist lines of all that this artist is named on."""
    shown = (
        Credit.objects.filter(role__in=SHOWN).select_related("artist").order_by("position", "pk")
    )
    for model, kind in ((Album, "album"), (Track, "track")):
        named = Credit.objects.filter(artist=artist, role__in=SHOWN, **{f"{kind}__isnull": False})
        for some in chunks(named.values_list(f"{kind}_id", flat=True).distinct()):
            rows = model.objects.filter(pk__in=some).prefetch_related(
                Prefetch("credits", queryset=shown)
            )
            changed = []
            for row in rows:
                line = artist_line(
                    CreditFacts(name=credit.name, role=credit.role, join=credit.join_phrase)
                    for credit in row.credits.all()
                )
                if line != row.artist_line:
                    row.artist_line = line
                    changed.append(row)
            model.objects.bulk_update(changed, ["artist_line"])
            mark(kind, some)
