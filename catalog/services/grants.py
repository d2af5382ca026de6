"""Giving tracks and albums that their visibility does not open, and taking them back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from accounts.models import User, Workspace
from catalog.models import Album, Bundle, BundleItem, Grant, GrantStep, Track
from common.errors import Conflict

MOST_STEPS = 5
"""How often something is passed on after it was first given."""
BATCH = 1000
KEPT = timedelta(days=30)
"""For how long a grant that is over is kept: whoever gave it may set it another end until then."""


@transaction.atomic
def bundle_create(
    *, workspace: Workspace, track: Track | None = None, album: Album | None = None
) -> Bundle:
    """A set of one track, of one album as it changes, or of nothing yet."""
    bundle = Bundle.objects.create(workspace=workspace)
    if track is not None or album is not None:
        BundleItem.objects.create(bundle=bundle, track=track, album=album)
    return bundle


def bundle_tracks_add(*, bundle_id: int, tracks: Iterable[int]) -> None:
    """Put tracks, by their keys, into a bundle; those that are in it stay."""
    rows = [BundleItem(bundle_id=bundle_id, track_id=track) for track in tracks]
    BundleItem.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


@transaction.atomic
def bundle_tracks_set(*, bundle_id: int, tracks: Iterable[int]) -> None:
    """Let a bundle hold these tracks, by their keys, and no other."""
    wanted = set(tracks)
    held = BundleItem.objects.filter(bundle_id=bundle_id).values_list("pk", "track_id")
    gone = [pk for pk, track in held if track not in wanted]
    BundleItem.objects.filter(pk__in=gone).delete()
    bundle_tracks_add(bundle_id=bundle_id, tracks=sorted(wanted))


@transaction.atomic
def grant_give(
    *,
    bundle: Bundle,
    user: User,
    given_by: User,
    parent: Grant | None = None,
    may_download: bool = False,
    may_share: bool = False,
    expires_at: datetime | None = None,
) -> Grant:
    """Give a bundle to a person. With a `parent`, the grant that lets `given_by` pass it on, it is of that one's right.

    What the grant says that it may is bounded by all before it whenever it is asked. Raises Conflict where it was
    passed on too often.
    """
    if parent is not None and parent.user_id != given_by.pk:
        raise ValueError("only who holds a grant passes it on")
    before = [] if parent is None else [*parent.steps.values_list("through_id", flat=True)]
    if len(before) >= MOST_STEPS:
        raise Conflict("It has been passed on too often to be passed on again.")
    grant = Grant.objects.create(
        bundle=bundle,
        user=user,
        given_by_id=given_by.pk if parent is None else parent.given_by_id,
        parent=parent,
        may_download=may_download,
        may_share=may_share,
        expires_at=expires_at,
    )
    if parent is not None:
        GrantStep.objects.bulk_create(
            GrantStep(grant=grant, through_id=step) for step in (*before, parent.pk)
        )
    return grant


@dataclass(frozen=True, slots=True)
class LinkTerms:
    """What a link opens to whoever holds it. `link_hash` is the SHA-256 of its token."""

    link_hash: str
    may_download: bool = False
    expires_at: datetime | None = None


def grants_give_links(*, bundle: Bundle, terms: Iterable[LinkTerms]) -> None:
    """Give a bundle to links, in the name of its workspace: a link that has a grant keeps it."""
    rows = (
        Grant(
            bundle=bundle,
            link_hash=one.link_hash,
            may_download=one.may_download,
            expires_at=one.expires_at,
        )
        for one in terms
    )
    Grant.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)


def grants_terms_set(
    *, grants: Iterable[int], may_download: bool, expires_at: datetime | None
) -> None:
    """What these grants, by their keys, say from now on."""
    Grant.objects.filter(pk__in=list(grants)).update(
        may_download=may_download, expires_at=expires_at
    )


def grants_return(*, grants: Iterable[int]) -> int:
    """Give back grants that were revoked, by their keys; how many."""
    return Grant.objects.filter(pk__in=list(grants), revoked_at__isnull=False).update(
        revoked_at=None
    )


def grants_revoke(*, grants: Iterable[int], at: datetime) -> int:
    """Take grants back, by their keys, and with them whatever was passed on through them; how many."""
    return Grant.objects.filter(pk__in=list(grants), revoked_at=None).update(revoked_at=at)


def grants_sweep(*, at: datetime) -> int:
    """Delete grants that were revoked, or have expired, long ago; how many. In short transactions, safe to break off.

    With a revoked one goes whatever was passed on through it, which works no more either. One that has expired stays as
    long as something was passed on through it: its giver may set it another end, and what follows works again.
    """
    over = Q(revoked_at__lt=at - KEPT) | Q(expires_at__lt=at - KEPT, children__isnull=True)
    count = 0
    while gone := _deleted(over):
        count += gone
    return count


@transaction.atomic
def _deleted(over: Q) -> int:
    found = list(Grant.objects.filter(over).order_by("pk").values_list("pk", flat=True)[:BATCH])
    # Looked at again under the lock: one may have been given another end meanwhile.
    locked = Grant.objects.select_for_update().filter(over, pk__in=found).order_by("pk")
    pks = [grant.pk for grant in locked]
    Grant.objects.filter(pk__in=pks).delete()
    return len(pks)
