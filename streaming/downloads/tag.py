"""Tags as music software reads them: ID3v2.4, Vorbis comments, MP4 atoms, APEv2. Whatever a file said before goes.

The names are those of MusicBrainz Picard (https://picard-docs.musicbrainz.org/en/appendices/tag_mapping.html); who to
ask stands under `CONTACT` (a Vorbis comment of the standard) and in the comment, which every program shows.
"""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mutagen import apev2, id3
from mutagen.aiff import AIFF
from mutagen.flac import FLAC, Picture
from mutagen.mp3 import MP3
from mutagen.mp4 import MP4, MP4Cover, MP4FreeForm
from mutagen.oggflac import OggFLAC
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE
from mutagen.wavpack import WavPack

from streaming.downloads.labels import Labels

_ID3 = {
    "TITLE": "TIT2", "ARTISTS": "TPE1", "ALBUM": "TALB", "ALBUMARTIST": "TPE2", "DATE": "TDRC", "TRACKNUMBER": "TRCK",
    "DISCNUMBER": "TPOS", "GENRE": "TCON", "MOOD": "TMOO", "BPM": "TBPM", "KEY": "TKEY", "ISRC": "TSRC",
    "LANGUAGE": "TLAN", "LABEL": "TPUB", "COMPOSER": "TCOM", "LYRICIST": "TEXT", "CONDUCTOR": "TPE3", "REMIXER": "TPE4",
}  # fmt: skip
"""The frame of text for each Vorbis comment (ID3v2.4, 4.2)."""
_ID3_PEOPLE = {"arranger": "arranger", "producer": "producer", "mixer": "mix", "engineer": "engineer"}  # fmt: skip
"""Roles of the list of involved people (ID3v2.4, TIPL)."""


def write_tags(path: Path, container: str, codec: str, labels: Labels, cover: bytes | None) -> None:
    """Write the labels and the cover (a JPEG) into the file; a bare AAC stream has no place for any."""
    match container:
        case "mp3" | "wav" | "aiff":
            _id3(path, container, labels, cover)
        case "flac":
            _flac(path, labels, cover)
        case "ogg":
            _ogg(path, codec, labels, cover)
        case "mp4":
            _mp4(path, labels, cover)
        case "wavpack" | "wv":
            _ape(path, labels, cover)


def comment_of(labels: Labels) -> str:
    return "\n".join(each for each in (labels.contact, labels.website) if each)


def _id3(path: Path, container: str, labels: Labels, cover: bytes | None) -> None:
    kinds: dict[str, Callable[[Path], Any]] = {"mp3": MP3, "wav": WAVE, "aiff": AIFF}
    if container == "mp3":
        id3.delete(path)
        apev2.delete(path)
    file = kinds[container](path)
    if file.tags is None:
        file.add_tags()
    tags = file.tags
    tags.clear()
    for name, values in _comments(labels).items():
        if frame := _ID3.get(name):
            tags.add(getattr(id3, frame)(encoding=3, text=values))
    people = [
        [said, name] for role, said in _ID3_PEOPLE.items() for name in labels.roles.get(role, [])
    ]
    if people:
        tags.add(id3.TIPL(encoding=3, people=people))
    for name, value in {"CONTACT": labels.contact, "ARTISTS": labels.artist_line}.items():
        if value:
            tags.add(id3.TXXX(encoding=3, desc=name, text=[value]))
    if labels.website:
        tags.add(id3.WXXX(encoding=3, desc="", url=labels.website))
    if comment := comment_of(labels):
        tags.add(id3.COMM(encoding=3, lang="XXX", desc="", text=[comment]))
    if labels.lyrics:
        tags.add(id3.USLT(encoding=3, lang="XXX", desc="", text=labels.lyrics))
    if cover:
        tags.add(id3.APIC(encoding=3, mime="image/jpeg", type=3, desc="", data=cover))
    file.save(v2_version=4) if container != "mp3" else file.save(v1=0, v2_version=4)


def _comments(labels: Labels) -> dict[str, list[str]]:
    fields = {
        "TITLE": [labels.title],
        "ARTIST": [labels.artist_line],
        "ARTISTS": labels.artists,
        "ALBUM": [labels.album],
        "ALBUMARTIST": [labels.album_artist],
        "DATE": [labels.date],
        "TRACKNUMBER": [str(labels.track or "")],
        "DISCNUMBER": [str(labels.disc or "")],
        "GENRE": labels.genres,
        "MOOD": labels.moods,
        "BPM": [str(round(labels.bpm) or "")],
        "KEY": [labels.key],
        "ISRC": [labels.isrc],
        "LANGUAGE": [labels.language],
        "LABEL": [labels.label],
        "CONTACT": [labels.contact],
        "WEBSITE": [labels.website],
        "COMMENT": [comment_of(labels)],
        "LYRICS": [labels.lyrics],
        **{role.upper(): names for role, names in labels.roles.items()},
    }
    return {name: values for name, values in fields.items() if any(values)}


def _picture(cover: bytes) -> Picture:
    picture = Picture()
    picture.type, picture.mime, picture.data = 3, "image/jpeg", cover
    return picture


def _flac(path: Path, labels: Labels, cover: bytes | None) -> None:
    file = FLAC(path)
    file.delete()
    file.clear_pictures()
    file.update(_comments(labels))
    if cover:
        file.add_picture(_picture(cover))
    file.save(deleteid3=True)


def _ogg(path: Path, codec: str, labels: Labels, cover: bytes | None) -> None:
    file = {"opus": OggOpus, "flac": OggFLAC}.get(codec, OggVorbis)(path)
    file.clear()
    file.update(_comments(labels))
    if cover:
        file["METADATA_BLOCK_PICTURE"] = [base64.b64encode(_picture(cover).write()).decode()]
    file.save()


def _mp4(path: Path, labels: Labels, cover: bytes | None) -> None:
    file = MP4(path)
    file.clear()
    for name, value in {
        "\xa9nam": labels.title,
        "\xa9ART": labels.artist_line,
        "aART": labels.album_artist,
        "\xa9alb": labels.album,
        "\xa9day": labels.date,
        "\xa9gen": ", ".join(labels.genres),
        "\xa9wrt": ", ".join(labels.roles.get("composer", [])),
        "\xa9cmt": comment_of(labels),
        "\xa9lyr": labels.lyrics,
    }.items():
        if value:
            file[name] = [value]
    if labels.track:
        file["trkn"] = [(labels.track, 0)]
    if labels.disc:
        file["disk"] = [(labels.disc, 0)]
    if labels.bpm:
        file["tmpo"] = [round(labels.bpm)]
    for name, values in {
        "ARTISTS": labels.artists,
        "MOOD": labels.moods,
        "initialkey": [labels.key],
        "ISRC": [labels.isrc],
        "LABEL": [labels.label],
        "CONTACT": [labels.contact],
        **{role.upper(): names for role, names in labels.roles.items()},
    }.items():
        if any(values):
            file[f"----:com.apple.iTunes:{name}"] = [MP4FreeForm(each.encode()) for each in values]
    if cover:
        file["covr"] = [MP4Cover(cover, imageformat=MP4Cover.FORMAT_JPEG)]
    file.save()


def _ape(path: Path, labels: Labels, cover: bytes | None) -> None:
    file = WavPack(path)
    if file.tags is None:
        file.add_tags()
    file.tags.clear()
    for name, values in _comments(labels).items():
        file.tags[{"TRACKNUMBER": "Track", "DATE": "Year"}.get(name, name.title())] = values
    if cover:
        file.tags["Cover Art (Front)"] = apev2.APEValue(b"cover.jpg\0" + cover, apev2.BINARY)
    file.save()
