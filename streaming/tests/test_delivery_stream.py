"""Promises of `/api/v1/tracks/<id>/stream/`: HTTP as RFC 9110 says, to whoever may hear the track."""

import os
import re
from email import message_from_bytes
from email.policy import HTTP
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog.audience import Audience
from catalog.models import Library
from streaming.models import MediaFile
from streaming.tests.sound import body_of, library_make, stream_url, track_make

GONE = "/api/v1/tracks/01900000000070008000000000000000/stream/"


def whole(song: MediaFile) -> bytes:
    return (Path(song.library.root) / song.path).read_bytes()


def test_the_whole_file_comes_with_its_type_length_and_validators(
    client: Client, song: MediaFile
) -> None:
    response = client.get(stream_url(song))
    assert response.status_code == 200
    assert response["Content-Type"] == "audio/wav"
    assert response["Content-Length"] == "10000"
    assert response["Accept-Ranges"] == "bytes"
    assert re.fullmatch(r'"[0-9a-f-]+"', response["ETag"])
    assert response["Last-Modified"].endswith("GMT")
    assert {"private", "no-transform", "no-cache"} == set(response["Cache-Control"].split(", "))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert body_of(response) == whole(song)


@pytest.mark.parametrize(
    ("asked", "span"),
    [("0-0", (0, 1)), ("100-199", (100, 200)), ("9990-", (9990, 10_000)), ("-10", (9990, 10_000)),
     ("9990-99999", (9990, 10_000)), ("-99999", (0, 10_000)), ("0-", (0, 10_000))],
)  # fmt: skip
def test_a_range_is_sent_as_206(
    client: Client, song: MediaFile, asked: str, span: tuple[int, int]
) -> None:
    response = client.get(stream_url(song), headers={"Range": f"bytes={asked}"})
    start, stop = span
    assert response.status_code == 206
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/10000"
    assert response["Content-Length"] == str(stop - start)
    assert body_of(response) == whole(song)[start:stop]


def test_a_range_beyond_the_end_is_416_with_the_length(client: Client, song: MediaFile) -> None:
    for asked in ("10000-", "-0", "20000-30000"):
        response = client.get(stream_url(song), headers={"Range": f"bytes={asked}"})
        assert (response.status_code, response["Content-Range"]) == (416, "bytes */10000")


def test_a_range_that_is_not_understood_is_ignored(client: Client, song: MediaFile) -> None:
    response = client.get(stream_url(song), headers={"Range": "seconds=1-2"})
    assert response.status_code == 200
    assert len(body_of(response)) == 10_000


def test_several_ranges_come_as_parts(client: Client, song: MediaFile) -> None:
    response = client.get(stream_url(song), headers={"Range": "bytes=0-9,5000-5009,-5"})
    assert response.status_code == 206
    body = body_of(response)
    assert int(response["Content-Length"]) == len(body)
    head = f"Content-Type: {response['Content-Type']}\r\n\r\n".encode()
    message = message_from_bytes(head + body, policy=HTTP)
    found = [
        (part["Content-Range"], part["Content-Type"], part.get_payload(decode=True))
        for part in message.iter_parts()
    ]
    data = whole(song)
    assert found == [
        ("bytes 0-9/10000", "audio/wav", data[:10]),
        ("bytes 5000-5009/10000", "audio/wav", data[5000:5010]),
        ("bytes 9995-9999/10000", "audio/wav", data[9995:]),
    ]


def test_overlapping_ranges_never_send_more_than_the_file(client: Client, song: MediaFile) -> None:
    response = client.get(stream_url(song), headers={"Range": "bytes=0-,0-,0-,0-,1-,2-"})
    assert response["Content-Range"] == "bytes 0-9999/10000"
    assert body_of(response) == whole(song)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(first=st.integers(0, 11_000), last=st.integers(0, 11_000))
def test_any_range_is_the_slice_of_the_file(
    client: Client, song: MediaFile, first: int, last: int
) -> None:
    response = client.get(stream_url(song), headers={"Range": f"bytes={first}-{last}"})
    expected = whole(song)[first : last + 1]
    body = body_of(response)
    if last < first:
        assert response.status_code == 200
    elif expected:
        assert (response.status_code, body) == (206, expected)
    else:
        assert response.status_code == 416


def test_head_gives_the_same_headers_without_a_body_and_minds_no_range(
    client: Client, song: MediaFile
) -> None:
    got = client.get(stream_url(song))
    head = client.head(stream_url(song), headers={"Range": "bytes=0-9"})
    assert head.status_code == 200
    assert body_of(head) == b""
    for name in (
        "Content-Type",
        "Content-Length",
        "ETag",
        "Last-Modified",
        "Accept-Ranges",
        "Content-Disposition",
    ):
        assert head[name] == got[name], name
    body_of(got)


def test_a_known_tag_or_date_is_304(client: Client, song: MediaFile) -> None:
    first = client.head(stream_url(song))
    for known in ({"If-None-Match": first["ETag"]}, {"If-None-Match": "*"}, {"If-None-Match": f'W/{first["ETag"]}'},
                  {"If-Modified-Since": first["Last-Modified"]}):  # fmt: skip
        response = client.get(stream_url(song), headers=known)
        assert response.status_code == 304, known
        assert response["ETag"] == first["ETag"]
        assert body_of(response) == b""


def test_a_condition_on_another_state_is_412(client: Client, song: MediaFile) -> None:
    assert client.get(stream_url(song), headers={"If-Match": '"other"'}).status_code == 412


def test_if_range_sends_the_range_of_the_same_state_and_else_the_whole(
    client: Client, song: MediaFile
) -> None:
    path = Path(song.library.root) / song.path
    os.utime(path, (1_700_000_000, 1_700_000_000))
    first = client.head(stream_url(song))
    asked = {"Range": "bytes=0-9"}
    for same in (first["ETag"], first["Last-Modified"]):
        assert client.get(stream_url(song), headers=asked | {"If-Range": same}).status_code == 206
    for other in ('"other"', f"W/{first['ETag']}", "Mon, 01 Jan 2001 00:00:00 GMT", "nonsense"):
        response = client.get(stream_url(song), headers=asked | {"If-Range": other})
        assert (response.status_code, len(body_of(response))) == (200, 10_000), other
    path.write_bytes(b"another recording")
    response = client.get(stream_url(song), headers=asked | {"If-Range": first["ETag"]})
    assert (response.status_code, body_of(response)) == (200, b"another recording")


def test_a_date_of_this_very_second_is_no_strong_validator(client: Client, song: MediaFile) -> None:
    path = Path(song.library.root) / song.path
    path.touch()
    modified = client.head(stream_url(song))["Last-Modified"]
    response = client.get(stream_url(song), headers={"Range": "bytes=0-9", "If-Range": modified})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("container", "codec", "expected"),
    [("mp3", "mp3", "audio/mpeg"), ("flac", "flac", "audio/flac"), ("opus", "opus", 'audio/ogg; codecs="opus"'),
     ("ogg", "vorbis", 'audio/ogg; codecs="vorbis"'), ("mp4", "alac", "audio/mp4"), ("aiff", "pcm", "audio/aiff"),
     ("wavpack", "wavpack", "audio/x-wavpack"), ("html", "", "application/octet-stream")],
)  # fmt: skip
def test_the_type_is_the_content_s_not_the_name_s(
    client: Client, library: Library, container: str, codec: str, expected: str
) -> None:
    file = track_make(library, "page.html", b"sound", container=container, codec=codec)
    assert client.head(stream_url(file))["Content-Type"] == expected


@pytest.mark.parametrize(
    "title",
    ['A "quote"\r\nSet-Cookie: a=b', "Ænima — 音楽", "../../etc/passwd", "\x00\x1b", "x" * 490],
)
def test_a_name_is_safe_in_the_header(client: Client, library: Library, title: str) -> None:
    file = track_make(library, data=b"sound", title=title)
    response = client.get(stream_url(file, "?download=1"))
    value = response["Content-Disposition"]
    assert value.startswith("attachment; filename")
    assert re.fullmatch(r"[\x20-\x7e]+", value)
    assert "Set-Cookie" not in response.headers
    assert "/" not in value
    assert len(value) < 700
    assert client.head(stream_url(file))["Content-Disposition"].startswith("inline; ")


def test_whoever_may_not_reach_a_track_gets_the_same_as_for_none(
    client: Client, as_listener: Client, library: Library
) -> None:
    members = track_make(library, "a.wav", b"a", audience=Audience.MEMBERS)
    private = track_make(library, "b.wav", b"b", audience=Audience.WORKSPACE)

    def answer(client: Client, url: str) -> tuple[int, bytes, str]:
        response = client.get(url)
        return response.status_code, response.content, response["Content-Type"]

    nothing = answer(client, GONE)
    assert nothing[0] == 404
    assert nothing[2] == "application/problem+json"
    assert answer(client, stream_url(members)) == nothing
    assert answer(client, stream_url(private)) == nothing
    assert answer(as_listener, stream_url(private)) == nothing
    assert answer(client, "/api/v1/tracks/nonsense/stream/") == nothing
    assert body_of(as_listener.get(stream_url(members))) == b"a"


def test_other_methods_are_refused(client: Client, song: MediaFile) -> None:
    for method in ("post", "put", "patch", "delete"):
        assert getattr(client, method)(stream_url(song)).status_code == 405


def test_a_client_that_accepts_only_audio_is_served(client: Client, song: MediaFile) -> None:
    assert client.head(stream_url(song), headers={"Accept": "audio/wav"}).status_code == 200


def test_a_missing_file_is_404_and_names_nothing(client: Client, library: Library) -> None:
    file = track_make(library, "secret-folder/secret.wav")
    response = client.get(stream_url(file))
    assert response.status_code == 404
    assert b"secret" not in response.content


def test_nothing_outside_the_library_is_sent(client: Client, tmp_path: Path, db: None) -> None:
    root = tmp_path / "library"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "outside.wav").write_bytes(b"outside")
    (tmp_path / "library-next").mkdir()
    (tmp_path / "library-next" / "x.wav").write_bytes(b"outside")
    (root / "link.wav").symlink_to(tmp_path / "outside.wav")
    (root / "out").symlink_to(tmp_path)
    (root / "loop.wav").symlink_to(root / "loop.wav")
    (root / "inside.wav").write_bytes(b"inside")
    (root / "good.wav").symlink_to(root / "inside.wav")
    os.mkfifo(root / "pipe.wav")
    library = library_make(root)
    for path in ("../outside.wav", "sub/../../outside.wav", str(tmp_path / "outside.wav"), "link.wav",
                 "out/outside.wav", "../library-next/x.wav", "loop.wav", "pipe.wav",
                 "sub", ".", "", "nul\0.wav"):  # fmt: skip
        try:
            file = track_make(library, path)
        except ValueError:  # a database that takes no NUL
            continue
        assert client.get(stream_url(file)).status_code == 404, path
    assert body_of(client.get(stream_url(track_make(library, "good.wav")))) == b"inside"
