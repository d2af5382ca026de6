"""Merging artists and albums, and putting it back; credits and genres set by a person and given back."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils.timezone import now

from accounts.tests.factories import UserFactory
from catalog.audience import Audience
from catalog.facts import AlbumFacts, CreditFacts, TrackFacts
from catalog.models import Album, Artist, ArtistAlias, Library, Track
from catalog.services import (
    album_merge,
    albums_take,
    artist_merge,
    audiences_refresh,
    credits_curate,
    credits_release,
    fields_release,
    genres_curate,
    genres_release,
    merge,
    merge_undo,
    track_edit,
)
from catalog.services.artists import artists_match
from catalog.services.merge import track_merge
from catalog.services.shelve import items_visibility_set
from catalog.tests.factories import AlbumFactory, ArtistFactory, LibraryFactory
from common.errors import Conflict, Invalid

pytestmark = pytest.mark.django_db

FIELDS = {
    "disc_number": 1, "position": 1, "duration_ms": 1000, "isrc": "", "bpm": None, "key": "", "language": "",
    "is_explicit": None, "lyrics": "", "synced_lyrics": None, "comment": "", "musicbrainz_id": "", "movement": "",
    "movement_number": None, "sort_title": "",
}  # fmt: skip


@pytest.fixture
def library() -> Library:
    return LibraryFactory()


def take(
    library: Library, artist: str, title: str, *, pk: int | None = None, **fields: object
) -> Track:
    """A track on an album of its own name, as an import writes it."""
    facts = TrackFacts(title, {**FIELDS, **fields}, [CreditFacts(artist)], genres=["Jazz"], pk=pk)
    facts.added_at = now()
    album = AlbumFacts(f"{artist} {title}", title, {}, [CreditFacts(artist)], now(), [facts])
    albums_take(library=library, albums=[album], at=now())
    assert facts.pk
    return Track.objects.get(pk=facts.pk)


def found(name: str, mbid: str = "", library: Library | None = None) -> Artist:
    facts = CreditFacts(name, musicbrainz_id=mbid)
    (row,) = artists_match(credits=[facts], library=library).values()
    return Artist.objects.get(pk=row.pk)


def test_a_merge_moves_everything_and_leaves_an_alias(library: Library) -> None:
    one, two = take(library, "Beatles", "Help"), take(library, "The Beatles", "Love")
    wrong, right = found("Beatles"), found("The Beatles")
    journal = artist_merge(source=wrong, into=right)
    assert set(Track.objects.values_list("artist_line", flat=True)) == {"The Beatles"}
    assert set(Album.objects.values_list("artist_line", flat=True)) == {"The Beatles"}
    assert right.credits.count() == 4
    assert wrong.merged_into_id == right.pk
    assert found("Beatles") == right
    merge_undo(journal=journal, at=now())
    assert found("Beatles").pk == wrong.pk
    assert not ArtistAlias.objects.exists()
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.artist_line, two.artist_line) == ("Beatles", "The Beatles")
    with pytest.raises(Conflict):
        merge_undo(journal=journal, at=now())


def test_what_both_have_stays_once_and_comes_back(library: Library) -> None:
    take(library, "A", "X")
    take(library, "B", "Y")
    wrong, right = found("A"), found("B")
    # A room above: reached as the merge reaches it, through the model.
    like = Artist._meta.get_field("likes").related_model._default_manager
    both, one = UserFactory(), UserFactory()
    for user, artist in ((both, wrong), (both, right), (one, wrong)):
        like.create(user=user, artist=artist)
    journal = artist_merge(source=wrong, into=right)
    assert like.filter(artist=right).count() == 2
    merge_undo(journal=journal, at=now())
    assert like.filter(artist=wrong).count() == 2


def test_very_many_plays_are_moved_and_put_back_in_bounded_rows(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "AT_ONCE", 100)
    wrong, right = take(library, "A", "X"), take(library, "B", "Y")
    plays = Track._meta.get_field("plays").related_model._default_manager
    user = UserFactory()
    plays.bulk_create(
        plays.model(user=user, track=track, client_id=f"{track.pk:08x}{n:024x}", started_at=now())
        for track in (wrong, right)
        for n in range(1050)
    )
    journal = track_merge(source=wrong, into=right)
    assert plays.filter(track=right).count() == 2100
    assert journal.counts["streaming.Play"] == 1050
    assert max(len(part.keys) for part in journal.parts.all()) == 100
    merge_undo(journal=journal, at=now())
    assert [plays.filter(track=track).count() for track in (wrong, right)] == [1050, 1050]


def test_a_merge_is_undone_for_thirty_days(library: Library) -> None:
    take(library, "A", "X")
    take(library, "B", "Y")
    journal = artist_merge(source=found("A"), into=found("B"))
    with pytest.raises(Conflict, match="thirty days"):
        merge_undo(journal=journal, at=now() + timedelta(days=31))
    merge_undo(journal=journal, at=now() + timedelta(days=29))


def test_an_artist_is_not_merged_into_itself_or_twice(library: Library) -> None:
    take(library, "A", "X")
    take(library, "B", "Y")
    a, b = found("A"), found("B")
    with pytest.raises(Invalid):
        artist_merge(source=a, into=a)
    artist_merge(source=a, into=b)
    with pytest.raises(Conflict):
        artist_merge(source=a, into=b)


def test_two_albums_become_one_and_imports_follow(library: Library) -> None:
    one, two = take(library, "A", "X"), take(library, "A", "Y")
    journal = album_merge(source=one.album, into=two.album)
    two.album.refresh_from_db()
    assert two.album.track_count == 2
    again = take(library, "A", "X", pk=one.pk, position=2)
    assert (again.album_id, again.album.title) == (two.album_id, "Y")
    merge_undo(journal=journal, at=now())
    assert Album.objects.get(pk=one.album_id).track_count == 1


def test_tracks_that_come_back_are_for_whom_their_own_album_is_for(library: Library) -> None:
    closed, open_ = take(library, "A", "X"), take(library, "A", "Y")
    items_visibility_set(rows=[closed.album], visibility="private")
    journal = album_merge(source=Album.objects.get(pk=closed.album_id), into=open_.album)
    audiences_refresh(library=library, albums=[open_.album_id])
    merge_undo(journal=journal, at=now())
    track = Track.objects.get(pk=closed.pk)
    assert track.album_id == closed.album_id
    assert track.reachable_to == Audience.WORKSPACE


def test_albums_of_two_libraries_are_not_merged(library: Library) -> None:
    one, two = take(library, "A", "X"), take(LibraryFactory(), "A", "X")
    with pytest.raises(Invalid):
        album_merge(source=one.album, into=two.album)


def test_a_musicbrainz_id_goes_to_the_artist_of_the_name_who_has_none(library: Library) -> None:
    mbid = "0ecfca27-8bf0-4c0d-a1ca-6b1e4ed16d80"
    take(library, "Nirvana", "Bleach")
    plain = found("Nirvana")
    assert found("Nirvana", mbid, library).pk == plain.pk
    assert found("Nirvana (US)", mbid).pk == plain.pk
    assert found("Nirvana", mbid.replace("0e", "1e", 1)).pk != plain.pk
    assert found("NIRVANA").pk == plain.pk


def test_a_persons_credits_survive_a_rescan_and_are_given_back(library: Library) -> None:
    track = take(library, "A", "X")
    credits_curate(row=track, credits=[CreditFacts("Somebody", join=" & "), CreditFacts("Else")])
    assert track.artist_line == "Somebody & Else"
    track = take(library, "B", "X", pk=track.pk)
    assert track.artist_line == "Somebody & Else"
    assert track.curated["credits"]["tags"] == [["B", "main", "", ""]]
    credits_release(row=track)
    assert (track.artist_line, [c.artist.name for c in track.credits.all()]) == ("B", ["B"])
    with pytest.raises(Invalid):
        credits_curate(row=track, credits=[])


def test_a_persons_genres_survive_a_rescan_and_are_given_back(library: Library) -> None:
    track = take(library, "A", "X")
    genres_curate(track=track, names=["Hard bop"])
    track = take(library, "A", "X", pk=track.pk)
    assert [genre.name for genre in track.genres.all()] == ["Hard bop"]
    genres_release(track=track)
    assert [genre.name for genre in track.genres.all()] == ["Jazz"]


def test_a_number_that_a_person_set_survives_too(library: Library) -> None:
    track = take(library, "A", "X", bpm="100.00")
    track_edit(track=track, changes={"bpm": Decimal("120.50")})
    track = take(library, "A", "X", pk=track.pk, bpm="99.00")
    assert (track.bpm, track.curated["bpm"]["tags"]) == (Decimal("120.50"), "99.00")
    fields_release(row=track)
    assert Track.objects.get(pk=track.pk).bpm == 99


@pytest.mark.parametrize("kind", ["artist", "album"])
def test_of_two_who_merge_the_same_two_at_once_the_second_is_told(kind: str) -> None:
    """Both read the rows before either wrote: a circle would have no end for whoever follows it."""
    made: list[Any]
    merge: Any
    if kind == "artist":
        made, merge = [ArtistFactory(), ArtistFactory()], artist_merge
    else:
        library = LibraryFactory()
        made, merge = [AlbumFactory(library=library), AlbumFactory(library=library)], album_merge
    one, two = made
    seen = [type(one).objects.get(pk=row.pk) for row in (one, two)]
    merge(source=one, into=two)
    with pytest.raises(Conflict):
        merge(source=seen[1], into=seen[0])
    two.refresh_from_db()
    assert two.merged_into_id is None
