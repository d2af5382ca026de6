"""Ratings."""

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from common.errors import Invalid
from playlists.models import Rating
from playlists.models.rating import MOST_STARS
from playlists.services.likes import thing_of
from playlists.smart.fields import Reads
from playlists.smart.noting import own_changed


@transaction.atomic
def rating_set(*, user: User, viewer: Viewer, kind: str, public_id: str, stars: int) -> None:
    """Rate a track, album or artist that the viewer reaches; 0 takes the rating back, also of what is hidden by now.

    Raises NotFound, and Invalid for other stars than 0 to 5.
    """
    if not 0 <= stars <= MOST_STARS:
        raise Invalid(f"Stars are 0 to {MOST_STARS}.", field="stars")
    if stars == 0:
        if Rating.objects.filter(user=user, **{f"{kind}__public_id": public_id}).delete()[0]:
            own_changed(user.pk, Reads.RATINGS)
        return
    thing = thing_of(viewer=viewer, kind=kind, public_id=public_id)
    Rating.objects.update_or_create(
        user=user, **{f"{kind}_id": thing.pk}, defaults={"stars": stars, "rated_at": now()}
    )
    own_changed(user.pk, Reads.RATINGS)
