"""Files of music for tests of the import: a third of a second of sound in each format, tagged by mutagen."""

import io
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import av
import mutagen.id3 as id3
import numpy as np
from mutagen.aiff import AIFF
from mutagen.flac import FLAC, Picture
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack
from PIL import Image

ENCODERS: dict[str, tuple[str, str | None, int]] = {
    "mp3": ("libmp3lame", None, 44_100),
    "flac": ("flac", None, 44_100),
    "ogg": ("vorbis", None, 44_100),
    "opus": ("libopus", "ogg", 48_000),
    "m4a": ("aac", "ipod", 44_100),
    "alac": ("alac", "ipod", 44_100),
    "wav": ("pcm_s16le", None, 44_100),
    "aiff": ("pcm_s16be", None, 44_100),
    "wv": ("wavpack", None, 44_100),
}
SECONDS = 0.4


@cache
def sound(kind: str, hertz: int = 440, seconds: float = SECONDS) -> bytes:
    """A file of a sine without tags; another pitch is another recording."""
    codec, form, rate = ENCODERS[kind]
    held = io.BytesIO()
    with av.open(held, "w", format=form or ("adts" if kind == "aac" else kind)) as container:
        options = {"strict": "-2"} if codec == "vorbis" else {}
        stream: Any = container.add_stream(codec, rate=rate, options=options)
        stream.layout = "stereo"
        time = np.arange(int(rate * seconds)) / rate
        wave = (np.sin(2 * np.pi * hertz * time) * 9000).astype(np.int16)
        frame = av.AudioFrame.from_ndarray(
            np.stack([wave, wave], 1).reshape(1, -1), format="s16", layout="stereo"
        )
        frame.sample_rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        context = stream.codec_context
        resampler = av.AudioResampler(
            format=context.format, layout="stereo", rate=rate, frame_size=context.frame_size or 0
        )
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return held.getvalue()


@cache
def picture(colour: str = "red", size: int = 8) -> bytes:
    """A small JPEG."""
    held = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(held, "JPEG")
    return held.getvalue()


def suffix(kind: str) -> str:
    return "m4a" if kind == "alac" else kind


def song(path: Path, kind: str = "", *, hertz: int = 440, cover: bytes = b"", **tags: Any) -> Path:
    """Write a file with tags by Vorbis names (`title`, `artist`, `albumartist`, `tracknumber` …)."""
    kind = kind or path.suffix[1:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sound(kind, hertz))
    retag(path, kind, cover=cover, **tags)
    return path


def retag(path: Path, kind: str = "", *, cover: bytes = b"", **tags: Any) -> None:
    """Put these tags in place of those that are there."""
    kind = kind or path.suffix[1:]
    values = {k: v if isinstance(v, list) else [v] for k, v in tags.items()}
    if not values and not cover:
        return
    if kind == "mp3":
        _id3(values, cover).save(path)
    elif kind in ("wav", "aiff"):
        file: Any = (WAVE if kind == "wav" else AIFF)(path)
        file.tags = None
        file.add_tags()
        for frame in _id3(values, cover).values():
            file.tags.add(frame)
        file.save()
    elif kind in ("m4a", "alac"):
        _mp4(path, values, cover)
    else:
        opened: dict[str, Any] = {"flac": FLAC, "ogg": OggVorbis, "opus": OggOpus, "wv": WavPack}
        file = opened[kind](path)
        if file.tags is None:
            file.add_tags()
        file.tags.clear()
        for name, value in values.items():
            file[name] = value
        if cover and kind == "flac":
            front = Picture()
            front.type, front.mime, front.data = 3, "image/jpeg", cover
            file.clear_pictures()
            file.add_picture(front)
        file.save()


FRAMES = {
    "title": "TIT2", "artist": "TPE1", "albumartist": "TPE2", "album": "TALB", "tracknumber": "TRCK",
    "discnumber": "TPOS", "date": "TDRC", "genre": "TCON", "composer": "TCOM", "isrc": "TSRC", "bpm": "TBPM",
    "originaldate": "TDOR", "compilation": "TCMP", "label": "TPUB", "conductor": "TPE3", "movement": "MVNM",
    "movementnumber": "MVIN", "discsubtitle": "TSST", "language": "TLAN", "initialkey": "TKEY", "mood": "TMOO",
}  # fmt: skip


def _id3(values: dict[str, list[str]], cover: bytes = b"") -> id3.ID3:
    tag = id3.ID3()
    for name, value in values.items():
        if name in FRAMES:
            tag.add(getattr(id3, FRAMES[name])(encoding=3, text=value))
        elif name == "lyrics":
            tag.add(id3.USLT(encoding=3, lang="eng", desc="", text=value[0]))
        else:
            tag.add(id3.TXXX(encoding=3, desc=name, text=value))
    if cover:
        tag.add(id3.APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=cover))
    return tag


ATOMS = {
    "title": "\xa9nam", "artist": "\xa9ART", "albumartist": "aART", "album": "\xa9alb", "date": "\xa9day",
    "genre": "\xa9gen", "composer": "\xa9wrt", "lyrics": "\xa9lyr",
}  # fmt: skip


def _mp4(path: Path, values: dict[str, list[str]], cover: bytes) -> None:
    file: Any = MP4(path)
    if file.tags is None:
        file.add_tags()
    file.tags.clear()
    for name, value in values.items():
        if name in ATOMS:
            file[ATOMS[name]] = value
        elif name in ("tracknumber", "discnumber"):
            number, _, total = value[0].partition("/")
            file["trkn" if name == "tracknumber" else "disk"] = [(int(number), int(total or 0))]
        elif name == "bpm":
            file["tmpo"] = [int(value[0])]
        elif name == "compilation":
            file["cpil"] = value[0] == "1"
        else:
            file[f"----:com.apple.iTunes:{name}"] = [one.encode() for one in value]
    if cover:
        file["covr"] = [cover]
    file.save()
