"""Files that lie: each is refused in words, the worker lives, and nothing is left behind."""

import io
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import av
import mutagen.id3 as id3
import numpy as np
import pytest

from catalog.models import Track
from pictures.models import Artwork
from streaming.delivery.spawn import nursery
from streaming.models import MediaFile
from streaming.tests.music import picture, song, sound
from streaming.tests.uploading import Uploader, artist, kept_in, music_kept, place, uploader

__all__ = ["artist", "place", "uploader"]
pytestmark = pytest.mark.django_db


def zipped(data: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.txt", data)
    return held.getvalue()


def long_silence(hours: int) -> bytes:
    """FLAC of digital silence: ten hours in five megabytes."""
    held = io.BytesIO()
    with av.open(held, "w", format="flac") as container:
        stream: Any = container.add_stream("flac", rate=2000)
        stream.layout = "mono"
        block = np.zeros((1, 2000 * 600), np.int16)
        for number in range(hours * 6):
            frame = av.AudioFrame.from_ndarray(block, format="s16", layout="mono")
            frame.sample_rate, frame.pts = 2000, number * block.shape[1]
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return held.getvalue()


def lying_silence(hours: int) -> bytes:
    """The same, with a header that says half a second."""
    data = bytearray(long_silence(hours))
    # STREAMINFO's 36 bits of total samples (RFC 9639, 8.2) end 18 bytes after its start at 8.
    data[21] &= 0xF0
    data[22:26] = struct.pack(">I", 4000)
    return bytes(data)


MP3 = sound("mp3")
LIES: dict[str, tuple[str, bytes]] = {
    "a script": ("run.mp3", b"#!/bin/sh\nrm -rf /\n" * 50),
    "a page with music behind it": ("page.mp3", b"<script>alert(1)</script>" + MP3 * 3),
    "music with a ZIP behind it": ("jar.mp3", MP3 * 3 + zipped(b"x" * 1000)),
    "a ZIP": ("bomb.flac", zipped(bytes(10_000_000))),
    "an HLS playlist": (
        "list.mp3",
        b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n",
    ),
    "a concat script": ("concat.mp3", b"ffconcat version 1.0\nfile '/etc/passwd'\n" * 20),
    "an SDP": ("sdp.m4a", b"v=0\no=- 0 0 IN IP4 127.0.0.1\nm=audio 5004 RTP/AVP 0\n" * 9),
    "a subtitle that names a file": ("sub.wav", b"[Script Info]\nAudio File: /etc/passwd\n" * 20),
    "noise": ("noise.flac", bytes(np.random.default_rng(7).integers(0, 256, 50_000, np.uint8))),
    "a FLAC header and nothing": ("head.flac", sound("flac")[:60]),
    "only zeros": ("zero.wav", bytes(100_000)),
    "a WAV of no sound": ("empty.wav", sound("wav")[:44]),
    "a movie box without end": ("box.m4a", struct.pack(">I4sII", 16, b"ftyp", 0, 0) * 2000),
}


@pytest.mark.parametrize("lie", LIES)
def test_a_file_that_lies_is_refused_in_words(lie: str, place: str, uploader: Uploader) -> None:
    name, data = LIES[lie]
    check_refused(uploader, uploader.uploaded(data, name))


def check_refused(uploader: Uploader, told: dict[str, Any]) -> None:
    assert told["state"] == "refused", told
    assert told["reason"][0].isupper()
    assert told["reason"].endswith(".")
    assert "/" not in told["reason"], "no path of the machine"
    assert told["advice"]
    assert Track.objects.count() == 0 == MediaFile.objects.count()
    assert kept_in("uploads") == [] == music_kept()
    good = uploader.uploaded(sound("wav"), "good.wav")
    assert good["state"] == "ready", "the worker lives"


@pytest.mark.parametrize("silence", [long_silence, lying_silence])
def test_ten_hours_in_a_few_megabytes_are_refused(silence: Any, uploader: Uploader) -> None:
    data = silence(10)
    assert len(data) < 6_000_000
    told = uploader.uploaded(data, "long.flac")
    check_refused(uploader, told)
    assert "hours" in told["reason"] or "decoded" in told["reason"]


def bomb_png(side: int) -> bytes:
    """A PNG that says it has side × side pixels: 2.7 GB for whoever believes it. Only some rows are there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(bytes(1 + side * 3)) for _ in range(100)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def with_cover(folder: Path, data: bytes, mime: str) -> bytes:
    path = song(folder / "x.mp3", title="Tide", artist="Ana", album="Shore")
    tags = id3.ID3(path)
    tags.add(id3.APIC(mime=mime, type=3, data=data))
    tags.save(path)
    return path.read_bytes()


def test_a_cover_of_nine_hundred_million_pixels_is_left_out(
    uploader: Uploader, tmp_path: Path
) -> None:
    told = uploader.uploaded(with_cover(tmp_path, bomb_png(30_000), "image/png"), "a.mp3")
    assert told["state"] == "ready", "the music is music"
    (artwork,) = Artwork.objects.all()
    assert artwork.state == Artwork.State.REFUSED
    assert "too many pixels" in artwork.reason
    page = uploader.client.get(told["album"]["url"])
    assert b"generated.svg" in page.content


def test_an_svg_is_no_cover(uploader: Uploader, tmp_path: Path) -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    told = uploader.uploaded(with_cover(tmp_path, svg, "image/svg+xml"), "a.mp3")
    assert told["state"] == "ready"
    assert Artwork.objects.count() == 0


def test_a_tag_of_two_gigabytes_is_only_said_to_be(uploader: Uploader) -> None:
    size = bytes([0x7F] * 4)  # 268,435,455, the most that ID3v2 can say
    check_refused(uploader, uploader.uploaded(b"ID3\x04\0\0" + size + MP3 * 3, "tag.mp3"))


def test_a_large_tag_does_not_hold_the_worker_up(uploader: Uploader, tmp_path: Path) -> None:
    path = song(tmp_path / "x.mp3", title="Tide", artist="Ana", album="Shore")
    tags = id3.ID3(path)
    tags.add(id3.COMM(lang="eng", desc="", text="x" * 30_000_000))
    tags.save(path)
    told = uploader.uploaded(path.read_bytes(), "a.mp3")
    assert told["state"] == "ready"
    assert len(MediaFile.objects.get().tags.get("comment", [""])[0]) < 100_000


@pytest.mark.parametrize(
    "path",
    [
        "../song.mp3", "a/../../song.mp3", "/etc/song.mp3", "a//song.mp3", "..\\song.mp3", "./song.mp3",
        "song\x01.mp3", "song\u202e3pm.exe.mp3", "\u2066song.mp3", ".hidden/song.mp3", ".mp3", "a/ /b.mp3",
        "song.exe", "song", "x" * 1000 + ".mp3", "/".join("abcdefghijklmnop") + ".mp3", "a/\ufeffsong.mp3",
    ],
)  # fmt: skip
def test_names_that_lead_astray_are_refused_before_anything_is_sent(
    path: str, uploader: Uploader
) -> None:
    answer = uploader.post("", path=path, size=1000)
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["pointer"] == "/path"


@pytest.mark.parametrize("escape", ["u0000", "ud800"])
def test_text_that_is_none_is_refused(escape: str, uploader: Uploader) -> None:
    body = f'{{"path": "song\\{escape}.mp3", "size": 1}}'
    answer = uploader.client.post("/api/v1/uploads/", body, "application/json")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/path"


@pytest.mark.parametrize(
    "name", ["Übung – 音楽.mp3", "a b (live) [2020].MP3", "CON.mp3", "ends. .mp3"]
)
def test_names_that_only_look_odd_are_kept(name: str, uploader: Uploader) -> None:
    told = uploader.uploaded(MP3, f"Årgang/{name}")
    assert told["state"] == "ready", told["reason"]


def test_a_picture_called_music_is_no_music(uploader: Uploader) -> None:
    check_refused(uploader, uploader.uploaded(picture("red", 400), "cover.mp3"))


@pytest.fixture(autouse=True)
def _nobody_is_left() -> None:
    """Children that decode are forked by one process: it must not have died of any of this."""
    nursery.start()
