"""What becomes of bundles when an album that they follow is merged with another.

Whoever was given one of the two keeps exactly the tracks that it had, and is given none of the other's: so both stop
being followed, and their tracks of that moment take their place. The album that stays opens its page for all of them,
where each sees what is theirs. Undoing the merge takes back what this made, and follows both again.
See docs/decisions/0011-a-merge-gives-nobody-more.md.
"""

from collections.abc import Iterable

from catalog.models import Album, BundleItem, Track
from catalog.services.bulk import chunks

MADE, FOLLOWED = "made items", "followed items"
"""Entries of the journal: items that the merge made, and those that it stopped following."""

type Journalled = dict[str, list[int]]


def bundles_keep(*, source: Album, into: Album) -> Journalled:
    """Freeze what bundles hold of two albums, in the transaction that merges them; what the journal keeps of it."""
    items = list(BundleItem.objects.filter(album__in=(source, into)))
    if not items:
        return {}
    tracks = {
        album.pk: list(Track.objects.filter(album=album).values_list("pk", flat=True))
        for album in (source, into)
    }
    wanted = [
        (item.bundle_id, {"track_id": track})
        for item in items
        if item.follows
        for track in tracks[item.album_id or 0]
    ]
    wanted += [
        (item.bundle_id, {"album_id": into.pk}) for item in items if item.album_id == source.pk
    ]
    made = [pk for bundle, of in wanted for pk in _made(bundle, of)]
    followed = [item.pk for item in items if item.follows]
    BundleItem.objects.filter(pk__in=followed).update(follows=False)
    return {MADE: made, FOLLOWED: followed}


def _made(bundle: int, of: dict[str, int]) -> list[int]:
    """The item that was missing; none where the bundle has it already."""
    item, is_new = BundleItem.objects.get_or_create(
        bundle_id=bundle, **of, defaults={"follows": False}
    )
    return [item.pk] if is_new else []


def bundles_restore(what: str, keys: Iterable[int]) -> None:
    """Undo what `bundles_keep` did: entries of the journal under MADE or FOLLOWED."""
    for some in chunks(keys):
        rows = BundleItem.objects.filter(pk__in=some)
        if what == MADE:
            rows.delete()
        else:
            rows.update(follows=True)
