"""What a listener keeps follows an album into which it was merged, and comes back with the undo."""

import pytest
from django.utils.timezone import now

from accounts.tests.factories import UserFactory
from catalog.services import album_merge, merge_undo
from catalog.tests.factories import AlbumFactory, LibraryFactory
from playlists.models import LaterItem, Like

pytestmark = pytest.mark.django_db


def test_an_album_to_hear_later_follows_a_merge_and_its_undo() -> None:
    library, user = LibraryFactory(), UserFactory()
    source, into = AlbumFactory(library=library), AlbumFactory(library=library)
    later = LaterItem.objects.create(user=user, album=source, position=1)
    like = Like.objects.create(user=user, album=source)
    journal = album_merge(source=source, into=into)
    for row in (later, like):
        row.refresh_from_db()
        assert row.album == into
    merge_undo(journal=journal, at=now())
    for row in (later, like):
        row.refresh_from_db()
        assert row.album == source
