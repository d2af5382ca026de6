"""What others upload neither renames an artist whom the site's music names, nor claims who they are."""

from typing import Any

import pytest
from django.utils.timezone import now

from accounts.services.workspaces import site_workspace
from catalog.facts import AlbumFacts, CreditFacts, TrackFacts
from catalog.models import Artist, Credit, Library
from catalog.services import albums_take
from catalog.tests.factories import LibraryFactory
from catalog.tests.test_services_merge import FIELDS

pytestmark = pytest.mark.django_db

MBID = "a74b1b7f-71a5-4011-9441-d0b5e4122711"


@pytest.fixture
def site() -> Library:
    return LibraryFactory(workspace=site_workspace())


def take(library: Library, name: str, mbid: str = "") -> Artist:
    """An album by this artist, as tags name them, in a library; who they are taken for."""
    credit = CreditFacts(name, musicbrainz_id=mbid)
    fields: dict[str, Any] = dict(FIELDS)
    facts = TrackFacts("A song", fields, [credit], pk=None)
    facts.added_at = now()
    key = f"{library.pk} {name} {mbid} {Credit.objects.count()}"
    albums_take(
        library=library, albums=[AlbumFacts(key, key, {}, [credit], now(), [facts])], at=now()
    )
    return Credit.objects.get(track=facts.pk).artist


def test_an_upload_gives_no_id_to_an_artist_of_the_sites(site: Library) -> None:
    known = take(site, "Radiohead")
    claimed = take(LibraryFactory(), "Radiohead", MBID)
    known.refresh_from_db()
    assert (known.musicbrainz_id, claimed.pk != known.pk) == ("", True)
    assert take(site, "Radiohead").pk == known.pk


def test_nor_to_one_of_anothers(site: Library) -> None:
    other = take(LibraryFactory(), "Small Band")
    assert take(LibraryFactory(), "Small Band", MBID).pk != other.pk


def test_ones_own_and_the_sites_are_given_ids(site: Library) -> None:
    own = LibraryFactory()
    first = take(own, "Small Band")
    assert take(own, "Small Band", MBID).pk == first.pk
    known = take(site, "Radiohead")
    take(LibraryFactory(), "Radiohead")
    other_id = MBID.replace("a", "b", 1)
    assert take(site, "Radiohead", other_id).pk == known.pk


def test_an_id_that_an_upload_took_for_another_name_does_not_rename_the_artist(
    site: Library,
) -> None:
    false = take(LibraryFactory(), "Nobody Knows", MBID)
    true = take(site, "Radiohead", MBID)
    assert (true.name, true.pk != false.pk) == ("Radiohead", True)
    assert take(site, "Radio Head", MBID).pk == true.pk
    assert take(LibraryFactory(), "On A Friday", MBID).pk == true.pk
