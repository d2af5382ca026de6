"""Writes: the picture that a person shows."""

from functools import partial

from django.db import transaction

from accounts.models import Profile, User
from common.errors import Invalid
from common.storage import storage_delete
from pictures.models import Artwork
from pictures.services import artwork_store

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
    before = profile.avatar
    profile.avatar = artwork
    profile.save(update_fields=["avatar"])
    if before is not None and before.pk != artwork.pk:
        avatar_discard(before)


@transaction.atomic
def avatar_remove(*, user: User) -> None:
    profile = Profile.objects.select_related("avatar").filter(user=user).first()
    if profile is None or profile.avatar is None:
        return
    before = profile.avatar
    profile.avatar = None
    profile.save(update_fields=["avatar"])
    avatar_discard(before)


def avatar_key(profile: Profile, size: int) -> str | None:
    """The storage key of the avatar, at least `size` pixels where it has as many; None until it is made anew.

    Not `artwork_file`: that gives the original while it waits, and an original may tell where it was taken.
    """
    artwork = profile.avatar
    if artwork is None or artwork.state != Artwork.State.READY or not artwork.sizes:
        return None
    enough = [made for made in artwork.sizes if made >= size]
    return f"{artwork.folder}/{min(enough, default=max(artwork.sizes))}.webp"


def avatar_discard(artwork: Artwork) -> None:
    """Delete a picture and its files, unless something else shows the same one."""
    for relation in Artwork._meta.related_objects:
        model = relation.related_model
        if (
            isinstance(model, str)
            or model._base_manager.filter(**{relation.field.name: artwork}).exists()
        ):
            return
    keys = [artwork.storage_key, f"{artwork.folder}/og.jpg"]
    keys += [f"{artwork.folder}/{size}.webp" for size in artwork.sizes]
    artwork.delete()
    transaction.on_commit(partial(storage_delete, keys))
