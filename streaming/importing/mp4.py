"""MP4 files (ISO/IEC 14496-12) with AAC, ALAC, FLAC, Opus or MP3, and the tags that iTunes made usual."""

from collections.abc import Iterator

from streaming.importing.errors import Refused
from streaming.importing.id3 import genre_name
from streaming.importing.pictures import MOST_BYTES, offer
from streaming.importing.rawtags import RawTags
from streaming.importing.sound import Sound, hash_of_region
from streaming.importing.source import MOST, Source
from streaming.importing.text import decode

ITEMS = {
    b"\xa9nam": "title", b"\xa9ART": "artist", b"aART": "albumartist", b"\xa9alb": "album",
    b"\xa9day": "date", b"\xa9gen": "genre", b"\xa9wrt": "composer", b"\xa9cmt": "comment",
    b"\xa9lyr": "lyrics", b"\xa9grp": "grouping", b"\xa9wrk": "work", b"\xa9mvn": "movement",
    b"\xa9mvi": "movementnumber", b"\xa9mvc": "movementtotal", b"tmpo": "bpm", b"cpil": "compilation",
    b"rtng": "advisory", b"soar": "artistsort", b"soaa": "albumartistsort", b"soal": "albumsort",
    b"sonm": "titlesort", b"soco": "composersort", b"cprt": "copyright", b"\xa9too": "encodersettings",
    b"\xa9con": "conductor", b"\xa9pub": "label", b"desc": "comment",
}  # fmt: skip
CODECS = {b"mp4a": "aac", b"alac": "alac", b"fLaC": "flac", b"Opus": "opus", b".mp3": "mp3"}
LARGEST_MOOV = MOST


def read(source: Source, tags: RawTags) -> Sound:
    """Read an MP4 file's sound and tags."""
    moov: bytes | None = None
    media: tuple[int, int] | None = None
    at = 0
    while at + 8 <= source.size:
        kind, body, end = _box(source.at(at, 16), at, source.size)
        if end > source.size:
            raise Refused("cut off")
        if kind == b"moov":
            if end - body > LARGEST_MOOV:
                raise Refused("its header is larger than any header can be")
            moov = source.at(body, end - body)
        elif kind == b"mdat" and (media is None or end - body > media[1]):
            media = (body, end - body)
        at = end
    if moov is None:
        raise Refused("cut off: its index is missing")
    if media is None or not media[1]:
        raise Refused("it holds no sound")
    sound = _sound(moov)
    _tags(moov, tags)
    if sound.duration_ms:
        sound.bitrate = media[1] * 8000 // sound.duration_ms
    sound.audio_hash = hash_of_region(source, "mp4", *media)
    return sound


def _box(header: bytes, at: int, limit: int) -> tuple[bytes, int, int]:
    """(type, where its body begins, where it ends)."""
    size, kind, body = int.from_bytes(header[:4]), header[4:8], at + 8
    if size == 1:
        size, body = int.from_bytes(header[8:16]), at + 16
    elif size == 0:
        size = limit - at
    if size < body - at:
        raise Refused("a length in it cannot be true")
    return kind, body, at + size


def _boxes(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= end:
        kind, body, after = _box(data[at : at + 16], at, end)
        if after > end:
            return
        yield kind, body, after
        at = after


def _find(data: bytes, path: tuple[bytes, ...], at: int, end: int) -> tuple[int, int] | None:
    """The body of the first box at this path of types."""
    for kind, body, after in _boxes(data, at, end):
        if kind == path[0]:
            return (body, after) if len(path) == 1 else _find(data, path[1:], body, after)
    return None


def _sound(moov: bytes) -> Sound:
    for kind, body, after in _boxes(moov, 0, len(moov)):
        if kind != b"trak":
            continue
        handler = _find(moov, (b"mdia", b"hdlr"), body, after)
        if handler and moov[handler[0] + 8 : handler[0] + 12] == b"soun":
            return _track(moov, body, after)
    raise Refused("it holds no sound")


def _track(moov: bytes, body: int, after: int) -> Sound:
    entry = _find(moov, (b"mdia", b"minf", b"stbl", b"stsd"), body, after)
    header = _find(moov, (b"mdia", b"mdhd"), body, after)
    if entry is None or header is None:
        raise Refused("its header is broken")
    kind, at, end = _box(moov[entry[0] + 8 : entry[0] + 24], entry[0] + 8, entry[1])
    codec = CODECS.get(kind)
    if codec is None:
        protected = kind in (b"drms", b"enca")
        raise Refused(
            "protected against copying" if protected else f"an unknown codec: {decode(kind)!r}"
        )
    sound = Sound("mp4", codec)
    sound.channels = int.from_bytes(moov[at + 16 : at + 18])
    sound.sample_rate = int.from_bytes(moov[at + 24 : at + 26])
    if codec in ("alac", "flac"):
        sound.bit_depth = int.from_bytes(moov[at + 18 : at + 20])
    if codec == "alac":
        inner = _find(moov, (b"alac",), at + 28, end)
        if inner and inner[1] - inner[0] >= 28:
            facts = moov[inner[0] + 4 : inner[1]]
            sound.bit_depth, sound.channels = facts[5], facts[9]
            sound.sample_rate = int.from_bytes(facts[20:24])
    at = header[0]
    if moov[at] == 1:
        scale, ticks = (
            int.from_bytes(moov[at + 20 : at + 24]),
            int.from_bytes(moov[at + 24 : at + 32]),
        )
    else:
        scale, ticks = (
            int.from_bytes(moov[at + 12 : at + 16]),
            int.from_bytes(moov[at + 16 : at + 20]),
        )
    if scale and ticks < 2**32 * scale // 1000:
        sound.duration_ms = ticks * 1000 // scale
    return sound


def _tags(moov: bytes, tags: RawTags) -> None:
    meta = _find(moov, (b"udta", b"meta"), 0, len(moov))
    if meta is None:
        return
    # `meta` is a full box with four bytes before its children, except where QuickTime wrote it.
    children = meta[0] + (0 if moov[meta[0] + 4 : meta[0] + 8] == b"hdlr" else 4)
    items = _find(moov, (b"ilst",), children, meta[1])
    if items is None:
        return
    for kind, body, after in _boxes(moov, *items):
        if kind == b"----":
            _freeform(moov, body, after, tags)
            continue
        for what, at, end in _boxes(moov, body, after):
            if what == b"data" and end - at >= 8:
                _item(kind, int.from_bytes(moov[at : at + 4]), moov, at + 8, end, tags)


def _item(kind: bytes, form: int, data: bytes, at: int, end: int, tags: RawTags) -> None:
    if kind == b"covr":
        if tags.wants_pictures:
            offer(tags, 3, data[at:end] if end - at <= MOST_BYTES else b"", end - at)
        return
    value = data[at : min(end, at + 400_000)]
    if kind in (b"trkn", b"disk"):
        number, total = int.from_bytes(value[2:4]), int.from_bytes(value[4:6])
        name = "tracknumber" if kind == b"trkn" else "discnumber"
        if number or total:
            tags.add(name, f"{number}/{total}" if total else str(number))
        return
    if kind == b"gnre":
        tags.add("genre", genre_name(str(int.from_bytes(value) - 1)))
        return
    name = ITEMS.get(kind, "")
    if not name or (kind == b"desc" and "comment" in tags.values):
        return
    if form == 21 or (form == 0 and len(value) <= 4 and name in ("bpm", "compilation", "advisory")):
        number = int.from_bytes(value, signed=True)
        if name == "advisory":
            # 1 and 4 are explicit, 2 is a clean version, 0 says nothing.
            tags.add(name, {1: "1", 4: "1", 2: "0"}.get(number, ""))
        elif number or name != "bpm":
            tags.add(name, str(number))
        return
    tags.add(name, value.decode("utf-16" if form == 2 else "utf-8", "replace"))


def _freeform(data: bytes, at: int, end: int, tags: RawTags) -> None:
    """`----` boxes: a program's name (`mean`), a tag's `name`, and its values."""
    name = ""
    for kind, body, after in _boxes(data, at, end):
        if kind == b"name":
            name = data[body + 4 : min(after, body + 300)].decode("utf-8", "replace")
        elif kind == b"data" and name and not name.startswith("iTun"):
            tags.add(name, data[body + 8 : min(after, body + 400_000)].decode("utf-8", "replace"))
