"""Tags as music software writes them: ID3v2, Vorbis comments, MP4 atoms."""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from pathlib import Path

from mutagen import id3
from mutagen.aiff import AIFF
from mutagen.flac import FLAC, Picture
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from .canvas import EMBEDDED
from .catalogue import COMMENT, LABEL
from .master import Pcm, loudness
from .plan import Album, Track

REFERENCE = -18.0
"""LUFS to which ReplayGain 2.0 brings a track."""


def replay_gain(tracks: list[Pcm]) -> list[dict[str, str]]:
    """ReplayGain 2.0 tags of an album's tracks: their own, and the album's."""
    levels = [loudness(pcm.astype("float32") / 32_768, every=2) for pcm in tracks]
    peaks = [float(abs(pcm.astype("int32")).max()) / 32_768 for pcm in tracks]
    lengths = [pcm.shape[1] for pcm in tracks]
    power = sum(10 ** (v / 10) * n for v, n in zip(levels, lengths, strict=True)) / sum(lengths)
    album = {
        "replaygain_album_gain": f"{REFERENCE - 10 * math.log10(power):.2f} dB",
        "replaygain_album_peak": f"{max(peaks):.6f}",
    }
    return [
        {
            "replaygain_track_gain": f"{REFERENCE - level:.2f} dB",
            "replaygain_track_peak": f"{peak:.6f}",
            **album,
        }
        for level, peak in zip(levels, peaks, strict=True)
    ]


def write_tags(
    path: Path, album: Album, track: Track, *, cover: bytes | None, gain: dict[str, str]
) -> None:
    """Tag ``path``, whose format is the track's whatever its name; ``cover`` is a JPEG to embed."""
    kind = track.form.split()[0]
    WRITERS[kind](path, album, track, cover, gain)


type Writer = Callable[[Path, Album, Track, bytes | None, dict[str, str]], None]


def _id3(
    tags: id3.ID3, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]
) -> None:
    def text(name: str, *values: str) -> None:
        if any(values):
            tags.add(getattr(id3, name)(encoding=3, text=list(values)))

    def own(name: str, *values: str) -> None:
        if any(values):
            tags.add(id3.TXXX(encoding=3, desc=name, text=list(values)))

    text("TIT2", track.title)
    text("TPE1", *track.artists)
    text("TPE2", album.artist)
    text("TALB", album.title)
    text("TDRC", album.date)
    text("TRCK", f"{track.number}/{album.track_counts[track.disc]}")
    text("TPOS", f"{track.disc}/{len(album.track_counts)}")
    text("TCON", *track.genres)
    text("TMOO", track.mood)
    text("TBPM", str(track.bpm or ""))
    text("TKEY", track.key)
    text("TSRC", track.isrc)
    text("TCOM", track.composer)
    text("TPE4", track.remixer)
    text("TPUB", LABEL)
    text("TCMP", "1" if album.compilation else "")
    own("CATALOGNUMBER", album.catalogue_number)
    own("RELEASETYPE", album.kind)
    own("ARTISTS", *track.artists)
    for name, value in gain.items():
        own(name, value)
    tags.add(id3.COMM(encoding=3, lang="eng", desc="", text=[COMMENT]))
    if track.lyrics:
        tags.add(id3.USLT(encoding=3, lang="eng", desc="", text=track.lyrics))
    if cover:
        tags.add(id3.APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=cover))


def _mp3(path: Path, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]) -> None:
    file = MP3(path)
    if file.tags is None:
        file.add_tags()
    _id3(file.tags, album, track, cover, gain)
    # Both versions of ID3v2 are about; 2.3 knows no mood, and its slash between several values (AC/DC) is not used.
    old = track.form == "mp3 128"
    if old:
        file.tags.update_to_v23()
    file.save(v1=0, v2_version=3 if old else 4, v23_sep=None)


def _wav(path: Path, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]) -> None:
    file = WAVE(path)
    file.add_tags()
    _id3(file.tags, album, track, cover, gain)
    file.save()


def _aiff(
    path: Path, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]
) -> None:
    file = AIFF(path)
    file.add_tags()
    _id3(file.tags, album, track, cover, gain)
    file.save()


def _vorbis_comments(album: Album, track: Track, gain: dict[str, str]) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {
        "TITLE": [track.title],
        "ARTIST": list(track.artists),
        "ALBUMARTIST": [album.artist],
        "ALBUM": [album.title],
        "DATE": [album.date],
        "TRACKNUMBER": [str(track.number)],
        "TRACKTOTAL": [str(album.track_counts[track.disc])],
        "DISCNUMBER": [str(track.disc)],
        "DISCTOTAL": [str(len(album.track_counts))],
        "GENRE": list(track.genres),
        "MOOD": [track.mood],
        "BPM": [str(track.bpm or "")],
        "KEY": [track.key],
        "ISRC": [track.isrc],
        "COMPOSER": [track.composer],
        "REMIXER": [track.remixer],
        "LABEL": [LABEL],
        "CATALOGNUMBER": [album.catalogue_number],
        "RELEASETYPE": [album.kind],
        "COMPILATION": ["1" if album.compilation else ""],
        "LYRICS": [track.lyrics],
        "COMMENT": [COMMENT],
    }
    fields |= {name.upper(): [value] for name, value in gain.items()}
    return {name: values for name, values in fields.items() if any(values)}


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", cover
    picture.width = picture.height = EMBEDDED
    picture.depth = 24
    return picture


def _flac(
    path: Path, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]
) -> None:
    file = FLAC(path)
    file.clear()
    file.update(_vorbis_comments(album, track, gain))
    if cover:
        file.add_picture(_picture(cover))
    file.save()


def _ogg(path: Path, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]) -> None:
    file = (OggOpus if track.form == "opus" else OggVorbis)(path)
    file.clear()
    file.update(_vorbis_comments(album, track, gain))
    if cover:
        encoded = base64.b64encode(_picture(cover).write()).decode("ascii")
        file["METADATA_BLOCK_PICTURE"] = [encoded]
    file.save()


def _mp4(path: Path, album: Album, track: Track, cover: bytes | None, gain: dict[str, str]) -> None:
    file = MP4(path)
    file.clear()
    file["\xa9nam"] = [track.title]
    file["\xa9ART"] = list(track.artists)
    file["aART"] = [album.artist]
    file["\xa9alb"] = [album.title]
    file["\xa9day"] = [album.date]
    file["\xa9gen"] = list(track.genres)
    file["\xa9cmt"] = [COMMENT]
    file["trkn"] = [(track.number, album.track_counts[track.disc])]
    file["disk"] = [(track.disc, len(album.track_counts))]
    file["cpil"] = album.compilation
    if track.bpm:
        file["tmpo"] = [track.bpm]
    if track.composer:
        file["\xa9wrt"] = [track.composer]
    if track.work:
        file["\xa9wrk"] = [track.work]
    if track.movement:
        file["\xa9mvn"] = [track.movement]
        file["\xa9mvi"] = [track.movement_number]
        file["\xa9mvc"] = [track.movement_total]
        file["shwm"] = [1]
    if track.lyrics:
        file["\xa9lyr"] = [track.lyrics]
    free = {
        "ARTISTS": list(track.artists),
        "MOOD": [track.mood],
        "initialkey": [track.key],
        "ISRC": [track.isrc],
        "LABEL": [LABEL],
        "CATALOGNUMBER": [album.catalogue_number],
        "RELEASETYPE": [album.kind],
        **{name: [value] for name, value in gain.items()},
    }
    for name, values in free.items():
        if any(values):
            file[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(v.encode()) for v in values]
    if cover:
        file["covr"] = [MP4Cover(cover, imageformat=MP4Cover.FORMAT_JPEG)]
    file.save()


WRITERS: dict[str, Writer] = {
    "flac": _flac,
    "mp3": _mp3,
    "ogg": _ogg,
    "opus": _ogg,
    "m4a": _mp4,
    "wav": _wav,
    "aiff": _aiff,
}
