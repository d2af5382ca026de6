"""Pitches as a whole: made, changed, copied, deleted and brought back."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from catalog.services.grants import grants_return, grants_revoke
from common.errors import Conflict, Invalid, NotFound
from common.versions import ANYTHING, Seen
from pictures.services import artwork_store, artworks_discard
from pictures.sniffing import PictureRefused
from pitching.access import check_may_change
from pitching.links import link_new
from pitching.models import Pitch, PitchDefaults, PitchDocument, PitchLink, PitchTrack
from pitching.services.change import grants_follow, locked, shows, touched
from pitching.services.facts import defaults_kept, facts_kept
from pitching.services.tracks import Shown, excerpts_put, tracks_named, tracks_put

COPIED = (
    "message", "color", "formats", "excerpt_ms", "video_url", "artwork_id",
)  # fmt: skip
"""What a copy keeps of a pitch, besides its tracks and documents. Times and the password are each pitch's own."""
KEPT = timedelta(days=30)
"""For how long a deleted pitch can be brought back."""


@transaction.atomic
def pitch_create(
    *,
    user: User,
    viewer: Viewer,
    workspace: Workspace,
    title: str,
    things: Sequence[tuple[str, str]] = (),
    starts: Mapping[str, int | None] = MappingProxyType({}),
    at: datetime | None = None,
    **facts: Any,
) -> Shown:
    """A draft of the workspace's with these tracks, given as `(kind, public id)`; what is not told, from its defaults.

    `starts`: where excerpts begin, as `excerpts_put` takes it. Raises Forbidden, Invalid.
    """
    check_may_change(user, viewer, workspace.pk)
    kept = facts_kept({"title": title} | facts)
    tracks, left_out = tracks_named(viewer, workspace.pk, things)
    pitch = Pitch.objects.create(
        workspace=workspace, created_by=user, **(_started(workspace, at or now()) | kept)
    )
    added = tracks_put(pitch, tracks)
    excerpts_put(pitch, starts)
    return Shown(pitch, added, left_out)


def _started(workspace: Workspace, at: datetime) -> dict[str, Any]:
    defaults = defaults_of(workspace)
    days = defaults.expires_days
    return {
        "message": defaults.message, "color": defaults.color, "formats": defaults.formats,
        "excerpt_ms": defaults.excerpt_ms,
        "expires_at": at + timedelta(days=days) if days else None,
    }  # fmt: skip


def defaults_of(workspace: Workspace) -> PitchDefaults:
    """What the workspace's pitches start from; not saved where nobody has said."""
    found = PitchDefaults.objects.select_related("logo").filter(workspace=workspace).first()
    return found or PitchDefaults(workspace=workspace)


@transaction.atomic
def defaults_set(
    *, user: User, viewer: Viewer, workspace: Workspace, **facts: Any
) -> PitchDefaults:
    """Raises Forbidden, Invalid."""
    check_may_change(user, viewer, workspace.pk)
    kept = defaults_kept(facts)
    row, _made = PitchDefaults.objects.update_or_create(workspace=workspace, defaults=kept)
    return row


@transaction.atomic
def defaults_logo_set(
    *, user: User, viewer: Viewer, workspace: Workspace, data: bytes | None
) -> PitchDefaults:
    """The picture at the head of the workspace's pitches, or (None) none. Raises Forbidden, Invalid."""
    check_may_change(user, viewer, workspace.pk)
    row, _made = PitchDefaults.objects.get_or_create(workspace=workspace)
    before, row.logo = row.logo_id, _picture(data, "logo")
    row.save(update_fields=["logo"])
    artworks_discard([before])
    return row


def _picture(data: bytes | None, field: str) -> Any:
    try:
        return artwork_store(data=data) if data else None
    except PictureRefused as refused:
        raise Invalid(str(refused), field=field) from refused


@transaction.atomic
def pitch_change(
    *, user: User, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, **facts: Any
) -> Pitch:
    """Set what is told; the links of a sent pitch show it at once, under the same addresses.

    Raises NotFound, Forbidden, Changed, Invalid.
    """
    kept = facts_kept(facts)
    pitch = locked(user=user, viewer=viewer, public_id=public_id, seen=seen)
    if kept.get("is_template") and pitch.sent_at:
        raise Conflict("It was sent: make a template of a copy.", field="is_template")
    changed = [name for name, value in kept.items() if getattr(pitch, name) != value]
    if not changed:
        return pitch
    for name in changed:
        setattr(pitch, name, kept[name])
    touched(pitch, *changed)
    if {"formats", "expires_at", "excerpt_ms"} & set(changed):
        grants_follow(pitch)
    if {"formats", "excerpt_ms", "title"} & set(changed):
        shows(pitch)
    return pitch


@transaction.atomic
def pitch_edit(
    *,
    user: User,
    viewer: Viewer,
    public_id: str,
    starts: Mapping[str, int | None] = MappingProxyType({}),
    artwork: bytes | None = None,
    without_artwork: bool = False,
    **facts: Any,
) -> Pitch:
    """All that the form of a pitch says, or nothing of it: facts, where excerpts begin, its picture or none.

    Raises as `pitch_change`.
    """
    pitch = pitch_change(user=user, viewer=viewer, public_id=public_id, **facts)
    if excerpts_put(pitch, starts):
        touched(pitch)
    if artwork or without_artwork:
        pitch = pitch_artwork_set(user=user, viewer=viewer, public_id=public_id, data=artwork)
    return pitch


@transaction.atomic
def pitch_artwork_set(*, user: User, viewer: Viewer, public_id: str, data: bytes | None) -> Pitch:
    """Give a pitch a picture of its own, or (None) take it away. Raises NotFound, Forbidden, Invalid."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id)
    before, pitch.artwork = pitch.artwork_id, _picture(data, "artwork")
    touched(pitch, "artwork")
    artworks_discard([before])
    return pitch


@transaction.atomic
def pitch_duplicate(
    *,
    user: User,
    viewer: Viewer,
    public_id: str,
    title: str = "",
    is_template: bool = False,
    recipients: bool = False,
) -> Pitch:
    """A draft, or a template, with the same look, terms, tracks and press kit; with new links to the same contacts
    where `recipients` says so. Raises NotFound, Forbidden, Invalid.
    """
    source = Pitch.objects.seen_by(viewer).filter(public_id=public_id).first()
    if source is None:
        raise NotFound
    check_may_change(user, viewer, source.workspace_id)
    kept = facts_kept({"title": title or source.title, "is_template": is_template})
    started = _started(source.workspace, now())
    copy = Pitch.objects.create(
        workspace=source.workspace,
        created_by=user,
        expires_at=started["expires_at"],
        **{name: getattr(source, name) for name in COPIED},
        **kept,
    )
    for model in (PitchTrack, PitchDocument):
        rows: list[Any] = list(model._default_manager.filter(pitch=source).order_by("position"))
        for row in rows:
            row.pk, row.pitch = None, copy
            if isinstance(row, PitchDocument):
                row.public_id = PitchDocument._meta.get_field("public_id").get_default()
        model._default_manager.bulk_create(rows)
    if recipients:
        from_links(source, copy)
    return copy


def from_links(source: Pitch, copy: Pitch) -> None:
    """Links of the copy's own for the contacts of another pitch, on the same terms."""
    rows = PitchLink.objects.of_recipients().filter(
        pitch=source, contact__deleted_at__isnull=True, contact__isnull=False
    )
    PitchLink.objects.bulk_create(
        (
            link_new(pitch=copy, contact_id=row.contact_id, formats=row.formats)
            for row in rows.order_by("pk").iterator(1000)
        ),
        batch_size=1000,
    )  # fmt: skip


@transaction.atomic
def pitch_delete(
    *, user: User, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, at: datetime
) -> Pitch:
    """Take a pitch away, and what its links opened. It can be brought back for 30 days. Raises as `pitch_change`."""
    pitch = locked(user=user, viewer=viewer, public_id=public_id, seen=seen)
    pitch.deleted_at, pitch.scheduled_for = at, None
    pitch.state = pitch.State.SENT if pitch.sent_at else pitch.State.DRAFT
    touched(pitch, "deleted_at", "state", "scheduled_for")
    grants_revoke(grants=_grants(pitch), at=at)
    return pitch


@transaction.atomic
def pitch_restore(*, user: User, viewer: Viewer, public_id: str) -> Pitch:
    """Bring a deleted pitch back, with those of its links that were not revoked themselves.

    Raises NotFound, Forbidden.
    """
    rows = Pitch.objects.select_for_update().filter(workspace_id__in=viewer.workspace_ids)
    pitch: Pitch | None = rows.filter(public_id=public_id, deleted_at__isnull=False).first()
    if pitch is None:
        raise NotFound
    check_may_change(user, viewer, pitch.workspace_id)
    pitch.deleted_at = None
    touched(pitch, "deleted_at")
    if pitch.revoked_at is None:
        grants_return(grants=_grants(pitch))
        grants_follow(pitch)
        shows(pitch)
    return pitch


def _grants(pitch: Pitch) -> list[int]:
    """Those of links that stand as they are."""
    links = PitchLink.objects.filter(
        pitch=pitch, grant__isnull=False, revoked_at__isnull=True, is_preview=False
    )
    return [pk for pk in links.values_list("grant_id", flat=True) if pk is not None]
