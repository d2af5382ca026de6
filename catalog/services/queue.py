"""The queue of what needs a person: found, claimed, decided. A dismissed item is never found again."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from accounts.models import User
from catalog.kinds import MODELS
from catalog.models import Album, Artist, Change, Task, Track
from catalog.services.bulk import chunks
from catalog.services.merge import several_merge
from catalog.services.reports import take_down
from common.errors import Conflict, Invalid, NotFound
from common.registry import Registry

MOST = 500
"""Items of one kind that a search for them adds."""
CLAIMED_FOR = timedelta(minutes=15)

MERGED = ("album", "artist", "track")
finders: "Registry[Callable[[], Iterable[Task]]]" = Registry("finder of tasks")
"""Rooms above find what needs a person in what they keep: unsaved tasks."""


def tasks_find() -> int:
    """Look for what needs a person; gives how many items are new. Items that have settled by themselves are done."""
    found: list[Task] = [*_lacking(), *_twins()]
    for finder in finders:
        found += finder()
    before = Task.objects.count()
    for some in chunks(found, 200):
        Task.objects.bulk_create(some, ignore_conflicts=True)
    _settle()
    return Task.objects.count() - before


def _lacking() -> Iterable[Task]:
    """Albums without a cover or without a date, the most played first."""
    here = Album.objects.filter(deleted_at=None, merged_into=None, track_count__gt=0).order_by(
        "-play_count", "-pk"
    )
    for kind, rows in (
        (Task.Kind.NO_COVER, here.filter(cover=None)),
        (Task.Kind.NO_DATE, here.filter(release_date="", original_date="")),
    ):
        known = Task.objects.filter(kind=kind).values("ref")
        for album in rows.exclude(pk__in=known).only("pk", "title", "artist_line")[:MOST]:
            name = f"{album.title} ({album.artist_line})"[:190]
            yield Task(
                kind=kind, key=f"{kind}:{album.pk}", rank=60, of="album", ref=album.pk, name=name
            )


def _twins() -> Iterable[Task]:
    """Rows that say the same number, and artists of one name: pairs, each once."""
    tracks = Track.objects.filter(deleted_at=None, merged_into=None)
    albums = Album.objects.filter(deleted_at=None, merged_into=None)
    artists = Artist.objects.filter(deleted_at=None, merged_into=None)
    for of, rows, column, within, why in (
        ("artist", artists, "musicbrainz_id", (), "The same MusicBrainz id"),
        ("artist", artists, "name_key", (), "The same name"),
        ("album", albums, "musicbrainz_id", ("library_id",), "The same MusicBrainz id"),
        ("track", tracks, "isrc", ("library_id", "duration_ms"), "The same ISRC and length"),
        ("track", tracks, "musicbrainz_id", ("album_id",), "The same recording twice on one album"),
    ):
        named = rows.exclude(**{column: ""}).order_by()
        several = named.values(column, *within).annotate(n=Count("pk")).filter(n__gt=1)
        for group in several.order_by(column, *within)[:MOST]:
            same = {name: group[name] for name in (column, *within)}
            held = list(rows.filter(**same).order_by("pk")[:6])
            for other in held[1:]:
                yield twin(of, held[0], other, why)


def twin(of: str, first: Any, other: Any, why: str) -> Task:
    """An item for two rows that may be one; the same whichever comes first."""
    low, high = sorted((first.pk, other.pk))
    return Task(
        kind=Task.Kind.DUPLICATE, key=f"duplicate:{of}:{low}:{high}", rank=30, of=of, ref=low, other=high,
        name=str(first)[:190], why=why,
    )  # fmt: skip


def _settle() -> None:
    still = Task.objects.filter(state=Task.State.OPEN)
    covered = Album.objects.exclude(cover=None).values("pk")
    dated = Album.objects.exclude(release_date="", original_date="").values("pk")
    for kind, rows in ((Task.Kind.NO_COVER, covered), (Task.Kind.NO_DATE, dated)):
        pks = list(still.filter(kind=kind, ref__in=rows).values_list("pk", flat=True)[:5000])
        for some in chunks(pks):
            Task.objects.filter(pk__in=some).update(state=Task.State.DONE, decision="settled")


def task_claim(*, task: Task, by: User, at: datetime) -> bool:
    """Take an open item for oneself for a quarter of an hour; False where somebody else has it."""
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lt=at - CLAIMED_FOR)
    mine = Task.objects.filter(free, pk=task.pk, state=Task.State.OPEN)
    return bool(mine.update(claimed_by=by, claimed_at=at))


def task_next(*, by: User, at: datetime, kind: str = "", after: int = 0) -> Task | None:
    """The next item that this person may see and nobody else has; `after` one that was skipped."""
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_at__lt=at - CLAIMED_FOR)
    rows = Task.objects.curated_by(by).filter(free, state=Task.State.OPEN)
    if kind:
        rows = rows.filter(kind=kind)
    skipped = Task.objects.filter(pk=after).first()
    if skipped is not None:
        further = Q(rank__gt=skipped.rank) | Q(rank=skipped.rank, pk__gt=skipped.pk)
        return rows.filter(further).order_by("rank", "pk").first()
    return rows.order_by("rank", "pk").first()


def decisions_of(task: Task) -> list[str]:
    """What can be decided: `take_down`, `merge` (the second into the first), `merge_back`, `done`, `dismiss`."""
    allowed = ["done", "dismiss"]
    if task.kind == Task.Kind.REPORT and task.of != "artist":
        allowed = ["take_down", *allowed]
    if task.kind == Task.Kind.DUPLICATE and task.of in MERGED:
        allowed = ["merge", "merge_back", *allowed]
    return allowed


@transaction.atomic
def task_decide(*, task: Task, decision: str, by: User, at: datetime) -> Change | None:
    """Decide one of `decisions_of`.

    Raises NotFound for a task about what this person doesn't see, Conflict when somebody decided before, Invalid for
    what can't be done with it, and as the services do.
    """
    if not Task.objects.curated_by(by).filter(pk=task.pk).exists():
        raise NotFound
    if decision not in decisions_of(task):
        raise Invalid("There is no such decision.")
    dismissed = decision == "dismiss"
    state = Task.State.DISMISSED if dismissed else Task.State.DONE
    taken = Task.objects.filter(pk=task.pk, state=Task.State.OPEN).update(
        state=state, decided_by=by, decided_at=at, decision=decision[:20]
    )
    if not taken:
        raise Conflict("Somebody has decided this already.")
    if decision == "take_down":
        change = take_down(
            kind=task.of, ref=task.ref, by=by, why=task.why or task.get_kind_display()
        )
        same = Task.objects.filter(
            kind=Task.Kind.REPORT, of=task.of, ref=task.ref, state=Task.State.OPEN
        )
        same.update(state=Task.State.DONE, decided_by=by, decided_at=at, decision=decision)
        return change
    if decision in {"merge", "merge_back"}:
        rows = rows_curated(of=task.of, pks=[task.ref, task.other or 0], by=by)
        if len(rows) < 2:
            raise Invalid("One of them is not there any more.")
        pair = [rows[task.ref], rows[task.other or 0]]
        into, source = pair if decision == "merge" else reversed(pair)
        several_merge(sources=[source], into=into, by=by)
    return None


def rows_curated(*, of: str, pks: Iterable[int], by: User) -> dict[int, Any]:
    """Rows of the catalogue that a task is about, by key: those that this person sees in the admin."""
    if of not in MERGED:
        return {}
    rows = MODELS[of].objects
    # Artists are everybody's.
    return dict((rows if of == "artist" else rows.curated_by(by)).in_bulk(list(pks)))
