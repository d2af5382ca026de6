"""Downloads of a pitch: files written when it is sent, joined as they are sent, resumed at any byte."""

import io
import zipfile
import zlib
from datetime import timedelta
from typing import Any

import mutagen
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import User
from catalog.models import Track
from catalog.services import library_hand_on
from pitching.models import Pitch, PitchActivity, PitchDefaults, PitchFile, PitchLink
from pitching.received.files import (
    file_write,
    pitch_files_follow,
    pitch_files_write,
    strays_delete,
)
from pitching.received.views.downloads import DownloadLimit
from pitching.services import link_change, links_revoke, pitch_change
from pitching.tests.factories import a_contact, a_pitch, token_for
from pitching.tests.test_received_sound import body, with_file
from streaming.models import MediaFile
from streaming.removal import deleted_sweep
from streaming.uploads.replacing import file_bring_back
from tests.cast import Cast


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")
    cache.clear()


@pytest.fixture
def pitch(sender: User, cast: Cast, tracks: list[Track]) -> Pitch:
    for track in tracks:
        with_file(track, seconds=0.4)
    PitchDefaults.objects.create(
        workspace=cast.label, sender_name="Fjell", reply_to="a@fjell.example"
    )
    return a_pitch(
        sender,
        cast.label,
        tracks,
        contacts=[a_contact(cast.label)],
        is_sent=True,
        formats=["wav", "mp3"],
    )


@pytest.fixture
def link(pitch: Pitch) -> PitchLink:
    found: PitchLink = PitchLink.objects.select_related("pitch").get(
        pitch=pitch, contact__name="Anna"
    )
    return found


@pytest.fixture
def at(link: PitchLink) -> str:
    return f"/p/{token_for(link)}/"


@pytest.fixture
def written(pitch: Pitch) -> list[PitchFile]:
    pitch_files_follow.func(pitch.pk)
    pitch_files_write.func(pitch.pk)
    return list(PitchFile.objects.filter(pitch=pitch).order_by("pk"))


def test_sending_has_each_track_written_in_each_format_with_whom_to_ask(
    written: list[PitchFile], tracks: list[Track]
) -> None:
    assert len(written) == 2 * len(tracks)
    for row in written:
        assert row.state == PitchFile.State.READY
        with default_storage.open(row.storage_key) as file:
            data = file.read()
        assert (row.size, row.crc32) == (len(data), zlib.crc32(data))
        tags = mutagen.File(io.BytesIO(data), filename=row.name).tags.pprint()
        assert "Fjell · a@fjell.example" in tags
        assert row.track.title in tags


def test_doing_it_again_writes_nothing(
    pitch: Pitch, written: list[PitchFile], django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keys = [row.storage_key for row in written]
    assert pitch_files_follow.func(pitch.pk) == 0
    assert pitch_files_write.func(pitch.pk) == 0
    assert [row.storage_key for row in PitchFile.objects.order_by("pk")] == keys


def test_what_is_not_given_any_more_is_deleted_rows_and_bytes(
    pitch: Pitch,
    written: list[PitchFile],
    who: dict[str, Any],
    django_capture_on_commit_callbacks: Any,
) -> None:
    pitch_change(**who, public_id=pitch.public_id, formats=["mp3"])
    with django_capture_on_commit_callbacks(execute=True):
        pitch_files_follow.func(pitch.pk)
    assert {row.format for row in PitchFile.objects.all()} == {"mp3"}
    gone = [row for row in written if row.format == "wav"]
    assert not any(default_storage.exists(row.storage_key) for row in gone)


def test_a_link_with_formats_of_its_own_has_them_written(
    pitch: Pitch, link: PitchLink, who: dict[str, Any]
) -> None:
    link_change(**who, public_id=pitch.public_id, link_id=link.public_id, formats=["flac"])
    pitch_files_follow.func(pitch.pk)
    assert {row.format for row in PitchFile.objects.all()} == {"wav", "mp3", "flac"}


def test_a_file_that_can_not_be_read_fails_and_the_others_are_there(
    pitch: Pitch, tracks: list[Track], client: Client, at: str
) -> None:
    source = tracks[0].files.get()
    default_storage.delete(source.path)
    default_storage.save(source.path, ContentFile(b"#!/bin/sh\n" * 50))
    pitch_files_follow.func(pitch.pk)
    pitch_files_write.func(pitch.pk)
    states = {row.track_id: row.state for row in PitchFile.objects.filter(format="wav")}
    assert states == {tracks[0].pk: "failed", tracks[1].pk: "ready"}
    assert client.get(f"{at}tracks/{tracks[0].public_id}/download/?format=wav").status_code == 403
    assert client.get(f"{at}tracks/{tracks[1].public_id}/download/?format=wav").status_code == 200


def test_files_whose_rows_are_gone_are_swept_after_a_day(
    pitch: Pitch, written: list[PitchFile]
) -> None:
    PitchFile.objects.filter(pk=written[0].pk).delete()
    strays_delete(before=now() - timedelta(days=1))
    assert default_storage.exists(written[0].storage_key), "it may be one that is being written"
    strays_delete(before=now() + timedelta(minutes=1))
    assert not default_storage.exists(written[0].storage_key)
    assert all(default_storage.exists(row.storage_key) for row in written[1:])


def test_a_file_is_written_once_by_two_workers(pitch: Pitch) -> None:
    pitch_files_follow.func(pitch.pk)
    row = PitchFile.objects.order_by("pk").first()
    assert row is not None
    assert file_write(file_id=row.pk, at=now())
    assert not file_write(file_id=row.pk, at=now())


def test_the_archive_holds_all_in_their_order_and_says_its_length(
    client: Client, at: str, written: list[PitchFile], pitch: Pitch
) -> None:
    answer = client.get(f"{at}archive.zip?format=wav")
    data = body(answer)
    assert (answer.status_code, int(answer["Content-Length"])) == (200, len(data))
    order = list(pitch.tracks.order_by("position").values_list("track__title", flat=True))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
    assert all(name.startswith(f"For your film/0{number} ") for number, name in enumerate(names, 1))
    assert [title in name for title, name in zip(order, names, strict=True)] == [True] * len(order)


def test_the_archive_goes_on_where_it_broke_off(
    client: Client, at: str, written: list[PitchFile]
) -> None:
    address = f"{at}archive.zip?format=wav"
    first = client.get(address)
    whole, etag = body(first), first["ETag"]
    for start in (0, 1, 60, 5000, len(whole) // 2, len(whole) - 30):
        rest = client.get(address, headers={"Range": f"bytes={start}-", "If-Range": etag})
        assert rest.status_code == 206
        assert rest["Content-Range"] == f"bytes {start}-{len(whole) - 1}/{len(whole)}"
        assert body(rest) == whole[start:]
    other = client.get(address, headers={"Range": "bytes=9-", "If-Range": '"another"'})
    assert (other.status_code, body(other)) == (200, whole)
    assert client.get(address, headers={"Range": f"bytes={len(whole)}-"}).status_code == 416
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    head = client.head(address)
    assert (head["Content-Length"], head["ETag"], head.content) == (str(len(whole)), etag, b"")


def test_a_download_is_asked_for_by_a_form_and_recorded_once_for_each_track(
    client: Client, at: str, written: list[PitchFile], tracks: list[Track]
) -> None:
    everything = client.post(f"{at}download/", {"format": "wav"})
    assert everything["Location"] == f"{at}archive.zip?format=wav"
    assert PitchActivity.objects.filter(kind="downloaded").count() == len(tracks)
    body(client.get(everything["Location"]))
    assert PitchActivity.objects.count() == len(tracks), "fetching bytes is nobody's download"
    one = client.post(f"{at}download/", {"format": "mp3", "track": tracks[0].public_id})
    file = client.get(one["Location"])
    assert file["Content-Type"] == "audio/mpeg"
    assert "attachment" in file["Content-Disposition"]


def test_a_selection_is_a_zip_of_it(
    client: Client, at: str, written: list[PitchFile], tracks: list[Track]
) -> None:
    chosen = [track.public_id for track in tracks]
    answer = client.post(f"{at}download/", {"format": "wav", "what": "chosen", "choose": chosen})
    with zipfile.ZipFile(io.BytesIO(body(client.get(answer["Location"])))) as archive:
        assert len(archive.namelist()) == len(chosen)
    alone = {"format": "wav", "what": "chosen", "choose": chosen[:1]}
    assert "/tracks/" in client.post(f"{at}download/", alone)["Location"]
    nothing = client.post(f"{at}download/", {"format": "wav", "what": "chosen"})
    assert nothing.status_code == 422


def test_who_may_only_listen_downloads_nothing(
    client: Client, at: str, written: list[PitchFile], who: dict[str, Any], pitch: Pitch,
    link: PitchLink, tracks: list[Track],
) -> None:  # fmt: skip
    link_change(**who, public_id=pitch.public_id, link_id=link.public_id, formats=[])
    assert "Download" not in client.get(at).content.decode()
    for address in ("archive.zip?format=wav", f"tracks/{tracks[0].public_id}/download/?format=wav"):
        assert client.get(at + address).status_code == 403
    assert client.post(f"{at}download/", {"format": "wav"}).status_code == 403


def test_a_revoked_link_downloads_nothing(
    client: Client, at: str, written: list[PitchFile], who: dict[str, Any], pitch: Pitch
) -> None:
    links_revoke(**who, public_id=pitch.public_id, at=now())
    assert client.get(f"{at}archive.zip?format=wav").status_code == 404


def test_a_track_that_is_gone_is_left_out(
    client: Client, at: str, written: list[PitchFile], tracks: list[Track]
) -> None:
    Track.objects.filter(pk=tracks[0].pk).update(deleted_at=now())
    with zipfile.ZipFile(io.BytesIO(body(client.get(f"{at}archive.zip?format=wav")))) as archive:
        assert len(archive.namelist()) == len(tracks) - 1
    assert client.get(f"{at}tracks/{tracks[0].public_id}/download/?format=wav").status_code == 404


def test_a_track_with_another_file_is_given_as_that_one_alone(
    client: Client, at: str, written: list[PitchFile], tracks: list[Track],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    old: MediaFile = MediaFile.objects.get(track=tracks[0])
    MediaFile.objects.filter(pk=old.pk).update(
        is_current=None, replaced_at=now(), path_hash="f" * 64
    )
    with_file(tracks[0], "wav", seconds=0.2)
    with django_capture_on_commit_callbacks(execute=True):
        file_bring_back(track=tracks[0], public_id=old.public_id, at=now())
    stale = [row for row in written if row.track_id == tracks[0].pk]
    assert stale and not any(default_storage.exists(row.storage_key) for row in stale)
    address = f"{at}tracks/{tracks[0].public_id}/download/?format=wav"
    assert client.get(address).status_code == 409
    pitch_files_follow.func(written[0].pitch_id)
    pitch_files_write.func(written[0].pitch_id)
    assert client.get(address).status_code == 200


def test_no_file_that_was_written_outlives_a_deleted_tracks_bytes(
    written: list[PitchFile], tracks: list[Track]
) -> None:
    Track.objects.filter(pk=tracks[0].pk).update(deleted_at=now() - timedelta(days=31))
    assert deleted_sweep(at=now()) == 1
    gone = {row.storage_key for row in written if row.track_id == tracks[0].pk}
    assert {key for key in gone if default_storage.exists(key)} == set()
    assert {row.track_id for row in PitchFile.objects.all()} == {tracks[1].pk}
    assert all(default_storage.exists(row.storage_key) for row in PitchFile.objects.all())


def test_the_page_offers_the_formats_that_are_written(
    client: Client, at: str, pitch: Pitch
) -> None:
    assert "being prepared" in client.get(at).content.decode()
    pitch_files_follow.func(pitch.pk)
    pitch_files_write.func(pitch.pk)
    page = client.get(at).content.decode()
    assert '<option value="wav">' in page and '<option value="mp3">' in page


def test_where_excerpts_are_heard_nothing_whole_is_downloaded(
    client: Client, at: str, written: list[PitchFile], who: dict[str, Any], pitch: Pitch,
    link: PitchLink, tracks: list[Track], django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    pitch_change(**who, public_id=pitch.public_id, excerpt_ms=5_000)
    link_change(**who, public_id=pitch.public_id, link_id=link.public_id, formats=["original"])
    for address in (
        "archive.zip?format=wav",
        f"tracks/{tracks[0].public_id}/download/?format=original",
    ):
        assert client.get(at + address).status_code == 403
    assert client.post(f"{at}download/", {"format": "wav"}).status_code == 403
    assert client.get(f"{at}tracks/{tracks[0].public_id}/stream/").status_code == 404
    assert "Download" not in client.get(at).content.decode()
    link.refresh_from_db()
    assert link.grant is not None and not link.grant.may_download
    with django_capture_on_commit_callbacks(execute=True):
        pitch_files_follow.func(pitch.pk)
    assert not PitchFile.objects.exists()


def test_downloads_are_written_down_so_often_and_no_more(
    client: Client, at: str, written: list[PitchFile], tracks: list[Track],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(DownloadLimit, "most", 2)
    monkeypatch.setattr(DownloadLimit, "window", 10**9)  # none begins meanwhile
    codes = [client.post(f"{at}download/", {"format": "wav"}).status_code for _ in range(3)]
    assert codes == [303, 303, 429]
    assert PitchActivity.objects.count() == 2 * len(tracks)


def test_a_library_that_was_handed_on_is_heard_through_no_link_of_before(
    client: Client, at: str, written: list[PitchFile], tracks: list[Track], cast: Cast
) -> None:
    library_hand_on(library=tracks[0].library, to=cast.other.personal_workspace)
    track = f"{at}tracks/{tracks[0].public_id}/"
    for address in (
        f"{track}stream/?format=mp3&bitrate=256", f"{track}playback/", f"{track}waveform/",
        f"{track}cover/generated.svg", f"{track}download/?format=wav",
    ):  # fmt: skip
        assert client.get(address).status_code == 404, address
    assert "No longer available" in client.get(at).content.decode()
