"""What this room keeps about a person, for their export and erasure (`common.personal`).

Contacts and pitches are a workspace's. Those of somebody's own workspace are theirs, and go with it; of a team's, they
are told of the pitches that they made, which stay without their name.
"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from accounts.models import User
from common.personal import PersonalData, nothing, personal_data
from pitching.models import Contact, Pitch, PitchFollowUp, PitchLink, PitchNews, PitchNotice

type Rows = Iterator[dict[str, Any]]


def contacts_of(user: User) -> Rows:
    rows = Contact.objects.filter(workspace__personal_of=user, deleted_at=None)
    rows = rows.select_related("company").prefetch_related("tags")
    for row in rows.order_by("pk").iterator(500):
        yield {
            "id": row.public_id, "name": row.name, "email": row.email,
            "company": row.company.name if row.company else "", "role": row.role,
            "phone": row.phone, "notes": row.notes, "tags": sorted(tag.name for tag in row.tags.all()),
            "unsubscribed_at": row.unsubscribed_at, "created_at": row.created_at,
        }  # fmt: skip


def pitches_of(user: User) -> Rows:
    """With whom a pitch of their own workspace went to; a team's contacts are the team's."""
    rows = Pitch.objects.filter(Q(created_by=user) | Q(workspace__personal_of=user))
    for row in rows.select_related("workspace").order_by("pk").iterator(100):
        is_own = row.workspace.personal_of_id == user.pk
        links = PitchLink.objects.filter(pitch=row, contact__isnull=False).order_by("pk")
        yield {
            "id": row.public_id, "title": row.title, "message": row.message, "state": row.state,
            "created_at": row.created_at, "sent_at": row.sent_at, "deleted_at": row.deleted_at,
            "tracks": [*row.tracks.order_by("position").values("title", "artist_line")],
            "recipients": [*links.values_list("contact__name", flat=True)] if is_own else [],
        }  # fmt: skip


def follow_ups_of(user: User) -> Rows:
    rows = PitchFollowUp.objects.filter(created_by=user).select_related("pitch")
    for row in rows.order_by("pk").iterator(500):
        yield {"pitch": row.pitch.public_id, "message": row.message, "created_at": row.created_at}


def notices_of(user: User) -> Rows:
    """How they want to be told, and of what they were."""
    for news in PitchNews.objects.filter(user=user):
        yield {"letters": news.letters, "digested_at": news.digested_at}
    rows = PitchNotice.objects.filter(user=user).select_related("pitch", "link")
    for row in rows.order_by("pk").iterator(500):
        yield {
            "pitch": row.pitch.public_id, "link": row.link.public_id, "kind": row.kind, "at": row.at,
            "read_at": row.read_at, "lettered_at": row.lettered_at,
        }  # fmt: skip


def register() -> None:
    """All of it goes with the workspace's row, or loses the name with the user's."""
    personal_data.add("contacts", PersonalData((), contacts_of, nothing))
    personal_data.add("pitches", PersonalData(("pitching.Pitch.created_by",), pitches_of, nothing))
    follow_ups = ("pitching.PitchFollowUp.created_by",)
    personal_data.add("pitch follow-ups", PersonalData(follow_ups, follow_ups_of, nothing))
    notices = ("pitching.PitchNotice.user", "pitching.PitchNews.user")
    personal_data.add("pitch notices", PersonalData(notices, notices_of, nothing))
