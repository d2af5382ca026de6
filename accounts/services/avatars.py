"""Writes: the picture that a person shows."""

from django.db import transaction

from accounts.models import Profile, User
from common.errors import Invalid
from pictures.services import artwork_store, artworks_discard

MOST_BYTES = 10 * 1024 * 1024


@transaction.atomic
def avatar_set(*, user: User, data: bytes) -> None:
    """Show this picture. Only what a job makes of it is ever sent: re-encoded, without metadata.

    Raises Invalid (PictureRefused) for what is no JPEG, PNG, WebP, GIF, BMP or AVIF by its content, or too large.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("The picture has more than 10 MB.", field="avatar")
    artwork = artwork_store(data=data)
    profile, _ = Profile.objects.get_or_create(user=user)
    before = profile.avatar_id
    profile.avatar = artwork
    profile.save(update_fields=["avatar"])
    artworks_discard([before])


@transaction.atomic
def avatar_remove(*, user: User) -> None:
    profile = Profile.objects.filter(user=user).first()
    if profile is None:
        return
    before = profile.avatar_id
    profile.avatar = None
    profile.save(update_fields=["avatar"])
    artworks_discard([before])
