"""Playlists as a whole: made, renamed, copied, deleted."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.audience import Visibility
from common.errors import Forbidden, Invalid, NotFound
from common.text import sort_key
from common.versions import ANYTHING, Seen
from mail.services import letter_send
from pictures.services import artwork_store, artworks_discard
from pictures.sniffing import PictureRefused
from playlists.models import Playlist, PlaylistChange
from playlists.models.playlist import DESCRIPTION_LENGTH, TITLE_LENGTH
from playlists.search_documents import playlists_mark
from playlists.services.change import journal, locked, touched
from playlists.services.entries import Added, copy_entries, entries_add
from playlists.sharing.following import shares_end
from playlists.smart.grammar import Rules
from playlists.smart.noting import rules_keep

FIELDS = frozenset({"title", "description", "visibility"})
TAKEN_DOWN = (
    "This playlist was taken down: it is shown to nobody else until a manager puts it back."
)


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
    rules: Rules | None = None,
) -> Playlist:
    """An empty playlist of the user's; with rules, a smart one, which a job fills. Raises Invalid."""
    facts = _checked({"title": title, "description": description, "visibility": visibility})
    playlist = Playlist.objects.create(owner=user, is_smart=rules is not None, **facts)
    if rules is not None:
        rules_keep(playlist, rules)
    playlists_mark([playlist.pk])
    return playlist


@transaction.atomic
def playlist_create_of(
    *, viewer: Viewer, user: User, things: Sequence[tuple[str, str]], **facts: Any
) -> Added:
    """A playlist of things, given as `(kind, public id)`: all of it, or nothing. Raises as `entries_add`."""
    made = playlist_create(user=user, **facts)
    return entries_add(viewer=viewer, user=user, playlist_id=made.public_id, things=things)


@transaction.atomic
def playlist_change(
    *,
    viewer: Viewer,
    public_id: str,
    seen: Seen = ANYTHING,
    rules: Rules | None = None,
    **facts: Any,
) -> Playlist:
    """Set title, description or visibility, and the rules of a smart one, by its owner.

    Raises NotFound, Forbidden, Changed, Invalid.
    """
    kept = _checked(facts)
    playlist = locked(viewer=viewer, public_id=public_id, seen=seen, owner=True)
    if rules is not None and not playlist.is_smart:
        raise Invalid("This playlist is filled by hand and takes no rules.", field="rules")
    if playlist.taken_down_at and kept.get("visibility", Visibility.PRIVATE) != Visibility.PRIVATE:
        raise Forbidden(TAKEN_DOWN)
    others = rules is not None and rules_keep(playlist, rules)
    if not others and all(getattr(playlist, name) == value for name, value in kept.items()):
        return playlist
    for name, value in kept.items():
        setattr(playlist, name, value)
    playlist.save(update_fields=[*kept, "updated_at"])
    touched(playlist)
    if kept:
        playlists_mark([playlist.pk])
    return playlist


def playlists_curated() -> Q:
    """Tasks about playlists that managers see: as in the admin, those for the public or for members."""
    shown = Playlist.objects.filter(
        Q(visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS]) | Q(taken_down_at__isnull=False),
        pk=OuterRef("ref"), deleted_at=None,
    )  # fmt: skip
    return Q(Exists(shown), of="playlist")


@transaction.atomic
def playlist_take_down(playlist_id: int) -> bool:
    """Leave a reported playlist to its owner and who works on it; False where there is none.

    Its shares end, and the owner, who is told, can show it to nobody. A library's can't be taken down by itself: it is
    shown to whom the library is.
    """
    rows = Playlist.objects.filter(pk=playlist_id, deleted_at=None, library=None)
    playlist = rows.select_related("owner").first()
    if playlist is None:
        return False
    playlist.visibility = Visibility.PRIVATE
    playlist.taken_down_at = now()
    playlist.save(update_fields=["visibility", "taken_down_at", "updated_at"])
    shares_end(Playlist.objects.filter(pk=playlist.pk))
    touched(playlist)
    playlists_mark([playlist.pk])
    if playlist.owner is not None:
        letter_send(
            to=playlist.owner.email,
            template="catalog/letters/taken_down",
            context={
                "title": playlist.title,
                "why": "",
                "address": playlist.get_absolute_url(),
                "is_playlist": True,
            },  # fmt: skip
        )
    return True


@transaction.atomic
def playlist_put_back(playlist_id: int) -> bool:
    """Let the owner show it again: it stays private until then. False where it was not taken down."""
    return bool(
        Playlist.objects.filter(pk=playlist_id, taken_down_at__isnull=False).update(
            taken_down_at=None, updated_at=now()
        )
    )


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
    playlists_mark([playlist.pk])
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
