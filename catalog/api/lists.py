"""The lists of the catalogue by their parameters: what each takes, and the rows and order that it means.

Orders are columns that an index holds; `-` before a name turns it around.
"""

from typing import Any

from django.db.models import Model, QuerySet
from rest_framework import serializers

from accounts.viewer import Viewer
from catalog.finding import keys_found
from catalog.merged import standing
from catalog.models import Album, Artist, Credit, Genre, Track
from common.api.query import IdField
from common.errors import Invalid
from common.text import text_key

Order = tuple[str, ...]

FOUND = 500
"""Hits of `?q=` that a list is made of."""
MOST_IDS = 100

ON_ALBUM: Order = ("album_id", "disc_number", "position", "id")
ITEM_ORDERS: dict[str, Order] = {
    "title": ("sort_key", "id"),
    "added": ("added_at", "id"),
    "plays": ("play_count", "id"),
    "random": ("shuffle_key", "id"),
}
ALBUM_ORDERS = ITEM_ORDERS | {"date": ("release_date", "id")}
TRACK_ORDERS = ITEM_ORDERS | {"album": ON_ALBUM}
ARTIST_ORDERS: dict[str, Order] = {"name": ("sort_key", "id"), "added": ("created_at", "id")}
GENRE_ORDERS: dict[str, Order] = {"name": ("name_key", "id")}


def ordering(orders: dict[str, Order]) -> serializers.ChoiceField:
    return serializers.ChoiceField(
        [*orders, *(f"-{name}" for name in orders)], required=False, help_text="`-`: turned around."
    )


def columns(orders: dict[str, Order], name: str) -> Order:
    """The columns of an order by its name."""
    plain = orders[name.removeprefix("-")]
    return tuple(f"-{column}" for column in plain) if name.startswith("-") else plain


class WordsQuery(serializers.Serializer[Any]):
    """What every list takes."""

    q = serializers.CharField(
        required=False, max_length=200, help_text="Words of its names, or how they begin."
    )


class AlbumQuery(WordsQuery):
    artist = IdField(required=False, help_text="Albums with a credit of this artist.")
    genre = IdField(required=False)
    type = serializers.ChoiceField(Album.Type.choices, required=False)
    year = serializers.RegexField(r"\A[0-9]{4}\Z", required=False, help_text="First released in.")
    ordering = ordering(ALBUM_ORDERS)


class IdsField(serializers.RegexField):
    """Public ids with commas between them."""

    def __init__(self, **options: Any) -> None:
        invalid = f"Up to {MOST_IDS} ids of 32 lower-case hex digits, with commas between them."
        super().__init__(
            rf"\A[0-9a-f]{{32}}(,[0-9a-f]{{32}}){{0,{MOST_IDS - 1}}}\Z",
            error_messages={"invalid": invalid},
            **options,
        )


class TrackQuery(WordsQuery):
    artist = IdField(required=False, help_text="Tracks with a credit of this artist.")
    album = IdField(required=False, help_text="Tracks as they stand on this album.")
    genre = IdField(required=False)
    ids = IdsField(
        required=False,
        help_text=f"These tracks, up to {MOST_IDS} with commas between them, as each is told by its own address; "
        "those that are not to be had are left out.",
    )
    ordering = ordering(TRACK_ORDERS)


class ArtistQuery(WordsQuery):
    ordering = ordering(ARTIST_ORDERS)


class GenreQuery(WordsQuery):
    kind = serializers.ChoiceField(Genre.Kind.choices, required=False)
    ordering = ordering(GENRE_ORDERS)


def albums(viewer: Viewer, query: dict[str, Any]) -> tuple["QuerySet[Album]", Order]:
    rows = _with_words(Album.objects.listed_for(viewer), viewer, query, "album")
    if "artist" in query:
        artist = _named(Artist.objects.reachable_by(viewer), query, "artist")
        credits = Credit.objects.filter(artist=artist, album__isnull=False)
        rows = rows.filter(pk__in=credits.values("album_id"))
    if "genre" in query:
        rows = rows.filter(genres=_named(Genre.objects.reachable_by(viewer), query, "genre"))
    if "type" in query:
        rows = rows.filter(type=query["type"])
    if "year" in query:
        rows = rows.first_released(query["year"], f"{int(query['year']) + 1:04}")
    return rows, columns(ALBUM_ORDERS, query.get("ordering", "title"))


def tracks(viewer: Viewer, query: dict[str, Any]) -> tuple["QuerySet[Track]", Order]:
    rows: Any
    order = columns(TRACK_ORDERS, query.get("ordering", "album" if "album" in query else "title"))
    if "album" in query:
        # An unlisted or shared album opens its tracks to whoever reaches it, though no list shows them.
        album = _named(Album.objects.reachable_by(viewer), query, "album")
        rows = Track.objects.on_album(album, viewer)
    elif "ids" in query:
        # Asking for many by their ids tells no more than asking for each.
        rows = Track.objects.reachable_by(viewer)
    else:
        rows = Track.objects.listed_for(viewer)
    rows = _with_words(rows, viewer, query, "track")
    if "ids" in query:
        rows = rows.filter(public_id__in=query["ids"].split(","))
    if "artist" in query:
        artist = _named(Artist.objects.reachable_by(viewer), query, "artist")
        credits = Credit.objects.filter(artist=artist, track__isnull=False)
        rows = rows.filter(pk__in=credits.values("track_id"))
    if "genre" in query:
        rows = rows.filter(genres=_named(Genre.objects.reachable_by(viewer), query, "genre"))
    return rows, order


def artists(viewer: Viewer, query: dict[str, Any]) -> tuple["QuerySet[Artist]", Order]:
    rows = _with_words(Artist.objects.listed_for(viewer), viewer, query, "artist")
    return rows, columns(ARTIST_ORDERS, query.get("ordering", "name"))


def genres(viewer: Viewer, query: dict[str, Any]) -> tuple["QuerySet[Genre]", Order]:
    rows = Genre.objects.listed_for(viewer)
    if "q" in query:
        rows = rows.filter(name_key__startswith=text_key(query["q"]))
    if "kind" in query:
        rows = rows.filter(kind=query["kind"])
    return rows, columns(GENRE_ORDERS, query.get("ordering", "name"))


def _with_words(rows: Any, viewer: Viewer, query: dict[str, Any], kind: str) -> Any:
    """Those that the words find: the best `FOUND` of them, in the list's own order."""
    if "q" not in query:
        return rows
    return rows.filter(pk__in=keys_found(viewer, query["q"], kind, limit=FOUND))


def _named[M: Model](reachable: "QuerySet[M]", query: dict[str, Any], field: str) -> M:
    """The thing that a parameter names, or that it was merged into. Raises Invalid, in the same words for missing and
    hidden.
    """
    found = standing(reachable, query[field])
    if found is None:
        raise Invalid(f"There is no {field} with this id.", field=field)
    return found
