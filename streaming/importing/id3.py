"""ID3 tags: v1 and v1.1, v2.2, v2.3, v2.4.

Sources: https://id3.org/id3v2.4.0-structure, id3v2.4.0-frames, id3v2.3.0, id3v2-00 (2.2), ID3v1.
Tolerant of what taggers do: sizes that are not syncsafe in v2.4 (old iTunes), UTF-8 or local encodings in
frames that say Latin-1, frames of one version in a tag of another.
"""

import re
import zlib
from functools import cache

from streaming.importing import text as texts
from streaming.importing.pictures import MOST_BYTES, offer
from streaming.importing.rawtags import RawTags
from streaming.importing.source import Source

TEXT_FRAMES = {
    "TIT2": "title", "TPE1": "artist", "TPE2": "albumartist", "TALB": "album", "TRCK": "tracknumber",
    "TPOS": "discnumber", "TDRC": "date", "TYER": "date", "TDRL": "releasedate", "TDOR": "originaldate",
    "TORY": "originaldate", "TSRC": "isrc", "TBPM": "bpm", "TKEY": "initialkey", "TLAN": "language",
    "TPUB": "label", "TCOM": "composer", "TEXT": "lyricist", "TOLY": "lyricist", "TPE3": "conductor",
    "TPE4": "remixer", "TSOP": "artistsort", "TSO2": "albumartistsort", "TSOA": "albumsort",
    "TSOT": "titlesort", "TSOC": "composersort", "TCMP": "compilation", "TSST": "discsubtitle",
    "TIT1": "grouping", "GRP1": "grouping", "TIT3": "subtitle", "MVNM": "movement", "MVIN": "movementnumber",
    "TMOO": "mood", "TDAT": "daymonth", "TENC": "encodedby", "TSSE": "encodersettings", "TCOP": "copyright",
    "TMED": "media", "TOPE": "originalartist", "TOAL": "originalalbum", "TCON": "genre",
    "XSOP": "artistsort", "XSOA": "albumsort", "XSOT": "titlesort", "XDOR": "originaldate",
}  # fmt: skip
OLD_FRAMES = {
    "TT2": "TIT2", "TP1": "TPE1", "TP2": "TPE2", "TP3": "TPE3", "TP4": "TPE4", "TAL": "TALB", "TRK": "TRCK",
    "TPA": "TPOS", "TYE": "TYER", "TDA": "TDAT", "TOR": "TORY", "TRC": "TSRC", "TBP": "TBPM", "TKE": "TKEY",
    "TLA": "TLAN", "TPB": "TPUB", "TCM": "TCOM", "TXT": "TEXT", "TSP": "TSOP", "TS2": "TSO2", "TSA": "TSOA",
    "TST": "TSOT", "TSC": "TSOC", "TCP": "TCMP", "TT1": "TIT1", "TT3": "TIT3", "TCO": "TCON", "TXX": "TXXX",
    "COM": "COMM", "ULT": "USLT", "SLT": "SYLT", "PIC": "APIC", "UFI": "UFID", "IPL": "IPLS", "RVA": "RVAD",
}  # fmt: skip
ROLES = {"producer": "producer", "engineer": "engineer", "mix": "mixer", "mixer": "mixer", "dj-mix": "djmixer",
         "arranger": "arranger", "remixer": "remixer"}  # fmt: skip

_frame_id = re.compile(rb"[A-Z][A-Z0-9]{2,3}")
_genre_reference = re.compile(r"\((\d{1,3}|RX|CR)\)")
_encodings = ("latin-1", "utf-16", "utf-16-be", "utf-8")


def size_of_v2(header: bytes) -> int:
    """Bytes of the ID3v2 tag that starts here, with header and footer; 0 when none does."""
    if len(header) < 10 or header[:3] != b"ID3" or header[3] > 4 or max(header[6:10]) > 0x7F:
        return 0
    return 10 + _syncsafe(header[6:10]) + (10 if header[5] & 0x10 else 0)


def read_v2(data: bytes, tags: RawTags) -> None:
    """Add what an ID3v2 tag (the whole of it, from `ID3`) holds."""
    if len(data) < 10:
        return
    version, flags = data[3], data[5]
    body = data[10:]
    if flags & 0x80 and version < 4:
        body = body.replace(b"\xff\x00", b"\xff")
    at = _after_extended_header(body, version) if flags & 0x40 and version > 2 else 0
    latin: list[tuple[str, bytes]] = []
    header = 6 if version == 2 else 10
    end = len(body) - header
    while at <= end:
        name = body[at : at + (3 if version == 2 else 4)]
        if not _frame_id.fullmatch(name):
            break  # padding, or the end of what can be understood
        size = _frame_size(body, at, version)
        start, at = at + header, at + header + size
        if version == 2:
            content: bytes | None = body[start:at]
        else:
            flag = body[start - 1]
            # Old taggers left 2.2's names of three letters, with a NUL, in a 2.3 tag.
            content = body[start:at] if not flag else _plain(body[start:at], flag, version)
        if content:
            _frame(OLD_FRAMES.get(name.decode(), name.decode()), content, tags, latin, version)
    if latin:
        for (key, _), value in zip(latin, texts.decode_all([raw for _, raw in latin]), strict=True):
            for one in value.split("\0"):
                _add(key, one, tags)
    year, day = tags.first("date"), tags.first("daymonth")
    if len(year) == 4 and len(day) == 4 and day.isdecimal():
        tags.values["date"] = [f"{year}-{day[2:]}-{day[:2]}"]
    tags.values.pop("daymonth", None)


def read_v1(data: bytes, tags: RawTags) -> None:
    """Add what an ID3v1 tag (128 bytes from `TAG`) holds where nothing better is known."""
    if len(data) != 128 or data[:3] != b"TAG":
        return
    fields = [data[3:33], data[33:63], data[63:93], data[93:97], data[97:127]]
    number = data[126] if data[125] == 0 else 0
    if number:
        fields[4] = data[97:125]
    texts_in_order = texts.decode_all([field.split(b"\0")[0].rstrip() for field in fields])
    weaker = RawTags()
    names = ("title", "artist", "album", "date", "comment")
    for name, value in zip(names, texts_in_order, strict=True):
        weaker.add(name, value)
    if number:
        weaker.add("tracknumber", str(number))
    if data[127] != 255:
        weaker.add("genre", genre_name(str(data[127])))
    tags.fill(weaker)


def v2_of(source: Source, at: int) -> tuple[bytes, int]:
    """(the ID3v2 tag at this offset, its size); pictures of absurd size are not read into memory."""
    size = size_of_v2(source.at(at, 10))
    if not size:
        return b"", 0
    return source.at(at, min(size, source.size - at, MOST_BYTES + 4 * 1024 * 1024)), size


@cache
def _genres() -> list[str]:
    from mutagen._constants import GENRES  # noqa: PLC0415  # a long table that few files need

    return list(GENRES)


def genre_name(text: str) -> str:
    """`17` and `(17)` by their number in ID3v1's table, else the text."""
    number = text.strip("() ")
    if number.isdecimal():
        return _genres()[int(number)] if int(number) < len(_genres()) else ""
    return {"RX": "Remix", "CR": "Cover"}.get(number, text)


def _syncsafe(data: bytes) -> int:
    size = 0
    for byte in data:
        size = size << 7 | byte & 0x7F
    return size


def _frame_size(body: bytes, at: int, version: int) -> int:
    if version == 2:
        return int.from_bytes(body[at + 3 : at + 6])
    plain = int.from_bytes(body[at + 4 : at + 8])
    if version == 3 or plain < 0x80:
        return plain
    size = _syncsafe(body[at + 4 : at + 8])
    if (
        size != plain
        and not _frame_follows(body, at + 10 + size)
        and _frame_follows(body, at + 10 + plain)
    ):
        return plain  # old iTunes
    return size


def _frame_follows(body: bytes, at: int) -> bool:
    return at == len(body) or body[at : at + 1] == b"\0" or bool(_frame_id.match(body[at : at + 4]))


def _after_extended_header(body: bytes, version: int) -> int:
    if version == 4:
        return _syncsafe(body[:4])
    return int.from_bytes(body[:4]) + 4


def _plain(content: bytes, flags: int, version: int) -> bytes | None:
    """A frame's content without compression and unsynchronisation; None when encrypted or broken."""
    if version == 3:
        compressed, encrypted, grouped = flags & 0x80, flags & 0x40, flags & 0x20
        stated, unsync = compressed, 0
    else:
        compressed, encrypted, grouped = flags & 0x08, flags & 0x04, flags & 0x40
        stated, unsync = flags & 0x01, flags & 0x02
    if encrypted:
        return None
    skip = (1 if grouped else 0) + (4 if stated else 0)
    content = content[skip:]
    if unsync:
        content = content.replace(b"\xff\x00", b"\xff")
    if not compressed:
        return content
    try:
        return zlib.decompressobj().decompress(content, MOST_BYTES)
    except zlib.error:
        return None


def _frame(
    name: str, content: bytes, tags: RawTags, latin: list[tuple[str, bytes]], version: int
) -> None:
    known = TEXT_FRAMES.get(name)
    if known is not None:
        _text_frame(known, content, tags, latin)
    elif name == "TXXX":
        _user_text(content, tags, latin)
    elif name == "APIC":
        if tags.wants_pictures:
            _picture(content, tags, version)
    elif name in ("COMM", "USLT"):
        _comment("comment" if name == "COMM" else "lyrics", content, tags, latin)
    elif name == "SYLT":
        _synced(content, tags)
    elif name == "UFID":
        owner, _, value = content.partition(b"\0")
        if owner == b"http://musicbrainz.org":
            tags.add("musicbrainztrackid", value.decode("ascii", "replace"))
    elif name in ("TIPL", "TMCL", "IPLS"):
        _people(content, tags)
    elif name == "RVA2":
        _volume(content, tags)


def _text_frame(key: str, content: bytes, tags: RawTags, latin: list[tuple[str, bytes]]) -> None:
    encoding = content[0]
    if encoding == 0 or encoding > 3:
        raw = content[1:] if encoding == 0 else content
        if not raw.isascii():
            latin.append((key, raw.rstrip(b"\0")))
            return
        value = raw.decode("ascii")
    else:
        value = _text(encoding, content[1:])
    for one in value.split("\0"):
        _add(key, one, tags)


def _add(key: str, value: str, tags: RawTags) -> None:
    if key != "genre":
        tags.add(key, value)
        return
    # 2.3 writes "(51)(39)Trance", 2.4 "51" NUL "39": references into ID3v1's table.
    found = _genre_reference.findall(value)
    rest = _genre_reference.sub("", value).replace("((", "(")
    for number in found:
        tags.add(key, genre_name(number))
    if rest:
        tags.add(key, genre_name(rest))


def _text(encoding: int, data: bytes) -> str:
    if encoding == 0:
        return texts.decode(data)
    if encoding == 1 and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16-le", "replace")  # a byte order mark should be there, and is not
    if encoding == 1 and b"\0\0" in data:
        # Several values may each have their own mark.
        return data.decode("utf-16", "replace").replace("\ufeff", "")
    return data.decode(_encodings[encoding], "replace")


def _split(encoding: int, data: bytes) -> tuple[bytes, bytes]:
    """What stands before the first terminator of this encoding, and what after it."""
    if encoding in (1, 2):
        at = 0
        while True:
            at = data.find(b"\0\0", at)
            if at < 0:
                return data, b""
            if at % 2 == 0:
                return data[:at], data[at + 2 :]
            at += 1
    before, _, after = data.partition(b"\0")
    return before, after


def _user_text(content: bytes, tags: RawTags, latin: list[tuple[str, bytes]]) -> None:
    encoding = content[0] if content[0] <= 3 else 0
    name, raw = _split(encoding, content[1:])
    key = _text(encoding, name)
    if encoding == 0 and not raw.isascii():
        latin.append((key, raw.rstrip(b"\0")))
        return
    for one in _text(encoding, raw).split("\0"):
        tags.add(key, one)


def _comment(key: str, content: bytes, tags: RawTags, latin: list[tuple[str, bytes]]) -> None:
    if len(content) < 5:
        return
    encoding = content[0] if content[0] <= 3 else 0
    described, raw = _split(encoding, content[4:])
    description = _text(encoding, described).lower()
    if key == "comment" and description.startswith(("itun", "songs-db", "id3v1", "cddb")):
        return  # what programs keep for themselves
    if encoding == 0 and not raw.isascii():
        latin.append((key, raw.rstrip(b"\0")))
        return
    tags.add(key, _text(encoding, raw).rstrip("\0"))


def _picture(content: bytes, tags: RawTags, version: int) -> None:
    encoding = content[0] if content[0] <= 3 else 0
    if version == 2:
        rest = content[4:]
    else:
        _, rest = _split(0, content[1:])
    if not rest:
        return
    _, data = _split(encoding, rest[1:])
    offer(tags, rest[0], data)


def _synced(content: bytes, tags: RawTags) -> None:
    """SYLT with lyrics (content type 1) in milliseconds (format 2)."""
    if len(content) < 7 or content[4] != 2 or content[5] not in (0, 1) or tags.synced:
        return
    encoding = content[0] if content[0] <= 3 else 0
    _, rest = _split(encoding, content[6:])
    while rest and len(tags.synced) < 5000:
        line, rest = _split(encoding, rest)
        if len(rest) < 4:
            break
        tags.synced.append((int.from_bytes(rest[:4]), texts.clean(_text(encoding, line), 500)))
        rest = rest[4:]


def _people(content: bytes, tags: RawTags) -> None:
    """Pairs of an involvement and a name: producers and the like, else an instrument."""
    encoding = content[0] if content[0] <= 3 else 0
    parts = _text(encoding, content[1:]).split("\0")
    for what, who in list(zip(parts[::2], parts[1::2], strict=False))[:100]:
        role = ROLES.get(what.strip().lower())
        tags.add(role or f"performer:{what}", who)


def _volume(content: bytes, tags: RawTags) -> None:
    """RVA2: ReplayGain as old programs kept it; 512ths of a dB on the master channel."""
    name, _, rest = content.partition(b"\0")
    if len(rest) < 3 or rest[0] != 1 or name.lower() not in (b"track", b"album"):
        return
    gain = int.from_bytes(rest[1:3], signed=True) / 512
    tags.add(f"replaygain{name.decode().lower()}gain", f"{gain:.2f} dB")
