"""Merging in the admin: which one stays is asked once, the journal tells what was moved, and takes it back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalog.models import Album, Artist, MergeJournal, Track
from catalog.services import album_merge, artist_merge
from catalog.tests.factories import AlbumFactory, ArtistFactory, TrackFactory
from tests.cast import Cast, Things

JOURNAL = "admin:catalog_mergejournal_changelist"


def merge(client: Client, *rows: Any, **sent: Any) -> Any:
    """Send the action with these rows selected; `keep` and `confirmed` are what the page between adds."""
    address = reverse(f"admin:catalog_{rows[0]._meta.model_name}_changelist")
    return client.post(
        address, {"action": "merge", "_selected_action": [row.pk for row in rows], **sent}
    )


def told(client: Client, kind: str) -> str:
    """The messages that wait on a list of the admin."""
    page = client.get(reverse(f"admin:catalog_{kind}_changelist"))
    return " ".join(str(message) for message in page.context["messages"])


def two_artists() -> tuple[Artist, Artist, Track]:
    wrong, right = ArtistFactory(name="Beatles"), ArtistFactory(name="The Beatles")
    album = AlbumFactory(artist=wrong)
    return wrong, right, TrackFactory(album=album, artist=wrong)


def test_artists_are_merged_after_one_question_and_the_journal_undoes_it(cast: Cast) -> None:
    wrong, right, track = two_artists()
    client = cast.client("manager")
    page = merge(client, wrong, right)
    body = page.content.decode()
    assert page.status_code == 200
    assert body.count('type="radio" name="keep"') == 2
    assert "Other names" in body
    assert not MergeJournal.objects.exists(), "nothing is merged before the question is answered"

    assert merge(client, wrong, right, keep=right.pk, confirmed="yes").status_code == 302
    wrong.refresh_from_db()
    track.refresh_from_db()
    assert (wrong.merged_into_id, track.artist_line) == (right.pk, "The Beatles")
    journal = MergeJournal.objects.get()
    assert journal.by == cast.manager
    entry = reverse("admin:catalog_mergejournal_change", args=[journal.pk])
    assert f'<a href="{entry}">Beatles</a>' in told(client, "artist")
    assert "2 credits" in client.get(entry).content.decode()

    listed = client.get(reverse(JOURNAL)).content.decode()
    assert "Beatles" in listed
    assert "The Beatles" in listed
    answer = client.post(
        reverse(JOURNAL), {"action": "undo", "_selected_action": [journal.pk]}, follow=True
    )
    assert "1 undone." in answer.content.decode()
    wrong.refresh_from_db()
    track.refresh_from_db()
    assert (wrong.merged_into_id, track.artist_line) == (None, "Beatles")
    again = client.post(
        reverse(JOURNAL), {"action": "undo", "_selected_action": [journal.pk]}, follow=True
    )
    assert "This merge was undone before." in again.content.decode()


def test_several_albums_become_one_at_once(cast: Cast, things: Things) -> None:
    library = things["public"].album.library
    albums = [AlbumFactory(library=library, artist=ArtistFactory()) for _ in range(3)]
    for album in albums:
        TrackFactory(album=album)
    keep = albums[1]
    merge(cast.client("manager"), *albums, keep=keep.pk, confirmed="yes")
    keep.refresh_from_db()
    assert (keep.track_count, Track.objects.filter(album=keep).count()) == (3, 3)
    assert MergeJournal.objects.count() == 2


def test_albums_of_two_libraries_are_refused_in_words_and_none_is_merged(
    cast: Cast, things: Things
) -> None:
    here, there = things["public"].album, things["of a members' library"].album
    second = AlbumFactory(library=here.library)
    page = merge(cast.client("manager"), here, second, there, keep=here.pk, confirmed="yes")
    assert "Albums of two libraries cannot be merged." in page.content.decode()
    assert not MergeJournal.objects.exists()
    assert not Album.objects.filter(pk=second.pk, merged_into__isnull=False).exists()


@pytest.mark.parametrize("keep", ["", "0", "elsewhere", "²"])
def test_a_choice_that_is_not_on_the_page_asks_again(keep: str, cast: Cast) -> None:
    wrong, right, _ = two_artists()
    page = merge(cast.client("manager"), wrong, right, keep=keep, confirmed="yes")
    assert "Choose which one stays." in page.content.decode()
    assert not MergeJournal.objects.exists()


def test_one_alone_is_nothing_to_merge(cast: Cast) -> None:
    wrong, _, _ = two_artists()
    client = cast.client("manager")
    assert merge(client, wrong).status_code == 302
    assert "Select two to 20" in told(client, "artist")


def test_what_was_merged_or_deleted_is_refused(cast: Cast, things: Things) -> None:
    right = ArtistFactory()
    client = cast.client("administrator")
    for kind, words in (("merged", "was merged already"), ("deleted", "restore it first")):
        page = merge(client, things[kind].artist, right, keep=right.pk, confirmed="yes")
        assert words in page.content.decode()


def test_managers_merge_only_what_the_admin_shows_them(cast: Cast, things: Things) -> None:
    hidden, seen = things["private"].album, things["public"].album
    client = cast.client("manager")
    assert merge(client, hidden, seen, keep=seen.pk, confirmed="yes").status_code == 302
    assert "Select two to 20" in told(client, "album"), "the hidden one is not among the selected"
    journal = album_merge(
        source=hidden, into=AlbumFactory(library=hidden.library, visibility="private")
    )
    entry = reverse("admin:catalog_mergejournal_change", args=[journal.pk])
    assert client.get(entry).status_code == 302
    client.post(reverse(JOURNAL), {"action": "undo", "_selected_action": [journal.pk]})
    journal.refresh_from_db()
    assert journal.undone_at is None
    assert cast.client("administrator").get(entry).status_code == 200


@pytest.mark.parametrize("person", ["anonymous", "other", "owner"])
def test_nobody_else_merges_or_undoes(person: str, cast: Cast) -> None:
    wrong, right, _ = two_artists()
    client = cast.client(person)
    answer = merge(client, wrong, right, keep=right.pk, confirmed="yes")
    assert "/login/" in answer["Location"]
    assert not MergeJournal.objects.exists()
    journal = artist_merge(source=wrong, into=right)
    client.post(reverse(JOURNAL), {"action": "undo", "_selected_action": [journal.pk]})
    journal.refresh_from_db()
    assert journal.undone_at is None


def test_a_merge_that_another_stands_on_is_undone_after_it(cast: Cast) -> None:
    first, second, third = ArtistFactory(), ArtistFactory(), ArtistFactory()
    TrackFactory(album=AlbumFactory(), artist=first)
    below = artist_merge(source=first, into=second)
    above = artist_merge(source=second, into=third)
    client = cast.client("manager")
    page = client.post(
        reverse(JOURNAL), {"action": "undo", "_selected_action": [below.pk]}, follow=True
    )
    assert "undo that first" in page.content.decode()
    client.post(reverse(JOURNAL), {"action": "undo", "_selected_action": [below.pk, above.pk]})
    assert first.credits.count() == 1
    assert not MergeJournal.objects.filter(undone_at=None).exists()


def test_the_journal_asks_as_much_for_many_entries_as_for_few(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for _ in range(12):
        artist_merge(source=ArtistFactory(), into=ArtistFactory(), by=cast.manager)
    client = cast.client("manager")
    client.get(reverse(JOURNAL))
    with django_assert_max_num_queries(12):
        client.get(reverse(JOURNAL))


def test_tracks_become_one_with_their_plays_and_come_apart_again(
    cast: Cast, things: Things
) -> None:
    source, into = things["public"].track, TrackFactory(album=things["public"].album)
    Track.objects.filter(pk=source.pk).update(play_count=5)
    version = TrackFactory(album=source.album)
    Track.objects.filter(pk=version.pk).update(version_of=source)
    credits = source.credits.count()
    client = cast.client("manager")
    merge(client, source, into, keep=into.pk, confirmed="yes")
    source.refresh_from_db()
    into.refresh_from_db()
    version.refresh_from_db()
    assert (source.merged_into, into.play_count, version.version_of) == (into, 5, into)
    assert source.credits.count() == credits, "what says what it is stays with it"
    assert Client().get(source.get_absolute_url()).headers["Location"] == into.get_absolute_url()
    journal = MergeJournal.objects.get()
    client.post(reverse(JOURNAL), {"action": "undo", "_selected_action": [journal.pk]})
    source.refresh_from_db()
    into.refresh_from_db()
    version.refresh_from_db()
    assert (source.merged_into, into.play_count, version.version_of) == (None, 0, source)


def test_whoever_was_given_a_track_is_given_the_one_that_stays(cast: Cast, things: Things) -> None:
    given = things["shared track alone"].track
    into = TrackFactory(album=given.album)
    client = cast.client("administrator")
    merge(client, given, into, keep=into.pk, confirmed="yes")
    assert cast.client("other").get(f"/api/v1/tracks/{into.public_id}/").status_code == 200
    journal = MergeJournal.objects.get()
    client.post(reverse(JOURNAL), {"action": "undo", "_selected_action": [journal.pk]})
    assert cast.client("other").get(f"/api/v1/tracks/{into.public_id}/").status_code == 404
    assert cast.client("other").get(f"/api/v1/tracks/{given.public_id}/").status_code == 200
