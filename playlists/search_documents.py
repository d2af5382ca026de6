"""What search finds of playlists: by title and description, for those who see them in lists."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from catalog.audience import Visibility, audiences
from catalog.models import Library
from catalog.search_documents import label, own_label
from common.by_key import keys
from playlists.models import Collaborator, Playlist
from search.engine import ALBUM_WEIGHT, SearchDocument
from search.services import search_mark


def playlist_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Playlists that are not deleted: of a person for whom it shows them, else for its people; a library's as that."""
    rows = Playlist.objects.filter(pk__in=refs, deleted_at__isnull=True).select_related("library")
    helpers: dict[int, list[int]] = defaultdict(list)
    helping = Collaborator.objects.filter(playlist__in=refs).order_by("pk")
    for pk, user_id in helping.values_list("playlist_id", "user_id"):
        helpers[pk].append(user_id)
    for playlist in rows:
        first, *more = _labels(playlist, helpers[playlist.pk])
        others = [(playlist.description, ALBUM_WEIGHT)] if playlist.description else []
        yield SearchDocument("playlist", playlist.pk, first, playlist.title, others, audiences=more)


def playlist_keys() -> Iterable[int]:
    return keys(Playlist.objects.filter(deleted_at__isnull=True))


def playlists_mark(refs: Iterable[int]) -> None:
    """Their names, or who finds them, are other than before: in the transaction that changes it."""
    search_mark(kind="playlist", refs=refs)


def playlists_of_library_mark(library: Library) -> None:
    """A library's playlists are found by those who find the library's music."""
    playlists_mark(Playlist.objects.filter(library=library).values_list("pk", flat=True))


def _labels(playlist: Playlist, helpers: Sequence[int]) -> list[str]:
    library = playlist.library
    if library is not None:
        listed, _ = audiences([library.visibility], restricted=library.is_restricted)
        return [label(listed, library.pk, library.workspace_id)]
    if playlist.visibility == Visibility.PUBLIC:
        return ["everyone"]
    if playlist.visibility == Visibility.MEMBERS:
        return ["members"]
    return [own_label(user) for user in dict.fromkeys([playlist.owner_id, *helpers])]
