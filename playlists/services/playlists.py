"""Playlists as a whole: made, renamed, copied, deleted."""

from typing import Any

from django.db import transaction
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.audience import Visibility
from common.errors import Invalid, NotFound
from common.text import sort_key
from common.versions import ANYTHING, Seen
from pictures.services import artwork_store, artworks_discard
from pictures.sniffing import PictureRefused
from playlists.models import Playlist, PlaylistChange
from playlists.models.playlist import DESCRIPTION_LENGTH, TITLE_LENGTH
from playlists.services.change import journal, locked, touched
from playlists.services.entries import Added, copy_entries, entries_add

FIELDS = frozenset({"title", "description", "visibility"})


def _checked(facts: dict[str, Any]) -> dict[str, Any]:
    """The facts as they are kept. Raises Invalid, naming the field."""
    if unknown := facts.keys() - FIELDS:
        raise TypeError(f"a playlist has no {unknown}")
    kept = dict(facts)
    if "title" in kept:
        kept["title"] = " ".join(str(kept["title"]).split())
        kept["sort_key"] = sort_key(kept["title"])
        if not kept["title"]:
            raise Invalid("A playlist needs a title.", field="title")
        if len(kept["title"]) > TITLE_LENGTH:
            raise Invalid(f"At most {TITLE_LENGTH} characters.", field="title")
    if len(kept.get("description", "")) > DESCRIPTION_LENGTH:
        raise Invalid(f"At most {DESCRIPTION_LENGTH} characters.", field="description")
    if "visibility" in kept and kept["visibility"] not in Visibility.values:
        raise Invalid("There is no such visibility.", field="visibility")
    return kept


@transaction.atomic
def playlist_create(
    *,
    user: User,
    title: str,
    description: str = "",
    visibility: str = Visibility.PRIVATE,
) -> Playlist:
    """An empty playlist of the user's. Raises Invalid."""
    facts = _checked({"title": title, "description": description, "visibility": visibility})
    return Playlist.objects.create(owner=user, **facts)


@transaction.atomic
def playlist_create_of(*, viewer: Viewer, user: User, title: str, thing: tuple[str, str]) -> Added:
    """A private playlist of a thing, given as `(kind, public id)`: both, or neither. Raises as `entries_add`."""
    made = playlist_create(user=user, title=title)
    return entries_add(viewer=viewer, user=user, playlist_id=made.public_id, things=[thing])


@transaction.atomic
def playlist_change(
    *, viewer: Viewer, public_id: str, seen: Seen = ANYTHING, **facts: Any
) -> Playlist:
    """Set title, description or visibility, by its owner. Raises NotFound, Forbidden, Changed, Invalid."""
    kept = _checked(facts)
    playlist = locked(viewer=viewer, public_id=public_id, seen=seen, owner=True)
    if all(getattr(playlist, name) == value for name, value in kept.items()):
        return playlist
    for name, value in kept.items():
        setattr(playlist, name, value)
    playlist.save(update_fields=[*kept, "updated_at"])
    touched(playlist)
    return playlist


@transaction.atomic
def playlist_duplicate(
    *, viewer: Viewer, user: User, public_id: str, title: str = ""
) -> tuple[Playlist, int]:
    """A private copy of a playlist that the viewer reaches; and how many entries stayed behind, unreachable to them."""
    source = Playlist.objects.reachable_by(viewer).filter(public_id=public_id).first()
    if source is None:
        raise NotFound
    copy = playlist_create(user=user, title=title or source.title, description=source.description)
    copied = copy_entries(source=source, into=copy, viewer=viewer, user=user)
    return copy, source.entry_count - copied


@transaction.atomic
def playlist_delete(
    *, viewer: Viewer, user: User, public_id: str, seen: Seen = ANYTHING
) -> PlaylistChange:
    """Take a playlist away, by its owner; the change that comes back undoes it. Raises as `playlist_change`."""
    playlist = locked(viewer=viewer, public_id=public_id, seen=seen, owner=True)
    Playlist.objects.filter(pk=playlist.pk).update(deleted_at=now())
    touched(playlist)
    return journal(playlist, user, PlaylistChange.Kind.DELETE)


@transaction.atomic
def playlist_cover_set(*, viewer: Viewer, public_id: str, data: bytes | None) -> Playlist:
    """Give a playlist a cover of its own, or (None) take it away. Its type is told from its content.

    Raises NotFound, Forbidden, and Invalid for what is no picture.
    """
    playlist = locked(viewer=viewer, public_id=public_id, owner=True)
    before = playlist.cover_id
    try:
        playlist.cover = artwork_store(data=data) if data else None
    except PictureRefused as refused:
        raise Invalid(str(refused), field="cover") from refused
    playlist.save(update_fields=["cover", "updated_at"])
    artworks_discard([before])
    touched(playlist)
    return playlist
