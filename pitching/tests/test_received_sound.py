"""What can be heard and seen below a link: the pitch's own tracks, in the forms its sender gives, while it is open."""

import logging
import zlib
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from accounts.models import User
from catalog.models import Library, Track
from catalog.tests.factories import TrackFactory
from common.logs import JsonFormatter
from pitching.models import Pitch, PitchFile, PitchLink
from pitching.received.opening import Opened, State
from pitching.received.watched import Closed, watched
from pitching.services import links_revoke, pitch_change
from pitching.tests.factories import a_contact, a_pitch, token_for
from streaming.models import MediaFile
from streaming.tests.music import sound
from tests.cast import Cast


@pytest.fixture(autouse=True)
def own_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")
    cache.clear()


def with_file(track: Track, kind: str = "flac", seconds: float = 2.0) -> MediaFile:
    data = sound(kind, 440, seconds)
    key = default_storage.save(f"received/{track.public_id}.{kind}", ContentFile(data))
    Library.objects.filter(pk=track.library_id).update(kind=Library.Kind.UPLOADS, root="")
    Track.objects.filter(pk=track.pk).update(duration_ms=int(seconds * 1000))
    made: MediaFile = MediaFile.objects.create(
        library=track.library, track=track, path=key, path_hash=track.public_id.rjust(64, "0"),
        folder_hash="0" * 64, size=len(data), mtime_ns=0, container=kind, codec=kind, sample_rate=44_100,
        channels=2, duration_ms=int(seconds * 1000),
    )  # fmt: skip
    return made


@pytest.fixture
def pitch(sender: User, cast: Cast, tracks: list[Track]) -> Pitch:
    for track in tracks:
        with_file(track)
    return a_pitch(sender, cast.label, tracks, contacts=[a_contact(cast.label)], is_sent=True)


@pytest.fixture
def link(pitch: Pitch) -> PitchLink:
    found: PitchLink = PitchLink.objects.select_related("pitch").get(
        pitch=pitch, contact__name="Anna"
    )
    return found


@pytest.fixture
def at(link: PitchLink) -> str:
    return f"/p/{token_for(link)}/"


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def sources(client: Client, at: str, track: Track) -> list[dict[str, Any]]:
    answer = client.get(f"{at}tracks/{track.public_id}/playback/")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["sources"]
    return found


def set_formats(who: dict[str, Any], pitch: Pitch, formats: list[str]) -> None:
    pitch_change(**who, public_id=pitch.public_id, formats=formats)


def test_every_source_that_is_told_sounds(client: Client, at: str, tracks: list[Track]) -> None:
    found = sources(client, at, tracks[0])
    assert [source["mime"] for source in found] == ['audio/webm; codecs="opus"', "audio/mpeg"]
    for source in found:
        answer = client.get(source["url"])
        assert answer.status_code == 200
        assert len(body(answer)) > 10_000


def test_a_range_of_the_sound(client: Client, at: str, tracks: list[Track]) -> None:
    url = sources(client, at, tracks[0])[0]["url"]
    whole = body(client.get(url))
    part = client.get(url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, body(part)) == (206, whole[100:200])


def test_who_may_only_listen_never_gets_the_file_nor_its_sound_unchanged(
    client: Client, at: str, tracks: list[Track]
) -> None:
    for query in (
        "",
        "?format=fmp4",
        "?format=adts",
        "?format=webm",
        "?format=mp3&bitrate=320",
        "?format=nothing",
    ):
        answer = client.get(f"{at}tracks/{tracks[0].public_id}/stream/{query}")
        assert answer.status_code == 404, query


def test_lossless_sound_comes_with_a_lossless_download_and_the_file_with_the_original(
    client: Client, at: str, tracks: list[Track], who: dict[str, Any], pitch: Pitch
) -> None:
    base = f"{at}tracks/{tracks[0].public_id}/stream/"
    set_formats(who, pitch, ["mp3"])
    assert client.get(f"{base}?format=fmp4").status_code == 404
    set_formats(who, pitch, ["wav"])
    assert client.get(f"{base}?format=fmp4").status_code == 200
    assert client.get(base).status_code == 404
    set_formats(who, pitch, ["original"])
    assert body(client.get(base)) == sound("flac", 440, 2.0)


def test_a_track_of_another_pitch_is_nothing(
    client: Client, at: str, sender: User, cast: Cast, tracks: list[Track]
) -> None:
    other = TrackFactory(album=tracks[0].album, library=tracks[0].library, title="Other")
    with_file(other)
    a_pitch(sender, cast.label, [other], contacts=[a_contact(cast.label, "Berta")], is_sent=True)
    nothing = client.get(f"{at}tracks/{'0' * 32}/cover/192")
    for path in ("playback/", "stream/", "waveform/", "cover/192", "download/?format=wav"):
        answer = client.get(f"{at}tracks/{other.public_id}/{path}")
        assert answer.status_code in {403, 404}, path
        if answer.status_code == 404:
            assert answer.content == nothing.content, path


def test_a_public_track_outside_of_the_pitch_is_nothing(
    client: Client, at: str, things: Any
) -> None:
    public = things["public"].track
    with_file(public)
    assert client.get(f"{at}tracks/{public.public_id}/playback/").status_code == 404


def test_the_cover_of_a_private_album_comes_with_its_track_alone(
    client: Client, at: str, tracks: list[Track]
) -> None:
    assert client.get(f"{at}tracks/{tracks[0].public_id}/cover/192").status_code == 200
    assert (
        client.get(f"/artwork/album/{tracks[0].album.public_id}/generated.svg").status_code == 404
    )


ADDRESSES = ("", "tracks/{id}/playback/", "tracks/{id}/stream/?format=mp3&bitrate=256", "tracks/{id}/waveform/",
    "tracks/{id}/cover/192", "cover/192", "licence/", "archive.zip?format=wav")  # fmt: skip


def closed(client: Client, at: str, track: Track) -> Iterable[tuple[str, int]]:
    for address in ADDRESSES:
        yield address, client.get(at + address.format(id=track.public_id)).status_code


def test_a_revoked_link_gives_nothing_at_once(
    client: Client, at: str, tracks: list[Track], who: dict[str, Any], pitch: Pitch, link: PitchLink
) -> None:
    links_revoke(**who, public_id=pitch.public_id, links=[link.public_id], at=now())
    assert [status for _, status in closed(client, at, tracks[0])] == [410] + [404] * 7


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"expires_at": now() - timedelta(seconds=1)}, 410),
        ({"embargo_until": now() + timedelta(days=1)}, 403),
        ({"password": "open sesame"}, 200),
    ],
)
def test_a_link_that_is_not_open_gives_no_bytes(
    client: Client, at: str, tracks: list[Track], who: dict[str, Any], pitch: Pitch, facts: dict[str, Any], status: int
) -> None:  # fmt: skip
    pitch_change(**who, public_id=pitch.public_id, **facts)
    assert [found for _, found in closed(client, at, tracks[0])] == [status] + [404] * 7


def test_a_track_that_the_workspace_lost_gives_no_bytes(
    client: Client, at: str, tracks: list[Track], cast: Cast
) -> None:
    Library.objects.filter(pk=tracks[0].library_id).update(workspace=cast.other.personal_workspace)
    for path in ("playback/", "stream/?format=mp3&bitrate=256", "cover/192"):
        assert client.get(f"{at}tracks/{tracks[0].public_id}/{path}").status_code == 404


def test_bytes_on_their_way_stop_when_the_link_is_taken_back(
    monkeypatch: pytest.MonkeyPatch, who: dict[str, Any], pitch: Pitch, link: PitchLink
) -> None:
    monkeypatch.setattr("pitching.received.watched.EVERY", 0.0)
    blocks = watched(iter([b"1", b"2", b"3"]), Opened(link, "", State.OPEN, now()))
    assert next(blocks) == b"1"
    links_revoke(**who, public_id=pitch.public_id, links=[link.public_id], at=now())
    with pytest.raises(Closed):
        next(blocks)


def test_an_excerpt_is_all_there_is(
    client: Client, at: str, tracks: list[Track], who: dict[str, Any], pitch: Pitch
) -> None:
    file = MediaFile.objects.get(track=tracks[0])
    data = sound("flac", 440, 12.0)
    Path(default_storage.path(file.path)).write_bytes(data)
    Track.objects.filter(pk=tracks[0].pk).update(duration_ms=12_000)
    pitch_change(**who, public_id=pitch.public_id, excerpt_ms=5_000)
    playback = client.get(f"{at}tracks/{tracks[0].public_id}/playback/").json()
    assert playback["duration_ms"] == 5_000
    (source,) = playback["sources"]
    heard = body(client.get(source["url"]))
    assert 150_000 < len(heard) < 175_000, "five seconds of 256 kbit/s"
    assert body(client.get(source["url"] + "?format=opus&bitrate=256")) == heard
    assert body(client.get(source["url"] + "?format=fmp4")) == heard


def test_of_a_track_of_unknown_length_an_excerpt_is_its_beginning(
    client: Client, at: str, tracks: list[Track], who: dict[str, Any], pitch: Pitch
) -> None:
    Track.objects.filter(pk=tracks[0].pk).update(duration_ms=0)
    pitch_change(**who, public_id=pitch.public_id, excerpt_ms=5_000)
    playback = client.get(f"{at}tracks/{tracks[0].public_id}/playback/").json()
    assert playback["duration_ms"] == 5_000
    assert "format=" not in playback["sources"][0]["url"]


@pytest.mark.parametrize(
    "rest", ["", "/", "/tracks/x/stream/?format=mp3", "/archive.zip", "/unlock/"]
)
def test_no_token_is_in_a_line_of_the_log(at: str, rest: str) -> None:
    """However an address stands in it: of a request, or of the page that it came from."""
    token = at.split("/")[2]
    for line in (
        f"GET /p/{token}{rest} 200",
        f'"referer": "https://music.example/p/{token}{rest}"',
    ):
        record = logging.makeLogRecord({"msg": line, "path": f"/p/{token}{rest}"})
        assert token not in JsonFormatter().format(record)


def test_a_download_waits_for_its_file(
    client: Client, at: str, tracks: list[Track], who: dict[str, Any], pitch: Pitch
) -> None:
    set_formats(who, pitch, ["wav"])
    address = f"{at}tracks/{tracks[0].public_id}/download/?format=wav"
    assert client.get(address).status_code == 409
    key = default_storage.save("pitches/x.wav", ContentFile(b"sound"))
    PitchFile.objects.update_or_create(
        pitch=pitch, track=tracks[0], format="wav",
        defaults={"storage_key": key, "name": "x.wav", "size": 5, "crc32": zlib.crc32(b"sound"), "state": "ready"},
    )  # fmt: skip
    answer = client.get(address)
    assert (answer.status_code, body(answer)) == (200, b"sound")
    assert answer["Content-Disposition"] == 'attachment; filename="x.wav"'
    set_formats(who, pitch, ["mp3"])
    assert client.get(address).status_code == 403
