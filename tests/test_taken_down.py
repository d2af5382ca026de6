"""What was taken down is there for nobody, by no way to its bytes, until a manager puts it back."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.viewer import viewer_of
from catalog.models import Album, Change, TakeDown, Track
from catalog.services import audiences_refresh, items_delete, merge_undo
from catalog.services.merge import track_merge
from catalog.services.move import tracks_move
from catalog.services.take_down import items_take_down
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from catalog.tests.indexing import index_everything
from common.errors import Conflict
from common.jobs.worker import drain
from pitching.received.files import pitch_files_follow, pitch_files_write
from pitching.tests.factories import a_contact, a_pitch, an_artist, link_for, token_for
from pitching.tests.test_received_sound import with_file
from playlists.tests.factories import a_playlist
from playlists.tests.sharing import shared
from streaming.models import MediaFile
from streaming.removal import deleted_sweep
from tests.cast import Cast

WHY = "The song is somebody else's"
NEVER = "0" * 32
STREAM = "stream/?format=mp3&bitrate=256"
SAMPLES = ("", "playback/", "stream/", "waveform/", "stream/?format=opus&bitrate=64")


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")
    cache.clear()


@pytest.fixture
def album(cast: Cast) -> Album:
    """A public album of the label's with two tracks that have bytes."""
    made: Album = AlbumFactory(library=LibraryFactory(workspace=cast.label), title="Zanzibar")
    for title in ("Low tide", "High tide"):
        with_file(TrackFactory(album=made, title=title), seconds=0.4)
    return Album.objects.get(pk=made.pk)


def act(client: Client, action: str, *rows: Any) -> Change:
    """Choose rows of a list of the admin, look at what would become of them, and have it done."""
    address = reverse(f"admin:catalog_{rows[0]._meta.model_name}_changelist")
    sent = {"action": action, "_selected_action": [row.pk for row in rows]}
    page = client.post(address, sent)["Location"]
    assert client.get(page).status_code == 200
    assert client.post(page, {"do": "yes", "reason": WHY}).status_code == 302
    return Change.objects.latest("pk")


def answers(client: Client, album: Album, track: Track) -> dict[str, int]:
    """What each way to a track and its album answers."""
    base, of_album = f"/api/v1/tracks/{track.public_id}/", f"/api/v1/albums/{album.public_id}/"
    ways = [base + each for each in SAMPLES]
    ways += [of_album, track.get_absolute_url(), album.get_absolute_url()]
    ways.append(f"/artwork/album/{album.public_id}/192")
    return {way: client.get(way).status_code for way in ways}


def are_open(answered: dict[str, int]) -> bool:
    wrong = {
        way.rpartition("/")[0][-60:]: status
        for way, status in answered.items()
        if status not in {200, 202}
    }
    assert wrong == {}
    return True


PEOPLE = ("anonymous", "other", "recipient", "manager", "viewer_member", "colleague", "owner")


@pytest.mark.django_db(transaction=True)
def test_nobody_hears_or_sees_what_was_taken_down_until_it_is_put_back(
    cast: Cast, album: Album
) -> None:
    track = album.tracks.order_by("pk")[0]
    before = {name: answers(cast.client(name), album, track) for name in PEOPLE}
    assert {*before["anonymous"].values()} <= {200, 202}, before["anonymous"]
    act(cast.client("manager"), "take_down", album)
    for name in PEOPLE:
        told = answers(cast.client(name), album, track)
        is_theirs = name in {"viewer_member", "colleague", "owner"}
        wrong = {way: status for way, status in told.items() if status not in {404, 451}}
        assert wrong == {}, name
        assert (451 in told.values()) == is_theirs, name
    hidden = cast.client("other").get(f"/api/v1/tracks/{track.public_id}/").content
    assert hidden == cast.client("other").get(f"/api/v1/tracks/{NEVER}/").content
    act(cast.client("manager"), "lift", album)
    assert {name: answers(cast.client(name), album, track) for name in PEOPLE} == before


def test_lists_search_and_statistics_know_nothing_of_it(cast: Cast, album: Album) -> None:
    track = album.tracks.order_by("pk")[0]
    act(cast.client("manager"), "take_down", album)
    index_everything()
    for name in ("anonymous", "other", "owner", "manager"):
        client = cast.client(name)
        for way in (
            "/api/v1/tracks/", "/api/v1/albums/", "/api/v1/search/?q=tide", "/api/v1/search/?q=zanzibar",
            "/tracks/", "/albums/", "/search/?q=tide", "/", "/sitemap.xml", f"/oembed?url=http://testserver{track.get_absolute_url()}",
        ):  # fmt: skip
            body = client.get(way, follow=True).content.decode()
            for said in (track.public_id, album.public_id):
                assert said not in body.replace("/oembed", ""), (name, way)


def test_no_share_pitch_or_playlist_opens_it(cast: Cast, album: Album) -> None:
    Album.objects.filter(pk=album.pk).update(visibility="private", listed_to=30, reachable_to=30)
    album.tracks.update(listed_to=30, reachable_to=30)
    first, second = album.tracks.order_by("pk")
    owner, other, recipient = (cast.client(name) for name in ("owner", "other", "recipient"))
    shared(owner, album, "other", may_download=True, may_share=True)
    shared(other, album, "recipient")
    playlist = a_playlist(cast.owner, [first, second])
    shared(owner, playlist, "other", may_download=True)
    pitch = a_pitch(
        an_artist(cast.owner), cast.label, [first, second], contacts=[a_contact(cast.label)], is_sent=True,
        formats=["mp3"],
    )  # fmt: skip
    pitch_files_follow.func(pitch.pk)
    pitch_files_write.func(pitch.pk)
    at = f"/p/{token_for(link_for(pitch, pitch.links.exclude(contact=None).get().contact))}/"
    client = Client()

    def opened(track: Track) -> dict[str, int]:
        pitched = [
            f"{at}tracks/{track.public_id}/{each}"
            for each in ("playback/", STREAM, "waveform/", "cover/192", "download/?format=mp3")
        ]
        found = {way: client.get(way).status_code for way in pitched}
        for name, person in (("other", other), ("recipient", recipient)):
            way = f"/api/v1/tracks/{track.public_id}/stream/"
            found[f"{name} {way}"] = person.get(way).status_code
        entries = other.get(f"/api/v1/playlists/{playlist.public_id}/entries/").json()["results"]
        is_there = [row["track"]["title"] for row in entries if row["track"]]
        return found | {"in the playlist": 200 if track.title in is_there else 404}

    assert are_open(opened(first))
    act(cast.client("administrator"), "take_down", first)
    assert {*opened(first).values()} == {404}, opened(first)
    assert are_open(opened(second)), "the other one is nobody's complaint"
    archive: Any = client.get(f"{at}archive.zip?format=mp3")
    held = b"".join(archive.streaming_content)
    assert archive.status_code == 200
    assert (first.title.encode() in held, second.title.encode() in held) == (False, True)
    act(cast.client("administrator"), "take_down", album)
    assert {*opened(second).values()} == {404}
    assert client.get(f"{at}archive.zip?format=mp3").status_code in {403, 404}
    act(cast.client("administrator"), "lift", album)
    assert {*opened(first).values()} == {404}, "it was taken down by itself"
    act(cast.client("administrator"), "lift", first)
    assert are_open(opened(first))


def _published(client: Client, album: Album, track: Track) -> None:
    for kind, row in (("albums", album), ("tracks", track)):
        body = json.dumps({"visibility": "public", "title": "Renamed"})
        at = f"/api/v1/{kind}/{row.public_id}/curation/"
        assert client.patch(at, body, "application/json").status_code == 200


def _deleted_and_restored(client: Client, album: Album, track: Track) -> None:
    for verb in ("shelve", "restore"):
        answer = client.post(f"/api/v1/albums/{album.public_id}/{verb}/")
        assert answer.status_code == 200, answer.content


def _moved(client: Client, album: Album, track: Track) -> None:
    other = AlbumFactory(library=album.library)
    TrackFactory(album=other)
    tracks_move(tracks=[track], album=other, at=now())
    assert Track.objects.get(pk=track.pk).album_id == other.pk


def _merged(client: Client, album: Album, track: Track) -> None:
    other = AlbumFactory(library=album.library)
    body = json.dumps({"sources": [album.public_id]})
    answer = client.post(f"/api/v1/albums/{other.public_id}/merge/", body, "application/json")
    assert answer.status_code == 409, answer.content


@pytest.mark.parametrize("trick", [_published, _deleted_and_restored, _moved, _merged])
def test_its_owner_can_not_put_it_back(
    trick: Callable[[Client, Album, Track], None], cast: Cast, album: Album
) -> None:
    track = album.tracks.order_by("pk")[0]
    act(cast.client("manager"), "take_down", album)
    trick(cast.client("owner"), album, track)
    for name in ("owner", "other"):
        for each in SAMPLES[1:]:
            answer = cast.client(name).get(f"/api/v1/tracks/{track.public_id}/{each}")
            assert answer.status_code == 404, (name, each)
    assert TakeDown.objects.get().evidence["title"] == "Zanzibar", (
        "as it was when it was taken down"
    )


def test_a_track_that_comes_to_an_album_later_is_down_with_it(cast: Cast, album: Album) -> None:
    act(cast.client("manager"), "take_down", album)
    late = TrackFactory(album=album, title="Late")
    audiences_refresh(library=album.library, albums=[album.pk])
    assert not Track.objects.reachable_by(viewer_of(cast.owner)).filter(pk=late.pk).exists()


def test_those_whose_it_is_are_told_when_and_why(cast: Cast, album: Album) -> None:
    with override_settings(LETTERS=True):
        act(cast.client("manager"), "take_down", album)
    for way in (album.get_absolute_url(), f"/api/v1/albums/{album.public_id}/"):
        answer = cast.client("owner").get(way)
        assert answer.status_code == 451
        assert WHY in answer.content.decode().replace("&#x27;", "'")
    told = cast.client("owner").get(f"/api/v1/albums/{album.public_id}/").json()
    assert told["type"] == "/problems/taken-down"


@pytest.mark.django_db(transaction=True)
def test_the_owners_get_one_letter_that_names_all(cast: Cast, album: Album) -> None:
    with override_settings(LETTERS=True):
        act(cast.client("manager"), "take_down", *album.tracks.all())
        drain()
    assert [letter.to for letter in mail.outbox] == [[cast.owner.email]]
    assert "Low tide" in mail.outbox[0].body
    assert "High tide" in mail.outbox[0].body
    assert WHY in mail.outbox[0].body


def test_its_bytes_are_kept_though_its_owner_deletes_it(cast: Cast, album: Album) -> None:
    act(cast.client("manager"), "take_down", album)
    paths = list(MediaFile.objects.filter(track__album=album).values_list("path", flat=True))
    items_delete(rows=[Album.objects.get(pk=album.pk)], at=now())
    later = now() + timedelta(days=60)
    assert deleted_sweep(at=later) == 0
    assert all(default_storage.exists(path) for path in paths)


def test_a_manager_sees_in_the_admin_what_was_open_and_no_other(cast: Cast, album: Album) -> None:
    private = AlbumFactory(library=album.library, title="Kept apart", visibility="private")
    items_take_down(rows=[album, private], by=None, why=WHY, at=now())
    lists = reverse("admin:catalog_album_changelist") + "?state=taken_down"
    seen = {
        name: cast.client(name).get(lists).content.decode() for name in ("manager", "administrator")
    }
    for name, page in seen.items():
        assert "Zanzibar" in page
        assert ("Kept apart" in page) == (name == "administrator")
    form = reverse("admin:catalog_album_change", args=[album.pk])
    assert WHY in cast.client("manager").get(form).content.decode().replace("&#x27;", "'")


def test_its_private_tracks_stay_out_of_managers_sight(cast: Cast, album: Album) -> None:
    bonus = TrackFactory(album=album, title="Slack water", visibility="private", reachable_to=30)
    audiences_refresh(library=album.library, albums=[album.pk])
    manager, lists = cast.client("manager"), reverse("admin:catalog_track_changelist")
    act(manager, "take_down", album)
    page = manager.get(lists).content.decode()
    assert "Low tide" in page
    assert "Slack water" not in page
    assert manager.get(reverse("admin:catalog_track_change", args=[bonus.pk])).status_code == 302
    assert "Slack water" not in str(TakeDown.objects.get(was_open=True).evidence)
    act(manager, "lift", album)
    bonus.refresh_from_db()
    assert bonus.taken_down_id is None
    assert Client().get(album.get_absolute_url()).status_code == 200
    assert Client().get(bonus.get_absolute_url()).status_code == 404


def test_a_merge_is_not_undone_under_what_was_taken_down(cast: Cast, album: Album) -> None:
    first, second = album.tracks.order_by("pk")
    journal = track_merge(source=second, into=first, by=cast.owner)
    act(cast.client("manager"), "take_down", first)
    with pytest.raises(Conflict):
        merge_undo(journal=journal, at=now())


def test_hearing_costs_no_query_more(
    cast: Cast, album: Album, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    viewer = viewer_of(cast.owner)
    Track.objects.reachable_by(viewer).exists()
    with django_assert_num_queries(1):
        assert Track.objects.reachable_by(viewer).count() == 2
    act(cast.client("manager"), "take_down", album)
    with django_assert_num_queries(1):
        assert Track.objects.reachable_by(viewer).count() == 0
