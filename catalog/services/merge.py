"""Merging two artists, albums, tracks or genres that are one, and undoing it.

The row that goes keeps existing with `merged_into`, so that its address still leads somewhere. Every row that
pointed at it (found through the models, so that rooms above are included) is moved to the one that stays, and written
into the journal; what cannot be moved because the other has the same already (a like of both) stays where it is,
unseen. An alias makes imports follow; a genre is its own.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import F, ForeignKey
from django.utils.timezone import now

from accounts.models import User
from catalog.audience import Audience
from catalog.kinds import MODELS
from catalog.models import (
    Album,
    Artist,
    ArtistAlias,
    BundleItem,
    Genre,
    MergeJournal,
    MovedRows,
    Track,
)
from catalog.models.change import UNDO_FOR
from catalog.services.bulk import chunks
from catalog.services.curate import artist_lines_refresh
from catalog.services.marks import mark
from catalog.services.merged_bundles import FOLLOWED, bundles_keep, bundles_restore
from catalog.services.merged_bundles import MADE as BUNDLED
from catalog.services.merged_genres import HAD_BOTH, doubles_drop, doubles_restore, genre_mark
from catalog.services.refresh import album_refresh, audiences_refresh
from common.errors import Conflict, Invalid
from common.registry import Registry

stays: "Registry[str]" = Registry("what stays with a track")
"""Labels of models of rooms above whose rows stay with a track that is merged, as its files do."""
OF_A_TRACK = ("Credit", "TrackRights", "Track_genres", "Track_instruments", "Split")
"""What says what a track is."""

type Mergeable = Artist | Album | Track | Genre

AT_ONCE = 1000
"""Rows of one statement, and keys of one row of the journal."""
MADE = "made"
"""The journal's entry for aliases that the merge made."""


@transaction.atomic
def artist_merge(*, source: Artist, into: Artist, by: User | None = None) -> MergeJournal:
    """Make one artist of two. Raises Invalid for the same one, Conflict for one that was merged before."""
    _check(source, into)
    journal = _journal("artist", source, into, by)
    moved = _move(source, into, journal)
    alias, made = ArtistAlias.objects.get_or_create(
        name_key=source.name_key,
        musicbrainz_id=source.musicbrainz_id,
        defaults={"artist": into, "name": source.name},
    )
    moved.add(MADE, "artist", [alias.pk] if made else [])
    Artist.objects.filter(pk=source.pk).update(merged_into=into, is_current=None)
    moved.keep()
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
    journal = _journal("album", source, into, by)
    kept = bundles_keep(source=source, into=into)
    moved = _move(source, into, journal)
    for what, keys in kept.items():
        moved.add(what, "", keys)
    Album.objects.filter(pk=source.pk).update(merged_into=into)
    moved.keep()
    album_refresh(albums=[source.pk, into.pk], at=now())
    mark("album", [source.pk, into.pk])
    mark("track", into.tracks.values_list("pk", flat=True))
    source.refresh_from_db()
    return journal


@transaction.atomic
def track_merge(*, source: Track, into: Track, by: User | None = None) -> MergeJournal:
    """Make one track of two of one library: plays, likes, playlists and pitches are the other's.

    What says what a track is (credits, genres, rights, files) stays with each. Whoever was given the one that goes is
    given the one that stays. Raises as `album_merge`.
    """
    _check(source, into)
    if source.library_id != into.library_id:
        raise Invalid("Tracks of two libraries cannot be merged.")
    journal = _journal("track", source, into, by)
    leaving = {*stays, *(f"catalog.{name}" for name in OF_A_TRACK)}
    moved = _move(source, into, journal, leaving=leaving)
    made: list[int] = []
    for item in BundleItem.objects.filter(track=source).order_by("pk"):
        twin, is_new = BundleItem.objects.get_or_create(
            bundle_id=item.bundle_id, track=into, defaults={"follows": False}
        )
        made += [twin.pk] if is_new else []
    moved.add(BUNDLED, "", made)
    Track.objects.filter(pk=source.pk).update(merged_into=into)
    Track.objects.filter(pk=into.pk).update(play_count=F("play_count") + source.play_count)
    moved.keep()
    _tracks_follow(source, into)
    source.refresh_from_db()
    return journal


def _tracks_follow(source: Track, into: Track) -> None:
    albums = {source.album_id, into.album_id}
    album_refresh(albums=albums, at=now())
    mark("track", [source.pk, into.pk])
    mark("album", albums)


@transaction.atomic
def genre_merge(*, source: Genre, into: Genre, by: User | None = None) -> MergeJournal:
    """Make one genre, or one mood, of two: what has one of them has the other, and the name that goes means it.

    Raises Invalid for the same one, and for a genre and a mood, Conflict for one that was merged before.
    """
    _check(source, into)
    if source.kind != into.kind:
        raise Invalid("A genre and a mood cannot be merged.")
    journal = _journal("genre", source, into, by)
    # What has the one that stays already is as it was, be it half of the catalogue.
    genre_mark(source)
    doubles = list(doubles_drop(source=source, into=into))
    moved = _move(source, into, journal)
    for what, keys in doubles:
        moved.add(what, "", keys)
    Genre.objects.filter(pk=source.pk).update(merged_into=into)
    moved.keep()
    mark("genre", [into.pk])
    source.refresh_from_db()
    return journal


_MERGES = {Artist: artist_merge, Album: album_merge, Track: track_merge, Genre: genre_merge}


@transaction.atomic
def several_merge(
    *,
    sources: Iterable[Mergeable],
    into: Mergeable,
    by: User | None = None,
) -> list[MergeJournal]:
    """Merge all of these into one: every merge or none. Raises as the merges do."""
    sources = list(sources)
    # All locks at once, by key: two merges of several that took theirs pair by pair would wait for each other.
    _locked(type(into), [into.pk, *(source.pk for source in sources)])
    merge: Any = _MERGES[type(into)]
    return [
        merge(source=source, into=into, by=by)
        for source in sources
        if isinstance(source, type(into))
    ]


@transaction.atomic
def merge_undo(*, journal: MergeJournal, at: datetime) -> None:
    """Put everything back that the merge moved, for thirty days.

    Raises Conflict when that was done, or is too long ago, when the name is taken by now, when what it went into
    went on itself, or when one of the two is not there any more.
    """
    if journal.undone_at is None and not journal.is_undoable(at):
        raise Conflict("This is more than thirty days ago: it can't be undone any more.")
    if not MergeJournal.objects.filter(pk=journal.pk, undone_at=None).update(undone_at=at):
        raise Conflict("This merge was undone before.")
    model: type[Mergeable] = MODELS[journal.kind]
    if model._default_manager.filter(pk=journal.into_id, merged_into__isnull=False).exists():
        # The moved rows are a further one's by now: they would be found by none of the two.
        raise Conflict("What it went into was merged itself since then: undo that first.")
    if len(_locked(model, [journal.from_id, journal.into_id])) < 2:
        raise Conflict("One of the two is not there any more.")
    _check_stands(model._default_manager.filter(pk=journal.into_id))
    _moved_back(journal)
    values: dict[str, Any] = {"merged_into": None}
    if model is Artist:
        values["is_current"] = 1
    elif model is Album:
        values["deleted_at"] = None
    try:
        with transaction.atomic():
            model._default_manager.filter(pk=journal.from_id).update(**values)
    except IntegrityError:
        raise Conflict("Another artist has taken that name meanwhile.") from None
    _restored(journal)
    journal.refresh_from_db()


def moved_purge(*, at: datetime) -> int:
    """Forget which rows merges moved that can't be undone any more."""
    return MovedRows.objects.filter(journal__created_at__lt=at - UNDO_FOR).delete()[0]


def _moved_back(journal: MergeJournal) -> None:
    """Some rows after the other, as they were moved: what was moved on since stays where it is."""
    parts = journal.parts.order_by("-pk").values_list("pk", flat=True)
    for some in (journal.parts.get(pk=pk) for pk in list(parts)):  # each is up to a thousand keys
        if some.what == MADE:
            ArtistAlias.objects.filter(pk__in=some.keys).delete()
        elif some.what in (BUNDLED, FOLLOWED):
            bundles_restore(some.what, some.keys)
        elif some.what.startswith(HAD_BOTH):
            doubles_restore(some.what, some.keys, source=journal.from_id, into=journal.into_id)
        else:
            held: Any = apps.get_model(some.what)._default_manager
            name = f"{some.field}_id"
            for keys in chunks(some.keys):
                rows = held.filter(pk__in=keys, **{name: journal.into_id})
                _repointed(rows, keys, {name: journal.from_id})


def _restored(journal: MergeJournal) -> None:
    pks = [journal.from_id, journal.into_id]
    if journal.kind == "artist":
        for artist in Artist.objects.filter(pk__in=pks):
            artist_lines_refresh(artist)
    elif journal.kind == "track":
        source, into = (Track.objects.get(pk=pk) for pk in pks)
        left = max(0, into.play_count - source.play_count)
        Track.objects.filter(pk=into.pk).update(play_count=left)
        _tracks_follow(source, into)
    elif journal.kind == "genre":
        genre_mark(Genre.objects.get(pk=journal.from_id))
    else:
        album_refresh(albums=pks, at=now())
        # Meanwhile the tracks may have become what the other album is for.
        library = Album.objects.select_related("library").get(pk=journal.from_id).library
        audiences_refresh(library=library, albums=pks)
        mark("track", Track.objects.filter(album_id__in=pks).values_list("pk", flat=True))
    mark(journal.kind, pks)


def _check(source: Mergeable, into: Mergeable) -> None:
    if source.pk == into.pk:
        raise Invalid("Choose two different ones.")
    # As they are now, locked until the end: of two merges at once the second sees what the first did.
    for row in _locked(type(source), [source.pk, into.pk]):
        if row.merged_into_id is not None:
            raise Conflict("One of them was merged already.")
        if not isinstance(row, Genre) and row.deleted_at is not None:
            raise Conflict("One of them is deleted: restore it first.")
    _check_stands(type(source)._default_manager.filter(pk__in=[source.pk, into.pk]))


def _check_stands(rows: Any) -> None:
    if rows.model in (Album, Track) and rows.filter(reachable_to=Audience.NOBODY).exists():
        raise Conflict("One of them was taken down: put it back first.")


def _locked(model: type[Mergeable], pks: list[int]) -> list[Any]:
    """Rows, locked until the end of the transaction in the order of their keys."""
    rows: Any = model._default_manager.select_for_update().filter(pk__in=pks)
    return list(rows.order_by("pk"))


def _journal(kind: str, source: Mergeable, into: Mergeable, by: User | None) -> MergeJournal:
    made: MergeJournal = MergeJournal.objects.create(
        kind=kind, from_id=source.pk, into_id=into.pk, by=by
    )
    return made


@dataclass(slots=True)
class Moved:
    """What is written into a journal: keys in rows of at most AT_ONCE, and at the end how many."""

    journal: MergeJournal
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, name: str, keys: Sequence[int]) -> None:
        MovedRows.objects.bulk_create(
            MovedRows(journal=self.journal, what=what, field=name, keys=some)
            for some in chunks(keys, AT_ONCE)
        )
        self.counts[what] += len(keys)

    def keep(self) -> None:
        self.journal.counts = {what: count for what, count in self.counts.items() if count}
        self.journal.save(update_fields=["counts", "updated_at"])


def _move(
    source: Mergeable,
    into: Mergeable,
    journal: MergeJournal,
    *,
    leaving: Collection[str] = (),
) -> Moved:
    """Point everything at `into` that points at `source`, but rows of `leaving`; what collides there stays."""
    moved = Moved(journal)
    # Hidden ones too: those without a name on this side (`related_name="+"`), and the rows between two ends of a
    # many-to-many relation.
    for relation in source._meta.get_fields(include_hidden=True):
        pointing = getattr(relation, "field", None)
        if relation.concrete or not isinstance(pointing, ForeignKey):
            continue
        if pointing.model is BundleItem:  # see bundles_keep
            continue
        # A name that means the genre that goes means the one that stays, as names are looked up once.
        if pointing.name == "merged_into" and pointing.model is not Genre:
            continue
        if pointing.model._meta.label in leaving:
            continue
        for keys in _pointed(pointing, source.pk, into.pk):
            moved.add(pointing.model._meta.label, pointing.name, keys)
    return moved


def _pointed(pointing: "ForeignKey[Any, Any]", source: int, into: int) -> Iterator[list[int]]:
    """Have rows point elsewhere, some after the other in the order of their keys; the keys of those that do."""
    held = pointing.model._default_manager
    last = 0
    while True:
        rows = held.filter(**{pointing.attname: source}, pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:AT_ONCE])
        if not keys:
            return
        # By the keys that are told, not by their range: what comes between meanwhile would be moved and not told.
        here, last = held.filter(**{pointing.attname: source}, pk__in=keys), keys[-1]
        yield _repointed(here, keys, {pointing.attname: into})


def _repointed(rows: Any, keys: list[int], values: dict[str, int]) -> list[int]:
    """Give rows of these keys the values: all, or each that collides with no other; the keys of those that did."""
    try:
        # All at once, as where there are very many (plays) nothing collides.
        with transaction.atomic():
            rows.update(**values)
    except IntegrityError:
        return [pk for pk in keys if _one_repointed(rows.filter(pk=pk), values)]
    return keys


def _one_repointed(row: Any, values: dict[str, int]) -> bool:
    try:
        with transaction.atomic():
            return bool(row.update(**values))
    except IntegrityError:
        return False
