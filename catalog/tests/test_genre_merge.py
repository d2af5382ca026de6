"""Two genres that are one: what has them, names in tags, rules and shelves follow, and all of it comes apart again."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Album, Genre, MergeJournal, Track
from catalog.search_documents import genre_documents
from catalog.services import genre_merge, genres_curate, merge_undo, several_merge
from catalog.services.artists import genres_match
from catalog.services.curate import genre_edit
from catalog.tests.factories import AlbumFactory, GenreFactory, TrackFactory
from common.errors import Conflict, Invalid
from search.models import Pending
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def tagged(*genres: Genre) -> Track:
    """A public track, and its album, of these genres."""
    album = AlbumFactory()
    track: Track = TrackFactory(album=album)
    track.genres.set(genres)
    album.genres.set(genres)
    return track


def names(row: Track | Album) -> list[str]:
    return sorted(row.genres.values_list("name", flat=True))


@pytest.fixture
def wrong() -> Genre:
    return GenreFactory(name="Hip Hop Music")


@pytest.fixture
def right() -> Genre:
    return GenreFactory(name="Hip-Hop")


def test_what_has_one_has_the_other_once_and_gets_its_own_back(wrong: Genre, right: Genre) -> None:
    first, both, other = tagged(wrong), tagged(wrong, right), tagged(right)
    journal = genre_merge(source=wrong, into=right)
    assert [names(row) for row in (first, both, other, both.album)] == [["Hip-Hop"]] * 4
    assert journal.counts == {
        "catalog.Track_genres": 1,
        "catalog.Album_genres": 1,
        "had both:catalog.Track": 1,
        "had both:catalog.Album": 1,
    }
    merge_undo(journal=journal, at=now())
    assert [names(row) for row in (first, both, other, both.album)] == [
        ["Hip Hop Music"], ["Hip Hop Music", "Hip-Hop"], ["Hip-Hop"], ["Hip Hop Music", "Hip-Hop"],
    ]  # fmt: skip


def test_what_was_tagged_otherwise_since_stays_so(wrong: Genre, right: Genre) -> None:
    first, both = tagged(wrong), tagged(wrong, right)
    journal = genre_merge(source=wrong, into=right)
    for track in (first, both):
        genres_curate(track=track, names=["Dub"])
    merge_undo(journal=journal, at=now())
    assert [names(row) for row in (first, both)] == [["Dub"], ["Dub"]]


def test_the_name_that_went_means_the_other_also_over_two_merges(
    wrong: Genre, right: Genre
) -> None:
    last = GenreFactory(name="Rap")
    first = genre_merge(source=wrong, into=right)
    second = genre_merge(source=right, into=last)
    told = genres_match(kind="genre", names=["Hip Hop Music", "hip-hop", "Rap"])
    assert (len(told), set(told.values())) == (3, {last.pk})
    with pytest.raises(Conflict, match="undo that first"):
        merge_undo(journal=first, at=now())
    merge_undo(journal=second, at=now())
    assert set(genres_match(kind="genre", names=["Hip Hop Music"]).values()) == {right.pk}
    merge_undo(journal=first, at=now())
    assert set(genres_match(kind="genre", names=["Hip Hop Music"]).values()) == {wrong.pk}


def test_a_mood_is_no_genre_and_nothing_is_merged_twice(wrong: Genre, right: Genre) -> None:
    mood = GenreFactory(name="Calm", kind=Genre.Kind.MOOD)
    with pytest.raises(Invalid, match="a mood"):
        genre_merge(source=mood, into=right)
    with pytest.raises(Invalid, match="two different"):
        genre_merge(source=right, into=right)
    several_merge(sources=[wrong], into=right)
    with pytest.raises(Conflict, match="merged already"):
        several_merge(sources=[wrong], into=right)


def test_its_address_leads_to_the_other(client: Client, wrong: Genre, right: Genre) -> None:
    tagged(wrong)
    old = wrong.get_absolute_url()
    genre_merge(source=wrong, into=right)
    answer = client.get(old)
    assert (answer.status_code, answer["Location"]) == (301, right.get_absolute_url())
    assert wrong.name not in client.get("/genres/").content.decode()


def test_a_manager_merges_genres_after_one_question_and_undoes_it(
    cast: Cast, wrong: Genre, right: Genre
) -> None:
    track, client = tagged(wrong), cast.client("manager")
    address = reverse("admin:catalog_genre_changelist")
    sent = {"action": "merge", "_selected_action": [wrong.pk, right.pk]}
    page = client.post(address, sent).content.decode()
    assert page.count('type="radio" name="keep"') == 2
    assert client.post(address, {**sent, "keep": right.pk, "confirmed": "yes"}).status_code == 302
    assert names(track) == ["Hip-Hop"]
    journal = MergeJournal.objects.get()
    listed = client.get(reverse("admin:catalog_mergejournal_changelist")).content.decode()
    assert "Hip Hop Music" in listed
    assert "track that had both" not in listed
    undo = {"action": "undo", "_selected_action": [journal.pk]}
    told = client.post(reverse("admin:catalog_mergejournal_changelist"), undo, follow=True)
    assert "1 undone." in told.content.decode()
    assert names(track) == ["Hip Hop Music"]


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_else_merges_genres(person: str, cast: Cast, wrong: Genre, right: Genre) -> None:
    sent = {"action": "merge", "_selected_action": [wrong.pk, right.pk], "keep": right.pk}
    address = reverse("admin:catalog_genre_changelist")
    answer = cast.client(person).post(address, {**sent, "confirmed": "yes"})
    assert "/login/" in answer["Location"]
    assert not MergeJournal.objects.exists()


def test_what_takes_part_in_a_merge_is_not_deleted_or_renamed_away(
    cast: Cast, wrong: Genre, right: Genre
) -> None:
    genre_merge(source=wrong, into=right)
    client, address = cast.client("manager"), reverse("admin:catalog_genre_changelist")
    for genre in (wrong, right):
        sent = {"action": "delete_selected", "_selected_action": [genre.pk], "post": "yes"}
        client.post(address, sent)
        client.post(reverse("admin:catalog_genre_delete", args=[genre.pk]), {"post": "yes"})
        assert Genre.objects.filter(pk=genre.pk).exists()
    wrong.refresh_from_db()
    with pytest.raises(Conflict, match="was merged"):
        genre_edit(genre=wrong, changes={"name": "Another"})
    genre_edit(genre=right, changes={"kind": "mood"})
    assert set(genres_match(kind="mood", names=["Hip Hop Music"]).values()) == {right.pk}


def test_what_is_gone_is_not_put_back(wrong: Genre, right: Genre) -> None:
    tagged(wrong)
    journal = genre_merge(source=wrong, into=right)
    wrong.delete()
    with pytest.raises(Conflict, match="not there any more"):
        merge_undo(journal=journal, at=now())
    journal.refresh_from_db()
    assert journal.undone_at is None


def test_a_stray_on_the_one_that_went_is_seen_nowhere_and_is_no_hindrance(
    client: Client, wrong: Genre, right: Genre
) -> None:
    track = tagged(wrong)
    journal = genre_merge(source=wrong, into=right)
    # An import that had looked the name up before the merge.
    Track.genres.through._default_manager.create(track=track, genre=wrong)
    assert client.get(wrong.get_absolute_url()).status_code == 301
    assert wrong.name not in client.get("/genres/").content.decode()
    merge_undo(journal=journal, at=now())
    assert "Hip Hop Music" in names(track)


def test_only_what_had_the_one_that_goes_is_indexed_again(wrong: Genre, right: Genre) -> None:
    first, other = tagged(wrong), tagged(right)
    Pending.objects.all().delete()
    journal = genre_merge(source=wrong, into=right)
    for _ in range(2):
        marked = set(Pending.objects.filter(kind="track").values_list("ref", flat=True))
        assert first.pk in marked
        assert other.pk not in marked
        Pending.objects.all().delete()
        if journal.undone_at is None:
            merge_undo(journal=journal, at=now())


def test_the_old_name_finds_the_one_that_stays(wrong: Genre, right: Genre) -> None:
    tagged(wrong)
    genre_merge(source=wrong, into=right)
    (document,) = genre_documents([wrong.pk, right.pk])
    assert (document.ref, [name for name, _ in document.others]) == (right.pk, ["Hip Hop Music"])
