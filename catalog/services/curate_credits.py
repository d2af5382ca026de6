"""Credits and genres set by a person, and given back: rows of their own, of which `curated` keeps what tags say."""

from collections.abc import Sequence

from django.db import transaction

from catalog.facts import CreditFacts
from catalog.models import Album, Genre, Track
from catalog.provenance import Source
from catalog.services.artists import artists_match, genres_match
from catalog.services.credits import artist_line, credit_rows, credits_of, credits_replace, said
from catalog.services.marks import mark
from common.errors import Invalid


@transaction.atomic
def credits_curate(
    *, row: Album | Track, credits: Sequence[CreditFacts], by: Source = "person"
) -> None:
    """Set who is credited on an album or a track, in order. Raises Invalid for nobody."""
    if not any(credit.role == "main" for credit in credits):
        raise Invalid("Name at least one artist.", field="credits")
    tags = row.curated["credits"]["tags"] if "credits" in row.curated else said(_held(row))
    row.curated["credits"] = {"by": by, "tags": tags}
    _set_credits(row, list(credits))


@transaction.atomic
def credits_release(*, row: Album | Track) -> None:
    """Give the credits back to the tags: they are again what those said last."""
    tags = row.curated.pop("credits", {}).get("tags")
    if tags:
        _set_credits(row, [CreditFacts(*said) for said in tags])


@transaction.atomic
def genres_curate(*, track: Track, names: Sequence[str], by: Source = "person") -> None:
    """Set a track's genres."""
    tags = track.curated.get("genres", {}).get("tags")
    if tags is None:
        tags = list(track.genres.order_by("pk").values_list("name", flat=True))
    track.curated["genres"] = {"by": by, "tags": tags}
    _set_genres(track, names)


@transaction.atomic
def genres_release(*, track: Track) -> None:
    """Give the genres back to the tags."""
    names = track.curated.pop("genres", {}).get("tags")
    if names is not None:
        _set_genres(track, names)


def _held(row: Album | Track) -> list[CreditFacts]:
    """The row's credits as facts."""
    return [
        CreditFacts(credit.name, credit.role, credit.join_phrase, credit.detail)
        for credit in row.credits.select_related("artist").order_by("position", "pk")
    ]


def _set_credits(row: Album | Track, credits: list[CreditFacts]) -> None:
    kind = "album" if isinstance(row, Album) else "track"
    artists = artists_match(credits=credits)
    credits_replace(row, credit_rows(credits, artists), credits_of(kind, [row.pk])[row.pk])
    row.artist_line = artist_line(credits, artists)
    row.save(update_fields=["artist_line", "curated", "updated_at"])
    mark(kind, [row.pk])
    mark("artist", {artist.pk for artist in artists.values()})


def _set_genres(track: Track, names: Sequence[str]) -> None:
    found = genres_match(kind=Genre.Kind.GENRE, names=[name.strip()[:190] for name in names])
    track.genres.set(found.values())
    track.save(update_fields=["curated", "updated_at"])
    mark("track", [track.pk])
