"""Credits and genres set by a person, and given back: rows of their own, of which `curated` keeps what tags say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models.functions import Coalesce

from catalog.facts import CreditFacts
from catalog.models import Album, Artist, Genre, Track
from catalog.provenance import Source
from catalog.services.artists import artists_match, genres_match
from catalog.services.credits import (
    Row,
    artist_line,
    credit_rows,
    credits_of,
    credits_replace,
    said,
)
from catalog.services.marks import mark
from common.errors import Invalid
from common.rows import whole
from common.text import text_key


@dataclass(frozen=True, slots=True)
class ChosenCredit:
    """A credit of an artist who is chosen, not matched by name. `credited_as` is empty where it is their name."""

    artist: Artist
    role: str = "main"
    credited_as: str = ""
    join: str = ""
    detail: str = ""


@transaction.atomic
def credits_curate(
    *, row: Album | Track, credits: Sequence[CreditFacts], by: Source = "person"
) -> None:
    """Set who is credited on an album or a track, in order. Raises Invalid for nobody."""
    _credits_by(row, (credit.role for credit in credits), by)
    _set_credits(row, list(credits))


@whole
def credits_choose(
    *, row: Album | Track, credits: Sequence[ChosenCredit], by: Source = "person"
) -> None:
    """As `credits_curate`, with artists by their rows; one who was merged is the one who took their place.

    Raises Invalid for nobody, and for an artist twice in one role.
    """
    _credits_by(row, (credit.role for credit in credits), by)
    rows: list[Row] = []
    shown: list[CreditFacts] = []
    for position, credit in enumerate(credits):
        artist = credit.artist
        while artist.merged_into is not None:
            artist = artist.merged_into
        credited_as = "" if credit.credited_as == artist.name else credit.credited_as
        rows.append((artist.pk, credit.role, credit.detail, credited_as, credit.join, position))
        shown.append(CreditFacts(credited_as or artist.name, credit.role, credit.join))
    if len({one[:3] for one in rows}) < len(rows):
        raise Invalid("An artist stands there twice in one role.", field="credits")
    _keep_credits(row, rows, artist_line(shown))


@transaction.atomic
def credits_release(*, row: Album | Track) -> None:
    """Give the credits back to the tags: they are again what those said last."""
    tags = row.curated.pop("credits", {}).get("tags")
    if tags:
        _set_credits(row, [CreditFacts(*said) for said in tags])
    else:
        row.save(update_fields=["curated", "updated_at"])


@transaction.atomic
def genres_curate(*, track: Track, names: Sequence[str], by: Source = "person") -> None:
    """Set a track's genres, by name."""
    _genres_by(track, by)
    _set_genres(track, names)


@whole
def genres_choose(*, track: Track, genres: Iterable[Genre], by: Source = "person") -> None:
    """Set a track's genres and moods, by their rows."""
    _genres_by(track, by)
    _keep_genres(track, [genre.pk for genre in genres])


@transaction.atomic
def genres_release(*, track: Track) -> None:
    """Give the genres back to the tags."""
    names = track.curated.pop("genres", {}).get("tags")
    if names is not None:
        _set_genres(track, names)


def _credits_by(row: Album | Track, roles: Iterable[str], by: Source) -> None:
    """Credits are somebody's from now on; what the tags said is kept."""
    if "main" not in roles:
        raise Invalid("Name at least one artist.", field="credits")
    tags = row.curated["credits"]["tags"] if "credits" in row.curated else said(_held(row))
    row.curated["credits"] = {"by": by, "tags": tags}


def _genres_by(track: Track, by: Source) -> None:
    tags = track.curated.get("genres", {}).get("tags")
    if tags is None:
        tags = list(track.genres.order_by("pk").values_list("name", flat=True))
    track.curated["genres"] = {"by": by, "tags": tags}


def _held(row: Album | Track) -> list[CreditFacts]:
    """The row's credits as facts."""
    return [
        CreditFacts(credit.name, credit.role, credit.join_phrase, credit.detail)
        for credit in row.credits.select_related("artist").order_by("position", "pk")
    ]


def _set_credits(row: Album | Track, credits: list[CreditFacts]) -> None:
    artists = artists_match(credits=credits)
    _keep_credits(row, credit_rows(credits, artists), artist_line(credits, artists))


def _keep_credits(row: Album | Track, rows: list[Row], line: str) -> None:
    kind = "album" if isinstance(row, Album) else "track"
    held = credits_of(kind, [row.pk])[row.pk]
    credits_replace(row, rows, held)
    row.artist_line = line
    row.save(update_fields=["artist_line", "curated", "updated_at"])
    mark(kind, [row.pk])
    # Who is named no longer may be on nothing else, and is then to be found no more.
    mark("artist", {artist for artist, *_ in (*held, *rows)})


def _set_genres(track: Track, names: Sequence[str]) -> None:
    """Genres by name; a name that is a mood's only means the mood."""
    wanted = {text_key(name): name.strip()[:190] for name in names}
    known = Genre.objects.filter(name_key__in=wanted).values_list(
        "name_key", "kind", Coalesce("merged_into_id", "pk")
    )
    genres = {key for key, kind, _ in known if kind == Genre.Kind.GENRE}
    moods = {key: pk for key, kind, pk in known if kind == Genre.Kind.MOOD and key not in genres}
    named = [name for key, name in wanted.items() if key not in moods]
    found = genres_match(kind=Genre.Kind.GENRE, names=named)
    _keep_genres(track, [*found.values(), *moods.values()])


def _keep_genres(track: Track, pks: Sequence[int]) -> None:
    track.genres.set(pks)
    track.save(update_fields=["curated", "updated_at"])
    mark("track", [track.pk])
