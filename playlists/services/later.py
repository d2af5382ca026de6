"""Listen later: a listener's list, changed under their user row's lock."""

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Invalid, NotFound
from playlists.models import LaterItem
from playlists.places import LAST, Place, assign, neighbours, places_for
from playlists.services.likes import thing_of
from playlists.stamps import later_changed

MOST_LATER = 500
KINDS = ("track", "album", "playlist")


def _locked(user: User) -> "QuerySet[LaterItem]":
    """The user's list, which nobody else changes until the transaction ends."""
    User.objects.select_for_update().only("pk").get(pk=user.pk)
    later_changed(user.pk)
    return LaterItem.objects.filter(user=user)


@transaction.atomic
def later_add(*, user: User, viewer: Viewer, kind: str, public_id: str) -> LaterItem:
    """Put a thing that the viewer reaches at the end of the list. What is on it stays where it is, and is to do again.

    Raises NotFound, and Invalid when the list is full.
    """
    thing = thing_of(viewer=viewer, kind=kind, public_id=public_id)
    rows = _locked(user)
    found = rows.filter(**{f"{kind}_id": thing.pk}).first()
    if found is not None:
        if found.done_at is not None:
            found.done_at = None
            found.save(update_fields=["done_at", "updated_at"])
        return found
    if rows.count() >= MOST_LATER:
        raise Invalid(
            f"The list holds at most {MOST_LATER}. Clear what you have heard.", field="item"
        )
    low = rows.aggregate(end=Max("position"))["end"]
    (place,) = places_for(rows, low=low, high=None, count=1)
    return LaterItem.objects.create(user=user, position=place, **{f"{kind}_id": thing.pk})


@transaction.atomic
def later_tick(*, user: User, item_id: str, done: bool) -> LaterItem:
    """Tick an item off, or not. Raises NotFound."""
    item = _item(_locked(user), item_id)
    if done != (item.done_at is not None):
        item.done_at = now() if done else None
        item.save(update_fields=["done_at", "updated_at"])
    return item


@transaction.atomic
def later_move(*, user: User, item_id: str, place: Place = LAST) -> LaterItem:
    """Put an item at an end or beside another. Raises NotFound, Conflict when the other is gone, Invalid for itself."""
    rows = _locked(user)
    item = _item(rows, item_id)
    if place.anchor == item_id:
        raise Invalid("Name a place beside another item.", field=place.at)
    others = rows.exclude(pk=item.pk)
    low, high = neighbours(others, place, where="on the list")
    assign([item], places_for(others, low=low, high=high, count=1, moving=[item]))
    return item


@transaction.atomic
def later_change(
    *, user: User, item_id: str, done: bool | None = None, place: Place | None = None
) -> None:
    """Tick an item off or not, and put it elsewhere: all of what is asked for, or nothing. Raises NotFound, Invalid."""
    _item(_locked(user), item_id)  # NotFound, also where nothing is asked for
    if done is not None:
        later_tick(user=user, item_id=item_id, done=done)
    if place is not None:
        later_move(user=user, item_id=item_id, place=place)


@transaction.atomic
def later_remove(*, user: User, item_id: str) -> None:
    """Take an item from the list; one that is not there is gone already."""
    _locked(user).filter(public_id=item_id).delete()


@transaction.atomic
def later_clear(*, user: User) -> int:
    """Take away what is ticked off; how many."""
    return _locked(user).filter(done_at__isnull=False).delete()[0]


def _item(rows: "QuerySet[LaterItem]", item_id: str) -> LaterItem:
    found = rows.filter(public_id=item_id).first()
    if found is None:
        raise NotFound
    return found
