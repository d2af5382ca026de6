"""What a track sounds like, and which it is a version of: set by people; no tag says it."""

from collections.abc import Sequence

from catalog.models import Genre, Instrument, Track, VersionKind
from catalog.services.artists import genres_match
from catalog.services.bulk import objects_insert
from catalog.services.curate_credits import genres_choose
from catalog.services.marks import mark
from common.errors import Invalid
from common.rows import whole
from common.text import text_key

MOST_TAGS = 50


@whole
def instruments_set(*, track: Track, names: Sequence[str]) -> None:
    """Say by name what is heard on a track. Raises Invalid."""
    wanted = tag_names(names, field="instruments")
    found = dict(Instrument.objects.filter(name_key__in=wanted).values_list("name_key", "pk"))
    made = [Instrument(name=name, name_key=key) for key, name in wanted.items() if key not in found]
    objects_insert(Instrument, made)
    track.instruments.set([*found.values(), *(one.pk for one in made)])
    track.curated["instruments"] = {"by": "person", "tags": []}
    track.save(update_fields=["curated", "updated_at"])
    mark("track", [track.pk])


@whole
def tags_set(*, track: Track, kind: str, names: Sequence[str]) -> None:
    """Set a track's genres, or its moods (`Genre.Kind`), by name; those of the other kind stay. Raises Invalid."""
    wanted = tag_names(names, field=f"{kind}s")
    found = genres_match(kind=kind, names=wanted.values())
    others = Genre.objects.filter(tracks=track).exclude(kind=kind)
    genres_choose(
        track=track, genres=[*Genre.objects.filter(pk__in=found.values()), *others.order_by("pk")]
    )


def tag_names(names: Sequence[str], *, field: str) -> dict[str, str]:
    """Names by their keys, each once. Raises Invalid."""
    wanted: dict[str, str] = {}
    for name in names:
        plain = " ".join(name.split())
        if len(plain) > 190:
            raise Invalid(f"“{plain[:40]}…” is too long.", field=field)
        if key := text_key(plain):
            wanted.setdefault(key, plain)
    if len(wanted) > MOST_TAGS:
        raise Invalid(f"At most {MOST_TAGS}.", field=field)
    return wanted


@whole
def version_set(*, track: Track, of: Track | None, kind: str) -> None:
    """Nest a track as a version under another of its library, or let it stand alone (`of` None, `kind` empty).

    Raises Invalid: versions have no versions, and are of the same library, so that who may see one is decided once.
    """
    if bool(kind) != (of is not None):
        raise Invalid("A version is of a track, and of a kind: say both.", field="version_kind")
    if kind and kind not in VersionKind.values:
        raise Invalid("There is no such kind of version.", field="version_kind")
    if of is not None:
        # Locked, or two could become versions of each other at once.
        held = Track.objects.select_for_update().get(pk=of.pk)
        if held.pk == track.pk:
            raise Invalid("A track is no version of itself.", field="version_of")
        if held.library_id != track.library_id or held.deleted_at or held.merged_into_id:
            raise Invalid("There is no such track beside it.", field="version_of")
        if held.version_of_id:
            raise Invalid(f"“{held.title}” is a version of another itself.", field="version_of")
        if Track.objects.filter(version_of=track).exists():
            raise Invalid("This track has versions itself: free them first.", field="version_of")
    track.version_of, track.version_kind = of, kind
    track.save(update_fields=["version_of", "version_kind", "updated_at"])
    mark("track", [track.pk])
