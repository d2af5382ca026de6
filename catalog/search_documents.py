"""What search finds of the catalogue: documents of tracks, albums and artists, and the labels of who may find them.

The labels follow the stored audiences: `everyone`, `members`, `library:<id>` (readers of a restricted library) and
`workspace:<id>` (its owners). An artist is labelled by the widest audience of what they are credited on. Labels
narrow what an engine looks at; whoever shows hits still asks `listed_for`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from accounts.viewer import Viewer
from catalog.audience import Audience
from catalog.models import Album, Artist, Credit, Track
from catalog.reach import reach_of
from catalog.services.bulk import chunks
from search.engine import SearchDocument

NAMES = 8
"""Artists of one thing that it is found by."""


def labels_for(viewer: Viewer) -> set[str]:
    """The labels of all that a viewer may find."""
    if not viewer.is_member:
        return {"everyone"}
    reach = reach_of(viewer)
    return {
        "everyone",
        "members",
        *(f"library:{pk}" for pk in (*reach.own, *reach.read)),
        *(f"workspace:{pk}" for pk in reach.own.values()),
    }


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
    rows = Track.objects.filter(
        pk__in=refs, deleted_at=None, merged_into=None, missing_since=None
    ).values_list(
        "pk",
        "title",
        "listed_to",
        "library_id",
        "library__workspace_id",
        "album__title",
        "play_count",
    )
    names = _names("track", refs)
    for pk, title, listed, library, workspace, album, plays in rows:
        others = [(name, 2) for name in names.get(pk, ())]
        yield SearchDocument(
            "track", pk, label(listed, library, workspace), title, [*others, (album, 1)], plays
        )


def album_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Albums of which something is there to hear, by title and artists."""
    rows = Album.objects.filter(
        pk__in=refs, deleted_at=None, merged_into=None, track_count__gt=0
    ).values_list("pk", "title", "listed_to", "library_id", "library__workspace_id", "play_count")
    names = _names("album", refs)
    for pk, title, listed, library, workspace, plays in rows:
        others = [(name, 2) for name in names.get(pk, ())]
        yield SearchDocument("album", pk, label(listed, library, workspace), title, others, plays)


def artist_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Artists who are credited on something there is, by name and aliases."""
    widest: dict[int, tuple[int, int, int]] = {}
    for owner in ("album", "track"):
        alive: dict[str, Any] = {f"{owner}__deleted_at": None, f"{owner}__merged_into": None}
        if owner == "track":
            alive["track__missing_since"] = None
        else:
            alive["album__track_count__gt"] = 0
        for some in chunks(refs):
            found = (
                Credit.objects.filter(artist_id__in=some, **{f"{owner}__isnull": False}, **alive)
                .order_by()
                .values_list(
                    "artist_id",
                    f"{owner}__listed_to",
                    f"{owner}__library_id",
                    f"{owner}__library__workspace_id",
                )
                .distinct()
            )
            for artist, *audience in found:
                audience_of = (audience[0], audience[1], audience[2])
                widest[artist] = min(widest.get(artist, audience_of), audience_of)
    artists = Artist.objects.filter(
        pk__in=list(widest), deleted_at=None, merged_into=None, is_various=False
    ).prefetch_related("aliases")
    for artist in artists:
        others = [(alias.name, 2) for alias in artist.aliases.all()]
        yield SearchDocument("artist", artist.pk, label(*widest[artist.pk]), artist.name, others)


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
