"""What changed, and which smart playlists must be made again therefore: noted in the transaction that changes it.

A note raises `wanted` and sets `due_at` where it is empty, so that a stream of changes does not put a playlist off
for ever. The job that makes them looks at `due_at` alone, so no note is lost with a job.
"""

from collections.abc import Iterable, Set
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.timezone import now

from playlists.models import Playlist, SmartList
from playlists.smart.fields import Reads
from playlists.smart.grammar import Rules, to_json
from playlists.smart.jobs import smart_refresh, smart_refresh_due
from playlists.smart.paces import PACES, SOON

MUSIC = frozenset({"track", "album", "artist", "genre"})


def told(reads: Iterable[Reads]) -> str:
    """As `SmartList.reads` has it."""
    return "," + "".join(f"{one}," for one in sorted(reads))


def rules_keep(playlist: Playlist, rules: Rules) -> bool:
    """Keep the rules of a playlist, in the transaction of a caller who holds its lock, and have it made at once.

    Whether they are other than before; the same again change nothing.
    """
    values: dict[str, Any] = {
        "rules": to_json(rules),
        "reads": told(rules.reads()),
        "named": dict.fromkeys(sorted(rules.playlists()), 0),
        "due_at": now(),
    }
    smart, made = SmartList.objects.get_or_create(playlist=playlist, defaults=values)
    if not made and smart.rules == values["rules"]:
        return False
    if not made:
        SmartList.objects.filter(pk=smart.pk).update(**values, wanted=F("wanted") + 1)
    smart_refresh.enqueue(smart.pk)
    return True


def own_changed(user_id: int | None, reads: Reads, *, at: datetime | None = None) -> int:
    """Likes, stars, follows or plays of a person change in the caller's transaction; how many that concerns."""
    rows = SmartList.objects.filter(playlist__owner_id=user_id, reads__contains=f",{reads},")
    return _want(rows, (at or now()) + SOON)


def plays_changed(user_id: int) -> None:
    """`own_changed` as `streaming.plays` calls it."""
    own_changed(user_id, Reads.PLAYS)


def index_changed(kinds: Set[str]) -> None:
    """Search knows others of these kinds. No rule asks playlists: being filled is no reason to be filled again."""
    if kinds & MUSIC:
        catalogue_changed()


@transaction.atomic
def catalogue_changed() -> None:
    """Tracks are others now, and search knows them."""
    at = now()
    for low, high, pace in PACES:
        _want(SmartList.objects.filter(took_ms__gte=low, took_ms__lt=high), at + pace)


@transaction.atomic
def time_passed(*, all_of_them: bool = False) -> int:
    """An hour is over: for what reads the clock. `all_of_them`: for whatever was not noted."""
    rows = SmartList.objects.all()
    return _want(rows if all_of_them else rows.filter(reads__contains=f",{Reads.CLOCK},"), now())


@transaction.atomic
def playlists_looked_at() -> int:
    """Compare the playlists that rules name with what they were; how many must be made again."""
    rows = SmartList.objects.filter(reads__contains=f",{Reads.PLAYLISTS},")
    named = list(rows.values_list("pk", "named"))
    ids = {public_id for _, versions in named for public_id in versions}
    current = dict(
        Playlist.objects.filter(public_id__in=ids).values_list("public_id", "version")
    )  # fmt: skip
    others = [
        pk
        for pk, versions in named
        if any(current.get(public_id, 0) != version for public_id, version in versions.items())
    ]
    return _want(SmartList.objects.filter(pk__in=others), now()) if others else 0


def _want(rows: "QuerySet[SmartList]", by: datetime) -> int:
    wanted = rows.update(wanted=F("wanted") + 1, due_at=Coalesce(F("due_at"), Value(by)))
    if wanted:
        # One job waits for all of them, so it never waits long: what is due later is found each minute.
        smart_refresh_due.using(run_after=min(by, now() + SOON)).enqueue()
    return wanted
