"""Promises of files that are given away: the sound unchanged, tags and art and whom to ask inside of each."""

import io
import zlib
from pathlib import Path

import av
import mutagen
import numpy as np
import pytest
from mutagen.flac import FLAC
from pytest_django import Settings

from catalog.models import Library
from common.errors import Invalid
from streaming.downloads.formats import Keep
from streaming.downloads.labels import Labels
from streaming.downloads.make import download_made
from streaming.models import MediaFile
from streaming.tests.music import picture, sound
from streaming.tests.sound import track_make

LABELS = Labels(
    title="Nordlys – 空",
    artists=["Anna Ås", "Bø"],
    artist_line="Anna Ås & Bø",
    album="Kyst",
    album_artist="Anna Ås",
    date="2026-11-21",
    track=3,
    disc=1,
    genres=["Ambient"],
    moods=["calm", "wide"],
    bpm=92.5,
    key="F#m",
    isrc="NOX001234567",
    label="Fjell",
    roles={"composer": ["Anna Ås"], "producer": ["Bø"], "lyricist": ["Cato"]},
    lyrics="one\ntwo",
    contact="Fjell Music · anna@fjell.example",
    website="https://fjell.example",
)
SOURCES = ["mp3", "flac", "ogg", "opus", "m4a", "alac", "wav", "aiff", "wv"]
CODECS = {"m4a": "aac", "alac": "alac", "ogg": "vorbis"}


@pytest.fixture(autouse=True)
def own_cache(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    settings.DATA_DIR = tmp_path_factory.mktemp("data")


def source(library: Library, kind: str) -> MediaFile:
    name = {"alac": "alac.m4a"}.get(kind, f"song.{kind}")
    return track_make(library, name, sound(kind), duration_ms=400)


def samples(data: bytes) -> np.ndarray:
    """What a decoder gives, as floats of one scale, channels one after the other."""
    with av.open(io.BytesIO(data), "r") as container:
        resampler = av.AudioResampler("fltp", "stereo")
        frames = [
            piece
            for frame in container.decode(container.streams.audio[0])
            for piece in resampler.resample(frame)
        ]
        return np.concatenate([frame.to_ndarray() for frame in frames], axis=1)


def told(path: Path) -> str:
    """All that a program finds in the file's tags, as text."""
    file = mutagen.File(path)
    pictures = getattr(file, "pictures", [])
    return " ".join(
        each.pprint() if hasattr(each, "pprint") else repr(each)
        for each in [*file.tags.items(), *(picture.data for picture in pictures)]
    )


@pytest.mark.parametrize("kind", SOURCES)
@pytest.mark.parametrize("keep", list(Keep))
def test_any_file_in_any_format(library: Library, kind: str, keep: Keep) -> None:
    file = source(library, kind)
    original = sound(kind)
    with download_made(file, keep=keep, labels=LABELS, cover=picture()) as made:
        data = made.path.read_bytes()
        assert (made.size, made.crc32) == (len(data), zlib.crc32(data))
        said = told(made.path)
    for word in ("Nordlys – 空", "Anna Ås", "Kyst", "NOX001234567", "Fjell Music", "F#m"):
        assert word in said or word in data.decode(errors="ignore"), f"{word} is not told"
    assert picture() in data or keep is Keep.ORIGINAL and kind in {"ogg", "opus"}, "no art"
    before, after = samples(original), samples(data)
    if keep is Keep.MP3:
        assert after.size, "nothing can be heard"
        return
    length = before.shape[1] if keep is Keep.ORIGINAL else file.samples
    assert after.shape[1] == length, "samples were lost or added"
    assert np.abs(after - before[:, :length]).max() < 2 / 32768, "the sound has changed"


def test_an_mp3_tells_its_length_and_delay(library: Library) -> None:
    """Gapless programs cut by the header that LAME invented."""
    with download_made(source(library, "wav"), keep=Keep.MP3, labels=LABELS, cover=None) as made:
        file = mutagen.File(made.path)
        assert round(file.info.bitrate, -3) == 320_000
        data = made.path.read_bytes()
        assert b"Info" in data
        assert samples(data).shape[1] == samples(sound("wav")).shape[1]


def test_a_flac_tells_its_length_and_checksum(library: Library) -> None:
    with download_made(source(library, "wav"), keep=Keep.FLAC, labels=LABELS, cover=None) as made:
        info = FLAC(made.path).info
        assert info.total_samples == samples(sound("wav")).shape[1]
        assert info.md5_signature


def test_what_a_file_said_before_is_gone(library: Library, tmp_path: Path) -> None:
    """Notes of a studio are not for whoever is sent the song."""
    path = tmp_path / "noted.mp3"
    path.write_bytes(sound("mp3"))
    file = mutagen.File(path)
    if file.tags is None:
        file.add_tags()
    file.tags.add(mutagen.id3.COMM(encoding=3, lang="eng", desc="", text=["ask Eve for less"]))
    file.save(v1=2)
    noted = track_make(library, "noted.mp3", path.read_bytes(), duration_ms=400)
    with download_made(noted, keep=Keep.ORIGINAL, labels=LABELS, cover=None) as made:
        assert b"ask Eve" not in made.path.read_bytes()


def test_what_is_no_sound_is_refused_in_words(library: Library) -> None:
    file = track_make(library, "script.mp3", b"#!/bin/sh\necho no\n" * 99, duration_ms=400)
    making = download_made(file, keep=Keep.WAV, labels=LABELS, cover=None)
    with pytest.raises(Invalid, match="can't be read as sound"), making:
        raise AssertionError("it was written")


def test_nothing_is_left_behind(library: Library, settings: Settings) -> None:
    with download_made(source(library, "wav"), keep=Keep.WAV, labels=LABELS, cover=None) as made:
        assert made.path.exists()
    assert not list(Path(settings.DATA_DIR, "renditions", "downloads").iterdir())
