"""Writes of pitches and links."""

from pitching.services.links import (
    link_change,
    links_add,
    links_change,
    links_restore,
    links_revoke,
    preview_open,
)
from pitching.services.pitches import (
    defaults_logo_set,
    defaults_of,
    defaults_set,
    pitch_artwork_set,
    pitch_change,
    pitch_create,
    pitch_delete,
    pitch_duplicate,
    pitch_edit,
    pitch_restore,
)
from pitching.services.send import (
    links_to_send,
    pitch_schedule,
    pitch_send,
    pitch_sent,
    pitch_unschedule,
    pitches_send_due,
)
from pitching.services.tracks import Shown, track_step, tracks_add, tracks_arrange

__all__ = [
    "Shown",
    "defaults_logo_set",
    "defaults_of",
    "defaults_set",
    "link_change",
    "links_add",
    "links_change",
    "links_restore",
    "links_revoke",
    "links_to_send",
    "pitch_artwork_set",
    "pitch_change",
    "pitch_create",
    "pitch_delete",
    "pitch_duplicate",
    "pitch_edit",
    "pitch_restore",
    "pitch_schedule",
    "pitch_send",
    "pitch_sent",
    "pitch_unschedule",
    "pitches_send_due",
    "preview_open",
    "track_step",
    "tracks_add",
    "tracks_arrange",
]
