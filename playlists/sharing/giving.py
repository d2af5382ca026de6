"""Writes of who shares: giving, changing the terms, taking back. Under the giver's lock (`giver_locked`), so that the
same thing shared twice at the same moment is shared once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer, viewer_of
from catalog.models import Grant
from catalog.services.grants import bundle_create, grants_revoke
from common.errors import Invalid, NotFound, TooMany
from insights.recording import record_on_commit
from playlists.models import Playlist, Share, ShareRecipient
from playlists.models.share import NOTE_LENGTH
from playlists.sharing.following import share_follow
from playlists.sharing.giver import giver_locked
from playlists.sharing.jobs import share_deliver_later
from playlists.sharing.of_rules import given_by_rules
from playlists.sharing.opening import share_open
from playlists.sharing.people import Named, people_named
from playlists.sharing.rights import KINDS, may_let_download, thing_to_give, ways_of

DAY = timedelta(days=1)
LONGEST = 36_525 * DAY
"""After which a share ends at the latest, where it says an end."""
MOST_A_DAY = 200
"""People to whom one person gives something new in a DAY."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What goes with a share: words, and rights. Nobody gives more than they have (`Invalid`)."""

    note: str = ""
    may_download: bool = False
    may_share: bool = False
    expires_at: datetime | None = None


@transaction.atomic
def share_make(
    *,
    viewer: Viewer,
    user: User,
    kind: str,
    public_id: str,
    to: Sequence[str],
    terms: Terms,
    at: datetime | None = None,
) -> list[ShareRecipient]:
    """Share a thing with people, named by handle or e-mail address. Shared again it takes the new terms.

    Raises NotFound, Forbidden for what the viewer may open and not share, Invalid, TooMany.
    """
    at = at or now()
    thing = thing_to_give(viewer, kind, public_id)
    if kind == "playlist":
        # What changes the playlist holds this lock as well, so that neither misses the other.
        Playlist.objects.select_for_update().only("pk").get(pk=thing.pk)
    giver_locked(user)
    terms = _checked(viewer, kind, thing, terms, at)
    people = people_named(to, by=user)
    share = _share_of(user, kind, thing)
    ways = ways_of(viewer, share)
    made = [_given_to(share, named, terms, ways, at) for named in people]
    today = ShareRecipient.objects.filter(share__giver=user, created_at__gt=at - DAY).count()
    if today > MOST_A_DAY:
        wait = int(DAY.total_seconds())
        raise TooMany(f"You may share with {MOST_A_DAY} people a day.", retry_after=wait)
    return made


@transaction.atomic
def share_change(
    *, user: User, viewer: Viewer, recipient_id: str, at: datetime | None = None, **changed: Any
) -> ShareRecipient:
    """Change the words or the rights of what was given to one person. Raises NotFound, Forbidden, Invalid."""
    at = at or now()
    row = _mine(user, recipient_id)
    kind, thing = thing_of_share(row.share)
    thing_to_give(viewer, kind, thing.public_id)
    before = Terms(row.note, row.may_download, row.may_share, row.expires_at)
    values = {name: getattr(before, name) for name in Terms.__slots__} | changed
    _renew(row, _checked(viewer, kind, thing, Terms(**values), at), at)
    return row


@transaction.atomic
def share_revoke(*, user: User, recipient_id: str, at: datetime | None = None) -> None:
    """Take back from one person what was given, and from all to whom they passed it on. Raises NotFound."""
    at = at or now()
    row = _mine(user, recipient_id)
    ShareRecipient.objects.filter(pk=row.pk).update(revoked_at=at, updated_at=at)
    grants_revoke(grants=row.grants.values_list("pk", flat=True), at=at)


def thing_of_share(share: Share) -> tuple[str, Any]:
    """(kind, thing) of what is shared; of an album that was merged, the one that stays."""
    for kind in KINDS:
        thing = getattr(share, kind)
        if thing is not None:
            merged = kind == "album" and thing.merged_into is not None
            return kind, thing.merged_into if merged else thing
    raise NotFound


def _checked(viewer: Viewer, kind: str, thing: Any, terms: Terms, at: datetime) -> Terms:
    note = terms.note.strip()
    if len(note) > NOTE_LENGTH:
        raise Invalid(f"At most {NOTE_LENGTH} characters.", field="note")
    if terms.expires_at is not None and terms.expires_at <= at:
        raise Invalid("That is over already.", field="expires_at")
    if terms.expires_at is not None and terms.expires_at - at > LONGEST:
        # Close to the last day of the calendar, some time zones have no name for it.
        raise Invalid("That is more than a hundred years away.", field="expires_at")
    if terms.may_download and not may_let_download(viewer, kind, thing):
        raise Invalid("You may not let others download this.", field="may_download")
    return Terms(note, terms.may_download, terms.may_share, terms.expires_at)


def _share_of(user: User, kind: str, thing: Any) -> Share:
    """The user's share of a thing, made where this is the first of it."""
    share = Share.objects.filter(giver=user, **{kind: thing}).first()
    if share is None:
        of = {kind: thing} if kind != "playlist" else {}
        bundle = bundle_create(workspace=giver_locked(user), **of)
        share = Share.objects.create(giver=user, bundle=bundle, **{kind: thing})
    if kind == "playlist":
        Playlist.objects.filter(pk=thing.pk).update(is_shared=True)
        share_follow(share, by_rules=given_by_rules(thing))
    return share


def _given_to(
    share: Share, named: Named, terms: Terms, ways: list[Grant], at: datetime
) -> ShareRecipient:
    same = {"address": named.address} if named.address else {"user": named.user, "address": ""}
    row: ShareRecipient | None = ShareRecipient.objects.filter(share=share, **same).first()
    if row is not None:
        row.share = share
        _renew(row, terms, at, ways=ways)
        return row
    row = ShareRecipient.objects.create(
        share=share,
        user=named.user,
        address=named.address,
        given_at=at,
        created_at=at,
        **{name: getattr(terms, name) for name in Terms.__slots__},
    )
    _given(row, ways, at, is_new=True)
    kind, thing = thing_of_share(share)
    record_on_commit(
        "share.given",
        {"thing_kind": kind, "thing": thing.public_id, "may_download": terms.may_download},
        person=share.giver.public_id,
    )
    return row


def _renew(
    row: ShareRecipient, terms: Terms, at: datetime, *, ways: list[Grant] | None = None
) -> None:
    """Give the terms to who has it already; said again as they are, nothing changes."""
    values = {name: getattr(terms, name) for name in Terms.__slots__}
    put_away = ways is not None and (row.dismissed_at or row.revoked_at) is not None
    if not put_away and all(getattr(row, name) == value for name, value in values.items()):
        _given(row, ways or [], at)  # what its giver may pass on since
        return
    for name, value in values.items():
        setattr(row, name, value)
    if row.revoked_at is not None:
        row.grants.clear()  # what was passed on through the old ones stays taken back
    row.given_at, row.read_at, row.revoked_at, row.dismissed_at = at, None, None, None
    row.save()
    row.grants.update(
        may_download=row.may_download, may_share=row.may_share, expires_at=row.expires_at
    )
    if ways is None:  # what was over for long may have no grants any more
        ways = ways_of(viewer_of(row.share.giver), row.share)
    _given(row, ways, at)


def _given(row: ShareRecipient, ways: list[Grant], at: datetime, *, is_new: bool = False) -> None:
    if row.address:  # also of who was found before: else a second time would tell that somebody was
        share_deliver_later.enqueue(row.pk)
    else:
        share_open(row, ways, at, is_new=is_new)


def _mine(user: User, recipient_id: str) -> ShareRecipient:
    """What this user gave and has not taken back, under their lock. Raises NotFound."""
    giver_locked(user)
    rows = ShareRecipient.objects.given_by(viewer_of(user)).filter(public_id=recipient_id)
    row: ShareRecipient | None = rows.select_related(
        "share__giver", "share__bundle", "user"
    ).first()
    if row is None:
        raise NotFound
    return row
