"""Whose word about an artist counts. Artists are everybody's, and tags are whoever's: what a workspace imports tells
whose its own music is, and must not rename, or claim the identity of, an artist whom others' music names.
"""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from accounts.models import Workspace
from catalog.models import Artist, ArtistAlias, Credit, Library


@dataclass(frozen=True, slots=True)
class Trust:
    """What the tags of one library may say. Without a library (a person's words): nothing about identity."""

    library: Library | None = None

    def may_name(self, pk: int) -> bool:
        """Whether they may give an artist a MusicBrainz id: the site's own may, others where all credits are theirs."""
        if self.library is None:
            return False
        if self._is_the_sites:
            return True
        return not _touched_by_hand(pk) and not self._credits(pk, elsewhere=True).exists()

    def may_mean(self, pk: int) -> bool:
        """Whether an artist of another name is whom an id means: somebody trusted here has called them so before."""
        if self.library is None or _touched_by_hand(pk):
            return True
        return self._credits(pk, elsewhere=False).exists()

    @property
    def _is_the_sites(self) -> bool:
        return self.library is not None and self.library.workspace.kind == Workspace.Kind.SITE

    def _credits(self, pk: int, *, elsewhere: bool) -> "QuerySet[Credit]":
        """Credits of an artist in libraries of other workspaces; or in those of this one and of the site."""
        assert self.library is not None
        own = Q(workspace_id=self.library.workspace_id)
        libraries = Library.objects.filter(
            ~own if elsewhere else own | Q(workspace__kind=Workspace.Kind.SITE)
        )
        within = Q(album__library__in=libraries) | Q(track__album__library__in=libraries)
        return Credit.objects.filter(within, artist_id=pk)


def _touched_by_hand(pk: int) -> bool:
    """A manager has written something about the artist, or merged another into them."""
    if ArtistAlias.objects.filter(artist_id=pk).exists():
        return True
    return Artist.objects.filter(pk=pk).exclude(curated={}).exists()
