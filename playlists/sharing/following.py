"""What a shared playlist's bundle holds, and by which rights.

The whole is compared each time, in a few statements over sets, so that it does not matter how a playlist was changed:
by an edit, an undo, a file that was read again, or a job that writes thousands of entries.
"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Membership
from accounts.viewer import WRITERS, viewer_of
from catalog.audience import Audience
from catalog.models import Bundle, BundleItem
from catalog.services.grants import bundle_tracks_add, grant_give
from playlists.models import Playlist, PlaylistEntry, Share, ShareRecipient
from playlists.sharing.rights import ways_of

BATCH = 500


def share_follow(share: Share, *, by_rules: frozenset[int] | None) -> None:
    """Give what the playlist holds and this share does not, by every right that its giver has.

    `by_rules`: `given_by_rules` of the playlist.
    """
    held = BundleItem.objects.filter(bundle_id=share.bundle_id)
    if by_rules is not None:
        missing = set(by_rules.difference(held.values_list("track_id", flat=True)))
    else:
        entries = PlaylistEntry.objects.filter(playlist__shares=share)
        wanted = entries_given(entries, share.giver_id)
        there = Exists(held.filter(track_id=OuterRef("track_id")))
        missing = set(wanted.filter(~there).values_list("track_id", flat=True))
    if missing:
        bundle_tracks_add(bundle_id=share.bundle_id, tracks=missing)
        ways_renew(share)


def ways_renew(share: Share) -> None:
    """Let those who have the share have it by whatever its giver may pass on by now."""
    ways = ways_of(viewer_of(share.giver), share)
    if not ways:
        return
    rows = ShareRecipient.objects.filter(
        share=share, user__isnull=False, revoked_at=None, grants__isnull=False
    )
    for row in rows.distinct():
        grants_add(row, share, ways)


def grants_add(row: ShareRecipient, share: Share, ways: list[Any]) -> None:
    """The grants that a recipient lacks: of the giver's own right, and through each grant of theirs."""
    if row.user is None:
        return
    there = set(row.grants.filter(revoked_at=None).values_list("parent_id", flat=True))
    for way in (None, *ways):
        if (way.pk if way else None) in there or (way and way.given_by_id == row.user_id):
            continue
        row.grants.add(
            grant_give(
                bundle=share.bundle,
                user=row.user,
                given_by=share.giver,
                parent=way,
                may_download=row.may_download,
                may_share=row.may_share,
                expires_at=row.expires_at,
            )
        )


def entries_given(entries: "QuerySet[PlaylistEntry]", giver: Any) -> "QuerySet[PlaylistEntry]":
    """Those of the entries whose tracks a share by `giver` gives, as far as the giver may.

    Who else edits the playlist cannot make its giver give what is not theirs to give: what is not for all members
    counts where the giver put it there, or somebody who is owner or editor where it belongs.
    """
    written = Membership.objects.filter(
        user_id=OuterRef("added_by_id"),
        workspace_id=OuterRef("track__library__workspace_id"),
        role__in=WRITERS,
    )
    return entries.filter(
        Q(track__reachable_to__lte=Audience.MEMBERS) | Q(added_by_id=giver) | Exists(written),
        track__isnull=False,
        playlist__deleted_at__isnull=True,
    )


def shares_forget(playlist: Playlist, *, by_rules: frozenset[int] | None) -> None:
    """Take out of all bundles that follow the playlist what stands in it no more."""
    items = BundleItem.objects.filter(bundle__share__playlist=playlist)
    if by_rules is not None:
        held = items.values_list("pk", "track_id")
        pks = [pk for pk, track in held if track not in by_rules]
    else:
        here = PlaylistEntry.objects.filter(playlist=playlist, track_id=OuterRef("track_id"))
        stands = entries_given(here, OuterRef("bundle__share__giver_id"))
        pks = list(items.filter(~Exists(stands)).values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        BundleItem.objects.filter(pk__in=pks[start : start + BATCH]).delete()


def shares_end(playlists: "QuerySet[Playlist]") -> None:
    """Take back what shares of these playlists give, in the transaction that removes them for good."""
    Bundle.objects.filter(share__playlist__in=playlists.order_by().values("pk")).delete()
