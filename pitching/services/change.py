"""Changing a pitch: its lock, its rights, its version, and what its grants then open."""

from collections import defaultdict
from datetime import datetime
from itertools import batched

from django.db.models import OuterRef, Subquery
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.models import Grant
from catalog.services.grants import (
    LinkTerms,
    bundle_create,
    bundle_tracks_set,
    grants_give_links,
    grants_terms_set,
)
from common.errors import NotFound
from common.versions import ANYTHING, Seen
from pitching.access import check_may_change
from pitching.models import Pitch, PitchLink
from pitching.opened import pitch_shows

AT_ONCE = 1000


def locked(*, user: User, viewer: Viewer, public_id: str, seen: Seen = ANYTHING) -> Pitch:
    """The pitch, its row locked until the transaction ends, for whoever may change it.

    Raises NotFound; Forbidden for who only sees it; Changed when it is none of the versions in `seen` any more.
    """
    rows = Pitch.objects.select_for_update().seen_by(viewer)
    found: Pitch | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    check_may_change(user, viewer, found.workspace_id)
    seen.check(found.tag)
    return found


def touched(pitch: Pitch, *fields: str) -> None:
    """Save these fields and move the version on. The row is locked."""
    pitch.version += 1
    pitch.changed_at = now()
    pitch.save(update_fields=[*fields, "version", "changed_at", "updated_at"])


def opens(pitch: Pitch) -> None:
    """Let the pitch's bundle hold what it shows, if it has one, and say so to what follows from that."""
    if pitch.bundle_id is not None:
        shown = pitch.tracks.filter(track__isnull=False).order_by("position")
        bundle_tracks_set(
            bundle_id=pitch.bundle_id, tracks=shown.values_list("track_id", flat=True)
        )
    shows(pitch)


def shows(pitch: Pitch) -> None:
    """Say to what follows that an open pitch shows something else now."""
    if pitch.is_open:
        for follow in pitch_shows:
            follow(pitch)


def bundled(pitch: Pitch) -> None:
    """Give the pitch its bundle, with the tracks it shows."""
    if pitch.bundle_id is None:
        pitch.bundle = bundle_create(workspace=pitch.workspace)
        pitch.save(update_fields=["bundle", "updated_at"])
        opens(pitch)


def links_open(pitch: Pitch) -> None:
    """Give every link that has no grant one; those that were revoked keep theirs, or stay without."""
    bundled(pitch)
    assert pitch.bundle is not None
    waiting = PitchLink.objects.filter(
        pitch=pitch, grant__isnull=True, revoked_at__isnull=True, is_preview=False
    ).order_by("pk")
    grants_give_links(
        bundle=pitch.bundle,
        terms=[_terms(pitch, link) for link in waiting.iterator(AT_ONCE)],
    )
    given = Grant.objects.filter(link_hash=OuterRef("token_hash")).values("pk")[:1]
    waiting.order_by().update(grant=Subquery(given))


def grants_follow(pitch: Pitch) -> None:
    """Let the grants of the pitch's links say what they and the pitch say now: until when, and whether to download."""
    alike: dict[tuple[bool, datetime | None], list[int]] = defaultdict(list)
    links = PitchLink.objects.filter(pitch=pitch, grant__isnull=False, is_preview=False)
    for link in links.order_by("pk").iterator(AT_ONCE):
        terms = _terms(pitch, link)
        assert link.grant_id is not None
        alike[terms.may_download, terms.expires_at].append(link.grant_id)
    for (may_download, expires_at), pks in alike.items():
        for some in batched(pks, AT_ONCE):
            grants_terms_set(grants=some, may_download=may_download, expires_at=expires_at)
    if pitch.is_open:
        links_open(pitch)  # grants that were over for long have been swept: they come back


def _terms(pitch: Pitch, link: PitchLink) -> LinkTerms:
    link.pitch = pitch
    return LinkTerms(
        link_hash=link.token_hash,
        may_download=bool(link.allowed_formats),
        expires_at=link.open_until,
    )
