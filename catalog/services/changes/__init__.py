"""Changes of many rows: proposed, done, taken back. See `catalog.models.change`."""

from catalog.services.changes.record import Edits, history_forget
from catalog.services.changes.run import (
    MOST,
    change_break_off,
    change_call_off,
    change_confirm,
    change_do,
    change_propose,
    change_undo,
    change_undo_begin,
    changes_due,
    changes_stalled,
    drafts_purge,
)

__all__ = [
    "MOST",
    "Edits",
    "change_break_off",
    "change_call_off",
    "change_confirm",
    "change_do",
    "change_propose",
    "change_undo",
    "change_undo_begin",
    "changes_due",
    "changes_stalled",
    "drafts_purge",
    "history_forget",
]
