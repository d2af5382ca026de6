"""Merges of several at the same moment follow one another: one is done, the other is told so."""

import pytest

from catalog.models import Artist
from catalog.services import several_merge
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory
from common.errors import Conflict
from playlists.tests.test_playlist_together import together


@pytest.mark.django_db(transaction=True)
def test_two_merges_of_the_same_artists_in_another_order_never_lock_each_other() -> None:
    library = LibraryFactory()
    # The locks of a pair come by key: what all go into comes last.
    *sources, into = [ArtistFactory(name=f"Artist {number}") for number in range(6)]
    for artist in sources:
        AlbumFactory(library=library, artist=artist)

    def merge(of: list[Artist]) -> str:
        try:
            several_merge(sources=of, into=into)
        except Conflict:
            return "told"
        return "done"

    assert sorted(together(lambda: merge(sources), lambda: merge(sources[::-1]))) == [
        "done",
        "told",
    ]
    assert Artist.objects.filter(merged_into=into).count() == len(sources)
