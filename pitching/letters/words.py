"""What a letter says: the pitch as its sender made it, in text and in HTML."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.showing import person_of
from common.sealing import unseal
from mail.bounces import REFERENCE_HEADER
from mail.one_click import one_click_headers
from mail.post import Writing, one_line
from mail.services import letter_write
from pitching.links import PURPOSE, link_url
from pitching.models import Pitch, PitchDefaults, PitchFollowUp, PitchLink

SHOWN = 12
"""Tracks that a letter names; it counts the rest."""
ACCENT = "#b3371a"
FIRST, FOLLOW_UP = "pitching/letters/pitch", "pitching/letters/follow_up"


@dataclass
class Words:
    """What all letters of a pitch have in common: read once for many."""

    pitch: Pitch

    @cached_property
    def defaults(self) -> PitchDefaults | None:
        found: PitchDefaults | None = PitchDefaults.objects.filter(
            workspace_id=self.pitch.workspace_id
        ).first()
        return found

    @cached_property
    def sender(self) -> str:
        """Whom the letter is from, in its From and in its words."""
        if self.defaults and self.defaults.sender_name:
            return one_line(self.defaults.sender_name)
        workspace = one_line(str(self.pitch.workspace))
        if self.pitch.workspace.personal_of_id or self.pitch.created_by is None:
            return workspace
        return f"{one_line(str(person_of(self.pitch.created_by)))} · {workspace}"

    @cached_property
    def reply_to(self) -> str:
        """Where answers go: to the sender, not to the site."""
        if self.defaults and self.defaults.reply_to:
            return self.defaults.reply_to
        return self.pitch.created_by.email if self.pitch.created_by else ""

    @cached_property
    def follow_ups(self) -> dict[int, str]:
        rows = PitchFollowUp.objects.filter(pitch=self.pitch)
        return dict(rows.values_list("number", "message"))

    @cached_property
    def shown(self) -> dict[str, Any]:
        """The pitch's own part of the templates' context. Names of others are one line each, and never an address that
        a paragraph would make a link of."""
        tracks = list(self.pitch.tracks.select_related("track").order_by("position"))
        there = [row for row in tracks if row.track is not None]
        color = self.pitch.color or (self.defaults.color if self.defaults else "") or ACCENT
        return {
            "sender": self.sender,
            "workspace": one_line(str(self.pitch.workspace)),
            "title": one_line(self.pitch.title),
            "tracks": [
                {
                    "title": one_line(row.title),
                    "artists": one_line(row.artist_line),
                    "duration_ms": row.track.duration_ms if row.track else 0,
                }
                for row in there[:SHOWN]
            ],
            "more": max(0, len(there) - SHOWN),
            "count": len(there),
            "has_password": bool(self.pitch.password),
            "embargo_until": self.pitch.embargo_until,
            "color": color,
            "on_color": on_color(color),
        }

    def letter(self, link: PitchLink, *, to: str, number: int = 0, reference: str = "") -> Writing:
        """The letter through a link. Raises `common.sealing.Unreadable` when SECRET_KEY was lost."""
        opt_out = unsubscribe_url(link) if link.contact_id else ""
        headers = {REFERENCE_HEADER: reference} if reference else {}
        if opt_out:
            headers |= one_click_headers(opt_out)
        message = self.follow_ups.get(number, "") if number else self.pitch.message
        return letter_write(
            to=to,
            template=FOLLOW_UP if number else FIRST,
            html_template="pitching/letters/pitch.html",
            context=self.shown
            | {
                "name": one_line(link.contact.name) if link.contact else "",
                "message": message,
                "is_follow_up": bool(number),
                "link": link_url(link),
                "unsubscribe": opt_out,
                "may_download": bool(link.allowed_formats),
                "open_until": link.open_until,
            },
            from_name=self.sender,
            reply_to=self.reply_to,
            headers=headers,
        )


def unsubscribe_url(link: PitchLink) -> str:
    token = unseal(link.token_sealed, purpose=PURPOSE)
    return f"{settings.SITE_URL}{reverse('pitch-unsubscribe', args=[token])}"


def on_color(color: str) -> str:
    """Black or white, whichever is read better on `#rrggbb` (WCAG 2.2, relative luminance)."""
    channels = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#000000" if luminance > 0.179 else "#ffffff"
