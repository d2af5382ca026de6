"""The history of what people change one row at a time, or file by file: kept as changes of many are, told by field.

    edits = Edits(by=user, source=Change.Source.API)
    with edits.of("track", track, ["title", "genres"]):
        track_edit(…)

In the transaction of the edit itself, so that there is none without the other. For many rows `together` makes one
change of all; without it each row is a change of its own. Where many rows are written in one transaction, `at_once`
writes what is kept of them at its end.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from accounts.models import User
from catalog.kinds import MODELS
from catalog.models import Change, ChangedRow
from catalog.services.bulk import chunks, rows_insert
from catalog.services.changes.states import TAGS, TOGETHER, State, state_of, tagged

EDIT = "edit"
_COLUMNS = ("change_id", "kind", "ref", "name", "state", "before", "after")

type Kept = tuple[str, int, str, State, State]
"""What is kept of a row: its kind, key and name, what was there and what is."""


def history_forget(*, kind: str, refs: Sequence[int]) -> None:
    """Forget what became of rows that are gone with their library: what was written there goes with it."""
    for some in chunks(refs):
        ChangedRow.objects.filter(kind=kind, ref__in=some).delete()


@dataclass(slots=True)
class Edits:
    """What one person changes from one place; `by` None for an operator at the command line. What is only looked at
    (`keeps` false) is kept nowhere.
    """

    by: User | None
    source: str
    reason: str = ""
    keeps: bool = True
    _begun: dict[str, Change | None] = field(default_factory=dict)
    _gathered: list[Kept] | None = None

    @contextmanager
    def together(self, *kinds: str) -> Iterator["Edits"]:
        """Make one change of all rows of these kinds in the block, which is in no transaction of the rows' own."""
        self._begun = dict.fromkeys(kinds)
        try:
            yield self
        finally:
            begun, self._begun = self._begun, {}
            for change in begun.values():
                if change is not None:
                    self._end(change)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """Write what becomes of rows at the end of the block, which is in one transaction; each in an `of_row`."""
        gathered: list[Kept] = []
        self._gathered = gathered
        try:
            yield
        finally:
            self._gathered = None
        by_kind: dict[str, list[Kept]] = {}
        for one in gathered:
            by_kind.setdefault(one[0], []).append(one)
        for kind, rows in by_kind.items():
            self._write(kind, rows)

    @contextmanager
    def of_row(self) -> Iterator[None]:
        """All that is written for one row of many: what raises here is no history."""
        before = len(self._gathered or ())
        try:
            yield
        except BaseException:
            if self._gathered is not None:
                del self._gathered[before:]
            raise

    @contextmanager
    def of(self, kind: str, row: Any, names: Iterable[str]) -> Iterator[None]:
        """Keep what becomes of these fields of a row in the block; nothing where nothing does.

        `row` is as it is now, and the one that the block changes.
        """
        names = list(dict.fromkeys(names))
        if not (names and self.keeps):
            yield
            return
        with transaction.atomic(savepoint=False):
            before, by_tags = state_of(row, names), tagged(row, names)
            yield
            if not TOGETHER.isdisjoint(names):  # set on rows that its service reads itself
                row = MODELS[kind]._default_manager.get(pk=row.pk)
            self.keep(kind, row, before=before, after=state_of(row, names), by_tags=by_tags)

    def keep(
        self, kind: str, row: Any, *, before: State, after: State, by_tags: Iterable[str]
    ) -> None:
        """Keep what became of a row, if anything did. `by_tags` are the fields that tags had set till then."""
        changed = [name for name in before if before[name] != after[name]]
        if not changed:
            return
        was = {
            **{name: before[name] for name in changed},
            TAGS: [name for name in by_tags if name in changed],
        }
        kept = kind, row.pk, str(row)[:190], was, {name: after[name] for name in changed}
        if self._gathered is None:
            self._write(kind, [kept])
        else:
            self._gathered.append(kept)

    def _write(self, kind: str, rows: Sequence[Kept]) -> None:
        count = len(rows)
        change = self._begun.get(kind)
        if change is None:
            change = self._change(kind, count)
        else:  # as it goes: whoever looks meanwhile, or after the process was killed, is told how many there are
            Change.objects.filter(pk=change.pk).update(
                total=F("total") + count, seen=F("seen") + count
            )
        done = ChangedRow.State.DONE
        rows_insert(
            ChangedRow,
            _COLUMNS,
            [
                (change.pk, of, ref, name, done, before, after)
                for of, ref, name, before, after in rows
            ],
        )

    @staticmethod
    def _end(change: Change) -> None:
        """Say how many rows there were."""
        total = change.rows.count()
        Change.objects.filter(pk=change.pk).update(
            total=total, seen=total, ended_at=now(), updated_at=now()
        )

    def _change(self, kind: str, count: int) -> Change:
        made: Change = Change.objects.create(
            action=EDIT, kind=kind, by=self.by, source=self.source, reason=self.reason[:300],
            state=Change.State.DONE, total=count, seen=count, ended_at=now(),
        )  # fmt: skip
        if kind in self._begun:
            # Only once it is there to stay: what is made for a row that fails in the end goes with it.
            transaction.on_commit(partial(self._remember, made))
        return made

    def _remember(self, change: Change) -> None:
        if change.kind in self._begun and self._begun[change.kind] is None:
            self._begun[change.kind] = change
