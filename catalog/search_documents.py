"""What search finds of the catalogue: documents of tracks, albums and artists, and the labels of who may find them.

The labels follow the stored audiences: `everyone`, `members`, `library:<id>` (readers of a restricted library) and
`workspace:<id>` (its owners); `user:<id>` is somebody's own. An artist and a genre are labelled by all audiences of
what they stand on, as far as one does not hold the others. Labels narrow what an engine looks at; whoever shows hits
still asks `listed_for`, as the index may be a moment behind.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from typing import Any

from django.db.models import Q

from accounts.viewer import Viewer
from catalog.audience import Audience
from catalog.models import Album, Artist, Credit, Genre, Track
from catalog.reach import reach_of
from catalog.services.bulk import chunks
from common.by_key import keys
from search.engine import ALBUM_WEIGHT, ARTIST_WEIGHT, Facts, SearchDocument
from search.models import Document
from search.services import search_mark

NAMES = 8
"""Artists of one thing that it is found by."""

_ALIVE: dict[type[Album] | type[Track], Q] = {
    Track: Q(deleted_at=None, merged_into=None, missing_since=None, listed_to__lt=Audience.NOBODY),
    Album: Q(deleted_at=None, merged_into=None, track_count__gt=0, listed_to__lt=Audience.NOBODY),
}
"""Of which there is something to hear."""

type _Audience = tuple[int, int, int]


def labels_for(viewer: Viewer) -> set[str]:
    """The labels of all that a viewer may find."""
    if not viewer.is_member:
        return {"everyone"}
    reach = reach_of(viewer)
    return {
        "everyone",
        "members",
        own_label(viewer.user_id),
        *(f"library:{pk}" for pk in (*reach.own, *reach.read)),
        *(f"workspace:{pk}" for pk in reach.own.values()),
    }


def own_label(user_id: int | None) -> str:
    """The label of what is one person's own."""
    return f"user:{user_id}"


def label(listed_to: int, library_id: int, workspace_id: int) -> str:
    """The label of an audience."""
    if listed_to == Audience.EVERYONE:
        return "everyone"
    if listed_to == Audience.MEMBERS:
        return "members"
    if listed_to == Audience.READERS:
        return f"library:{library_id}"
    return f"workspace:{workspace_id}"


def track_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Tracks that are there to hear, by title, artists and album."""
    rows = Track.objects.filter(_ALIVE[Track], pk__in=refs).values_list(
        "pk",
        "title",
        "listed_to",
        "library_id",
        "library__workspace_id",
        "album__title",
        "album__original_date",
        "album__release_date",
        "bpm",
        "key",
        "isrc",
        "duration_ms",
    )
    names, tags = _names("track", refs), _tags("track", refs)
    for pk, title, listed, library, workspace, album, first, released, bpm, key, isrc, ms in rows:  # fmt: skip
        others = [(name, ARTIST_WEIGHT) for name in names.get(pk, ())]
        facts = Facts(
            **tags.get(pk, {}),
            year=_year(first or released),
            bpm=None if bpm is None else round(bpm),
            seconds=ms // 1000 if ms else None,
            key=key,
            isrc=isrc,
        )
        audience = label(listed, library, workspace)
        yield SearchDocument("track", pk, audience, title, [*others, (album, ALBUM_WEIGHT)], facts=facts)  # fmt: skip


def album_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Albums of which something is there to hear, by title and artists."""
    rows = Album.objects.filter(_ALIVE[Album], pk__in=refs).values_list(
        "pk",
        "title",
        "listed_to",
        "library_id",
        "library__workspace_id",
        "original_date",
        "release_date",
    )
    names, tags = _names("album", refs), _tags("album", refs)
    for pk, title, listed, library, workspace, first, released in rows:
        others = [(name, ARTIST_WEIGHT) for name in names.get(pk, ())]
        facts = Facts(**tags.get(pk, {}), year=_year(first or released))
        audience = label(listed, library, workspace)
        yield SearchDocument("album", pk, audience, title, others, facts=facts)


def artist_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Artists who are credited on something there is, by name and aliases."""
    audiences: dict[int, set[_Audience]] = defaultdict(set)
    for some in chunks(refs):
        credits = Credit.objects.filter(artist_id__in=some, artist__is_various=False).order_by()
        for model, column in ((Album, "album_id"), (Track, "track_id")):
            on = credits.filter(**{f"{column}__isnull": False})
            pairs = set(on.values_list("artist_id", column))
            of = _audiences(model, {thing for _, thing in pairs})
            for artist, thing in pairs:
                if thing in of:
                    audiences[artist].add(of[thing])
    artists = Artist.objects.filter(
        pk__in=list(audiences), deleted_at=None, merged_into=None, is_various=False
    ).prefetch_related("aliases")
    for artist in artists:
        others = [(alias.name, ARTIST_WEIGHT) for alias in artist.aliases.all()]
        first, *more = labels_of(audiences[artist.pk])
        yield SearchDocument("artist", artist.pk, first, artist.name, others, audiences=more)


def genre_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Genres and moods of something there is."""
    audiences: dict[int, set[_Audience]] = defaultdict(set)
    for model, alive in _ALIVE.items():
        found = (
            model._default_manager.filter(alive, genres__in=refs)
            .order_by()
            .values_list("genres", "listed_to", "library_id", "library__workspace_id")
            .distinct()
        )
        for genre, listed, library, workspace in found:
            audiences[genre].add((listed, library, workspace))
    standing = Genre.objects.filter(pk__in=[pk for pk in refs if pk in audiences], merged_into=None)
    for genre in standing.prefetch_related("merged"):
        first, *more = labels_of(audiences[genre.pk])
        others = [(other.name, ARTIST_WEIGHT) for other in genre.merged.all()]
        yield SearchDocument("genre", genre.pk, first, genre.name, others, audiences=more)


def genres_follow(kinds: Set[str]) -> None:
    """Mark genres that stand on something and are not found yet: nobody else tells when the first thing has them.

    Only those with a document to come are marked, so that this ends.
    """
    known = Document.objects.filter(kind="genre").values("ref")
    unknown = list(Genre.objects.exclude(pk__in=known).order_by("pk").values_list("pk", flat=True))
    if unknown:
        search_mark(kind="genre", refs=[document.ref for document in genre_documents(unknown)])


def _audiences(model: Any, keys: Iterable[int]) -> dict[int, _Audience]:
    """Whom each of these albums or tracks is for, as far as something of it is there to hear.

    Asked by key alone, and what it must be besides is read: told of that, SQLite goes through the whole table.
    """
    found: dict[int, _Audience] = {}
    for some in chunks(sorted(keys)):
        rows = model.objects.filter(pk__in=some).annotate(is_alive=_ALIVE[model])
        found |= {
            pk: (listed, library, workspace)
            for pk, is_alive, listed, library, workspace in rows.values_list(
                "pk", "is_alive", "listed_to", "library_id", "library__workspace_id"
            )
            if is_alive
        }
    return found


def labels_of(audiences: Iterable[_Audience]) -> list[str]:
    """The labels of several audiences together: one that holds all others alone, else each."""
    ordered = sorted(audiences)
    if ordered[0][0] <= Audience.MEMBERS:
        return [label(*ordered[0])]
    return list(dict.fromkeys(label(*audience) for audience in ordered))


def track_keys() -> Iterable[int]:
    return keys(Track.objects.all())


def album_keys() -> Iterable[int]:
    return keys(Album.objects.all())


def artist_keys() -> Iterable[int]:
    return keys(Artist.objects.all())


def genre_keys() -> Iterable[int]:
    return keys(Genre.objects.all())


def _year(date: str) -> int | None:
    return int(date[:4]) if date[:4].isdecimal() else None


def _tags(owner: str, refs: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Genres and moods by the row that has them, as facts name them."""
    model: Any = Track if owner == "track" else Album
    tags: dict[int, dict[str, Any]] = {}
    for some in chunks(refs):
        rows = model.genres.through._default_manager.filter(**{f"{owner}_id__in": some})
        for pk, kind, name in rows.order_by("pk").values_list(f"{owner}_id", "genre__kind", "genre__name"):  # fmt: skip
            field = "moods" if kind == Genre.Kind.MOOD else "genres"
            held = tags.setdefault(pk, {})
            held[field] = (*held.get(field, ()), name)
    return tags


def _names(owner: str, refs: Iterable[int]) -> dict[int, list[str]]:
    """Names of those credited, by the row they are credited on."""
    names: dict[int, list[str]] = {}
    for some in chunks(refs):
        rows = (
            Credit.objects.filter(**{f"{owner}_id__in": some})
            .order_by("position", "pk")
            .values_list(f"{owner}_id", "artist__name", "credited_as")
        )
        for pk, name, credited_as in rows:
            held = names.setdefault(pk, [])
            for one in (name, credited_as):
                if one and one not in held and len(held) < NAMES:
                    held.append(one)
    return names
