"""Merging two artists or two albums that are one, and undoing it.

The row that goes keeps existing with `merged_into`, so that its address still leads somewhere. Every row that
pointed at it (found through the models, so that rooms above are included) is moved to the one that stays, and written
into the journal; what cannot be moved because the other has the same already (a like of both) stays where it is,
unseen. An alias makes imports follow.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import ForeignKey, Model
from django.utils.timezone import now

from accounts.models import User
from catalog.models import Album, Artist, ArtistAlias, BundleItem, MergeJournal, Track
from catalog.services.curate import artist_lines_refresh
from catalog.services.marks import mark
from catalog.services.refresh import album_refresh
from common.errors import Conflict, Invalid

type Moved = dict[str, list[list[object]]]

MADE = "made"
"""The journal's entry for aliases that the merge made."""


@transaction.atomic
def artist_merge(*, source: Artist, into: Artist, by: User | None = None) -> MergeJournal:
    """Make one artist of two. Raises Invalid for the same one, Conflict for one that was merged before."""
    _check(source, into)
    moved = _move(source, into)
    alias, made = ArtistAlias.objects.get_or_create(
        name_key=source.name_key,
        musicbrainz_id=source.musicbrainz_id,
        defaults={"artist": into, "name": source.name},
    )
    moved[MADE] = [[alias.pk, "artist"]] if made else []
    Artist.objects.filter(pk=source.pk).update(merged_into=into, is_current=None)
    journal = _journal("artist", source, into, moved, by)
    artist_lines_refresh(into)
    mark("artist", [source.pk, into.pk])
    source.refresh_from_db()
    return journal


@transaction.atomic
def album_merge(*, source: Album, into: Album, by: User | None = None) -> MergeJournal:
    """Make one album of two of one library: the tracks of both are the other's. Imports follow `merged_into`."""
    _check(source, into)
    if source.library_id != into.library_id:
        raise Invalid("Albums of two libraries cannot be merged.")
    moved = _move(source, into)
    Album.objects.filter(pk=source.pk).update(merged_into=into)
    journal = _journal("album", source, into, moved, by)
    album_refresh(albums=[source.pk, into.pk], at=now())
    mark("album", [source.pk, into.pk])
    mark("track", into.tracks.values_list("pk", flat=True))
    source.refresh_from_db()
    return journal


@transaction.atomic
def several_merge(
    *, sources: Iterable[Artist | Album], into: Artist | Album, by: User | None = None
) -> list[MergeJournal]:
    """Merge all of these into one: every merge or none. Raises as `artist_merge` and `album_merge`."""
    if isinstance(into, Artist):
        return [
            artist_merge(source=source, into=into, by=by)
            for source in sources
            if isinstance(source, Artist)
        ]
    return [
        album_merge(source=source, into=into, by=by)
        for source in sources
        if isinstance(source, Album)
    ]


@transaction.atomic
def merge_undo(*, journal: MergeJournal) -> None:
    """Put everything back that the merge moved.

    Raises Conflict when that was done, when the name is taken by now, or when what it went into went on itself.
    """
    if not MergeJournal.objects.filter(pk=journal.pk, undone_at=None).update(undone_at=now()):
        raise Conflict("This merge was undone before.")
    model: type[Model] = {"artist": Artist, "album": Album}[journal.kind]
    if model._default_manager.filter(pk=journal.into_id, merged_into__isnull=False).exists():
        # The moved rows are a further one's by now: they would be found by none of the two.
        raise Conflict("What it went into was merged itself since then: undo that first.")
    moved = dict(journal.moved)
    ArtistAlias.objects.filter(pk__in=[pk for pk, _ in moved.pop(MADE, [])]).delete()
    for name, rows in moved.items():
        held: Any = apps.get_model(name)._default_manager
        for field in {str(field) for _, field in rows}:
            pks = [pk for pk, of in rows if of == field]
            held.filter(pk__in=pks, **{f"{field}_id": journal.into_id}).update(
                **{f"{field}_id": journal.from_id}
            )
    values: dict[str, Any] = {"merged_into": None}
    if model is Artist:
        values["is_current"] = 1
    else:
        values["deleted_at"] = None
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=journal.from_id).update(**values)
    except IntegrityError:
        raise Conflict("Another artist has taken that name meanwhile.") from None
    _restored(journal)
    journal.refresh_from_db()


def _restored(journal: MergeJournal) -> None:
    pks = [journal.from_id, journal.into_id]
    if journal.kind == "artist":
        for artist in Artist.objects.filter(pk__in=pks):
            artist_lines_refresh(artist)
    else:
        album_refresh(albums=pks, at=now())
        mark("track", Track.objects.filter(album_id__in=pks).values_list("pk", flat=True))
    mark(journal.kind, pks)


def _check(source: Artist | Album, into: Artist | Album) -> None:
    if source.pk == into.pk:
        raise Invalid("Choose two different ones.")
    if source.merged_into_id is not None or into.merged_into_id is not None:
        raise Conflict("One of them was merged already.")
    if source.deleted_at is not None or into.deleted_at is not None:
        raise Conflict("One of them is deleted: restore it first.")


def _journal(
    kind: str, source: Artist | Album, into: Artist | Album, moved: Moved, by: User | None
) -> MergeJournal:
    return MergeJournal.objects.create(
        kind=kind, from_id=source.pk, into_id=into.pk, moved=moved, by=by
    )


def _move(source: Artist | Album, into: Artist | Album) -> Moved:
    """Point everything at `into` that points at `source`; what collides there stays."""
    moved: Moved = {}
    # Hidden ones too: those without a name on this side (`related_name="+"`), and the rows between two ends of a
    # many-to-many relation.
    for relation in source._meta.get_fields(include_hidden=True):
        field = getattr(relation, "field", None)
        if relation.concrete or not isinstance(field, ForeignKey) or field.name == "merged_into":
            continue
        if field.model is BundleItem:
            continue  # whoever was given this album was not given the other's tracks
        model = field.model
        rows = model._default_manager.filter(**{field.attname: source.pk})
        for pk in list(rows.values_list("pk", flat=True)):
            try:
                with transaction.atomic():
                    model._default_manager.filter(pk=pk).update(**{field.attname: into.pk})
            except IntegrityError:
                continue
            moved.setdefault(model._meta.label, []).append([pk, field.name])
    return moved
