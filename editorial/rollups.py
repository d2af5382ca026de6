"""Adding plays up by hour and by day, in the database: rows of a stretch of time go and are made again.

Sums are never moved on by what is new: each stretch is computed whole from the plays themselves, so that running it
twice changes nothing and a play that is told late counts in the hour in which it began. A run takes the last hours,
in which plays still grow, and every older hour in which plays were told or counted since the last run.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar

from django.db import connection, transaction
from django.db.models import (
    Case,
    Count,
    DateField,
    DateTimeField,
    ExpressionWrapper,
    F,
    FloatField,
    Func,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.db.models.functions import StrIndex, Substr
from django.utils.timezone import now

from editorial.models import PlayDay, PlayHour, PlayOrigin, PlaySum, RollupState
from streaming.models import Play

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
GROWING = timedelta(hours=3)
"""Plays that began so lately are added up again by each run: they may still be going on."""
OVERLAP = timedelta(minutes=10)
"""What was counted shortly before the last run may have been committed after it."""
AT_ONCE = timedelta(days=31)
"""A transaction's stretch of time: SQLite has one writer."""
SKIPPED, COMPLETED = 30, 0.9
"""A play shorter than so many seconds is a skip; one of so much of the track is a completion."""

# By track first: rows then come in the order of the greater index, and so do the tracks that are looked up.
COLUMNS = (
    "track_id", "at", "starts", "plays", "listeners", "seconds", "completions", "skips",
)  # fmt: skip
ORIGIN_COLUMNS = ("track_id", "at", "source", "country", "starts", "plays")


class _StartOf(Func):
    """The beginning of a moment's hour or day, UTC. Django's own asks Python about each row of SQLite."""

    sqlite: ClassVar[str]
    mysql: ClassVar[str]

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.sqlite, **context)

    def as_mysql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template=self.mysql, **context)


class HourOf(_StartOf):
    sqlite = "SUBSTR(%(expressions)s, 1, 13) || ':00:00'"
    mysql = "CAST(DATE_FORMAT(%(expressions)s, '%%%%Y-%%%%m-%%%%d %%%%H:00:00') AS DATETIME)"
    output_field = DateTimeField()


class DayOf(_StartOf):
    sqlite = "SUBSTR(%(expressions)s, 1, 10)"
    mysql = "DATE(%(expressions)s)"
    output_field = DateField()


@dataclass(frozen=True, slots=True)
class RolledUp:
    """Rows that a run made."""

    hours: int
    days: int


def plays_rolled_up(*, since: datetime | None = None, at: datetime | None = None) -> RolledUp:
    """Add up all plays that began from the day of `since` on (the first play's, without) until `at`."""
    until = at or now()
    first = since or Play.objects.aggregate(first=Min("started_at"))["first"]
    if since is None:
        # Plays may have gone since: what is before the first one is left over.
        for model in (PlayHour, PlayDay, PlayOrigin):
            gone: Any = model._default_manager.all()
            (gone.filter(at__lt=_bound(model, _day(first))) if first else gone).delete()
    hours = days = 0
    with _tracks_unasked():
        for start, end in _stretches(_day(first), until) if first else ():
            hours += _made_again(PlayHour, start, end, until)
            days += _made_again(PlayDay, start, end, until)
    if since is None:
        _note(until)
    return RolledUp(hours, days)


def plays_caught_up(*, at: datetime | None = None) -> RolledUp:
    """Add up what is new since the last run: the last hours, and hours in which older plays were told or counted."""
    until = at or now()
    state = RollupState.objects.filter(pk=RollupState.ONLY, done_at__isnull=False).first()
    if state is None or state.done_at is None:
        return plays_rolled_up(at=until)
    with transaction.atomic():
        _state()
        new = Q(pk__gt=state.last_play) | Q(counted_at__gte=state.done_at - OVERLAP)
        touched = Play.objects.filter(new, imported_from="").order_by()
        late = set(touched.values_list(HourOf("started_at"), flat=True).distinct())
        growing = _hour(until - GROWING)
        stretches = [(hour, hour + HOUR) for hour in sorted(late) if hour < growing]
        stretches.append((growing, _hour(until) + HOUR))
        hours = sum(_made_again(PlayHour, start, end, until) for start, end in stretches)
        began = {_day(start) for start, _ in stretches} | {_day(until)}
        days = sum(_made_again(PlayDay, day, day + DAY, until) for day in sorted(began))
        _note(until)
    return RolledUp(hours, days)


def _made_again(model: type[PlaySum], start: datetime, end: datetime, at: datetime) -> int:
    """Replace the rows of a stretch of whole hours or days, in one transaction; how many there are now."""
    kept: Any = model._default_manager
    unit = HourOf if model is PlayHour else DayOf
    sql, params = _sums(unit, start, end, at).query.sql_with_params()
    columns = ", ".join(connection.ops.quote_name(name) for name in COLUMNS)
    with transaction.atomic():
        _state()
        kept.filter(at__gte=_bound(model, start), at__lt=_bound(model, end)).delete()
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            # Names of our own, and a statement that Django wrote.
            cursor.execute(f"INSERT INTO {table} ({columns}) {sql}", params)  # noqa: S608
            made = int(cursor.rowcount)
        if model is PlayDay:
            _origins_made_again(start, end)
        return made


def _tracks_unasked() -> AbstractContextManager[Any]:
    """SQLite looks up each row's track again, a third of the time for a million plays, though the one statement took it
    from a play, whose own track is certain while that statement holds the only lock for writing. In a transaction
    it goes on asking. MySQL lets others delete meanwhile, and asks.
    """
    return (
        connection.constraint_checks_disabled() if connection.vendor == "sqlite" else nullcontext()
    )


def _origins_made_again(start: datetime, end: datetime) -> None:
    """Where the plays of these days came from: as the days themselves, in their transaction."""
    days = {"at__gte": _bound(PlayDay, start), "at__lt": _bound(PlayDay, end)}
    PlayOrigin.objects.filter(**days).delete()
    sql, params = _origins(start, end).query.sql_with_params()
    columns = ", ".join(connection.ops.quote_name(name) for name in ORIGIN_COLUMNS)
    table = connection.ops.quote_name(PlayOrigin._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) {sql}", params)  # noqa: S608 - as above


def _origins(start: datetime, end: datetime) -> "QuerySet[Play, Any]":
    colon = StrIndex("source", Value(":"))
    return (
        Play.objects.filter(imported_from="", started_at__gte=start, started_at__lt=end)
        .order_by()
        .annotate(colon=colon)
        .values(
            of=F("track_id"),
            on=DayOf("started_at"),
            # `album:…` is an album; what has no colon is a kind of its own.
            kind=Case(
                When(colon__gt=0, then=Substr("source", 1, F("colon") - 1)), default=F("source")
            ),
            where=F("country"),
        )
        .annotate(starts=Count("pk"), plays=Count("pk", filter=Q(counted_at__isnull=False)))
        .values_list("of", "on", "kind", "where", "starts", "plays")
    )


def _sums(
    unit: type[_StartOf], start: datetime, end: datetime, at: datetime
) -> "QuerySet[Play, Any]":
    counts = Q(counted_at__isnull=False)
    length = ExpressionWrapper(
        F("track__duration_ms") * COMPLETED / 1000.0, output_field=FloatField()
    )
    over = Q(started_at__lt=at - timedelta(seconds=2 * SKIPPED))  # or it may be going on
    nobodys = Q(user__isnull=True, link_hash__isnull=True)
    return (
        Play.objects.filter(imported_from="", started_at__gte=start, started_at__lt=end)
        .order_by()
        .values(of=F("track_id"), at=unit("started_at"))
        .annotate(
            starts=Count("pk"),
            plays=Count("pk", filter=counts),
            listeners=Count("user", distinct=True, filter=counts)
            + Count("link_hash", distinct=True, filter=counts)
            + Count("pk", filter=counts & nobodys),
            heard=Sum("seconds"),
            completions=Count("pk", filter=Q(seconds__gte=length, track__duration_ms__gt=0)),
            skips=Count("pk", filter=Q(seconds__lt=SKIPPED, counted_at__isnull=True) & over),
        )
        .values_list("of", "at", "starts", "plays", "listeners", "heard", "completions", "skips")
    )


def _state() -> RollupState:
    """The one row, locked until the transaction ends."""
    RollupState.objects.get_or_create(pk=RollupState.ONLY)
    return RollupState.objects.select_for_update().get(pk=RollupState.ONLY)


def _note(at: datetime) -> None:
    newest = Play.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    RollupState.objects.get_or_create(pk=RollupState.ONLY)
    RollupState.objects.filter(pk=RollupState.ONLY).update(last_play=newest, done_at=at)


def _stretches(start: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    while start < until:
        yield start, start + AT_ONCE
        start += AT_ONCE


def _bound(model: type[PlaySum | PlayOrigin], moment: datetime) -> Any:
    return moment if model is PlayHour else moment.astimezone(UTC).date()


def _hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _day(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)
