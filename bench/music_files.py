"""Files of four formats put together from clips that were encoded once."""

from __future__ import annotations

import base64
import io
import random
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from PIL import Image

from bench.music_names import Record, Song

RATE = 44_100


@dataclass(frozen=True)
class Clips:
    """What all files are put together from: frames and packets by format, and covers."""

    mp3: tuple[bytes, ...]
    opus: tuple[bytes, ...]
    m4a: tuple[bytes, ...]
    m4a_config: bytes
    covers: tuple[bytes, ...]

    @classmethod
    def made(cls, seed: int) -> Clips:
        """Encode a few seconds of chords and noise in each format."""
        chance = np.random.default_rng(seed)
        t = np.arange(RATE * 12) / RATE
        notes = 110 * 2 ** (chance.integers(0, 36, 48) / 12)
        sound = sum(np.sin(2 * np.pi * notes[i::4][(t * 1).astype(int) % 12] * t) for i in range(4))
        sound = sound * 0.2 * np.exp(-(t % 1.0) * 2) + chance.standard_normal(len(t)) * 0.01
        mp3, _ = _packets(sound, "libmp3lame", 64_000, RATE, {"reservoir": "0"})
        opus, _ = _packets(sound, "libopus", 48_000, 48_000, {"vbr": "off"})
        aac, config = _packets(sound, "aac", 64_000, RATE, {"aac_coder": "fast"})
        # The first packets and the last hold encoder delay and padding.
        covers = tuple(_cover(chance) for _ in range(24))
        return cls(mp3[3:-3], opus[3:-3], aac[3:-3], config, covers)


def _packets(
    sound: np.ndarray, codec: str, bit_rate: int, rate: int, options: dict[str, str]
) -> tuple[tuple[bytes, ...], bytes]:
    """The packets of ``sound`` encoded in mono, and the codec's configuration."""
    context = av.CodecContext.create(codec, "w")
    if not isinstance(context, av.AudioCodecContext):
        raise TypeError(codec)
    context.sample_rate, context.bit_rate, context.layout = rate, bit_rate, "mono"
    context.format = "flt" if codec == "libopus" else "fltp"
    context.options = options
    data = sound.astype(np.float32)[None, :]
    if rate != RATE:
        grid = np.arange(int(len(sound) * rate / RATE)) * (RATE / rate)
        data = np.interp(grid, np.arange(len(sound)), sound).astype(np.float32)[None, :]
    resampler = av.AudioResampler(context.format, "mono", rate, frame_size=_frame_size(codec))
    frame = av.AudioFrame.from_ndarray(data, format="fltp", layout="mono")
    frame.sample_rate = rate
    packets = []
    for piece in resampler.resample(frame):
        packets += [bytes(p) for p in context.encode(piece)]
    packets += [bytes(p) for p in context.encode(None)]
    return tuple(packets), bytes(context.extradata or b"")


def _frame_size(codec: str) -> int:
    return {"libmp3lame": 1152, "libopus": 960, "aac": 1024}[codec]


def _cover(chance: np.random.Generator) -> bytes:
    """A JPEG of 500 × 500: two colours, a gradient and some bars."""
    y, x = np.mgrid[0:500, 0:500] / 500
    one, two = chance.integers(0, 255, (2, 3))
    blend = (x * chance.random() + y * chance.random() + (x * 9 % 1 < 0.4) * 0.3)[..., None] % 1
    pixels = (one * blend + two * (1 - blend)).astype(np.uint8)
    data = io.BytesIO()
    Image.fromarray(pixels).save(data, "JPEG", quality=80)
    return data.getvalue()


def write_file(
    path: Path,
    record: Record,
    song: Song,
    clips: Clips,
    chance: random.Random,
    cover: bytes | None,
) -> None:
    """Write one file in the format of its suffix, with its own audio."""
    suffix = path.suffix[1:]
    if suffix == "mp3":
        data = _id3(record, song, cover) + _mp3(clips, chance)
    elif suffix == "flac":
        data = _flac(record, song, cover, chance)
    elif suffix == "opus":
        data = _opus(record, song, cover, clips, chance)
    else:
        data = _m4a(record, song, cover, clips, chance)
    path.write_bytes(data)


# --- MP3 ---------------------------------------------------------------------------------------


def _mp3(clips: Clips, chance: random.Random) -> bytes:
    """40 to 76 frames (1.0 to 2.0 s) after an Info frame that counts them.

    The Info frame is a silent frame that carries ``Info``, flags and the number of frames and
    bytes at offset 21 (MPEG-1 mono: 4 of header, 17 of side information).
    """
    frames = chance.choices(clips.mp3, k=chance.randint(40, 76))
    body = b"".join(frames)
    head = bytearray(len(frames[0]))
    head[:4] = frames[0][:4]
    struct.pack_into(">4sIII", head, 21, b"Info", 3, len(frames), len(body) + len(head))
    return bytes(head) + body


def _id3(record: Record, song: Song, cover: bytes | None) -> bytes:
    """An ID3v2.4 tag (id3.org), UTF-8, several values divided by a zero."""
    frames = [
        _text(b"TIT2", song.title),
        _text(b"TPE1", *song.artists),
        _text(b"TPE2", record.artist),
        _text(b"TALB", record.title),
        _text(b"TDRC", str(record.year)),
        _text(b"TRCK", f"{song.number}/{record.counts[song.disc - 1]}"),
        _text(b"TPOS", f"{song.disc}/{record.discs}"),
        _text(b"TCON", *song.genres),
        _text(b"TSRC", song.isrc),
        _text(b"TCOM", song.composer),
        _text(b"TBPM", str(song.bpm)),
        _text(b"TKEY", song.key),
        _text(b"TMOO", song.mood),
        _text(b"TPUB", record.label),
        _text(b"TXXX", "replaygain_track_gain", f"-{song.bpm % 9}.50 dB"),
        _text(b"TXXX", "replaygain_track_peak", "0.988"),
        _frame(b"COMM", b"\x03eng\0made for a benchmark"),
    ]
    if record.compilation:
        frames.append(_text(b"TCMP", "1"))
    if song.lyrics:
        frames.append(_frame(b"USLT", b"\x03eng\0" + song.lyrics.encode()))
    if cover:
        frames.append(_frame(b"APIC", b"\x03image/jpeg\0\x03\0" + cover))
    body = b"".join(frames) + bytes(256)
    return b"ID3\x04\0\0" + _syncsafe(len(body)) + body


def _syncsafe(number: int) -> bytes:
    return bytes((number >> shift) & 0x7F for shift in (21, 14, 7, 0))


def _frame(name: bytes, body: bytes) -> bytes:
    return name + _syncsafe(len(body)) + b"\0\0" + body


def _text(name: bytes, *values: str) -> bytes:
    return _frame(name, b"\x03" + "\0".join(values).encode())


# --- Vorbis comments, for FLAC and Opus ----------------------------------------------------------


def _comments(record: Record, song: Song) -> list[tuple[str, str]]:
    fields = [
        ("TITLE", song.title),
        *(("ARTIST", name) for name in song.artists),
        ("ALBUMARTIST", record.artist),
        ("ALBUM", record.title),
        ("DATE", str(record.year)),
        ("TRACKNUMBER", str(song.number)),
        ("TRACKTOTAL", str(record.counts[song.disc - 1])),
        ("DISCNUMBER", str(song.disc)),
        ("DISCTOTAL", str(record.discs)),
        *(("GENRE", name) for name in song.genres),
        ("ISRC", song.isrc),
        ("COMPOSER", song.composer),
        ("BPM", str(song.bpm)),
        ("KEY", song.key),
        ("MOOD", song.mood),
        ("LABEL", record.label),
        ("REPLAYGAIN_TRACK_GAIN", f"-{song.bpm % 9}.50 dB"),
        ("REPLAYGAIN_TRACK_PEAK", "0.988"),
        ("COMMENT", "made for a benchmark"),
    ]
    if record.compilation:
        fields.append(("COMPILATION", "1"))
    if song.lyrics:
        fields.append(("LYRICS", song.lyrics))
    return fields


def _comment_block(fields: list[tuple[str, str]]) -> bytes:
    lines = [f"{name}={value}".encode() for name, value in fields]
    vendor = b"bench"
    return (
        struct.pack("<I", len(vendor))
        + vendor
        + struct.pack("<I", len(lines))
        + b"".join(struct.pack("<I", len(line)) + line for line in lines)
    )


def _picture_block(cover: bytes) -> bytes:
    mime = b"image/jpeg"
    return (
        struct.pack(">II", 3, len(mime))
        + mime
        + struct.pack(">IIIIII", 0, 500, 500, 24, 0, len(cover))
        + cover
    )


# --- FLAC --------------------------------------------------------------------------------------


def _flac(record: Record, song: Song, cover: bytes | None, chance: random.Random) -> bytes:
    """A second of 8-bit mono noise and tone at 8 kHz in verbatim subframes (RFC 9639)."""
    size, rate, count = 4096, 8_000, 2
    blocks = [(b"\4", _comment_block(_comments(record, song)))]
    if cover:
        blocks.append((b"\6", _picture_block(cover)))
    info = struct.pack(">HH", size, size) + bytes(6)
    info += (rate << 44 | 0 << 41 | (8 - 1) << 36 | size * count).to_bytes(8, "big")
    info += bytes(16)  # the MD5 of the samples is not known
    blocks.insert(0, (b"\0", info))
    head = b"fLaC"
    for index, (kind, body) in enumerate(blocks):
        last = 0x80 if index == len(blocks) - 1 else 0
        head += bytes((kind[0] | last,)) + len(body).to_bytes(3, "big") + body
    frames = b""
    for number in range(count):
        # sync, fixed size; 4096 samples, 8 kHz; mono, 8 bits; the frame's number; CRC-8
        start = bytes((0xFF, 0xF8, 0xC4, 0x02, number))
        start += bytes((_crc(start, 0x07, 8),))
        frame = start + b"\x02" + _gentle(chance, size)
        frames += frame + _crc(frame, 0x8005, 16).to_bytes(2, "big")
    return head + frames


_SLOPE = bytes((value >> 3) - 16 & 0xFF for value in range(256)).replace(b"\xff", b"\xfe")


def _gentle(chance: random.Random, size: int) -> bytes:
    """Quiet noise as signed bytes between −16 and 15, but never −1: two such bytes look like the start of a frame."""
    return chance.randbytes(size).translate(_SLOPE)


def _crc_table(polynomial: int, bits: int) -> list[int]:
    table = []
    for value in range(256):
        crc = value << (bits - 8)
        for _ in range(8):
            crc = (crc << 1) ^ (polynomial if crc >> (bits - 1) & 1 else 0)
        table.append(crc & ((1 << bits) - 1))
    return table


_TABLES = {bits: _crc_table(poly, bits) for poly, bits in ((0x07, 8), (0x8005, 16))}


def _crc(data: bytes, polynomial: int, bits: int) -> int:
    table, mask, shift = _TABLES[bits], (1 << bits) - 1, bits - 8
    crc = 0
    for byte in data:
        crc = (crc << 8 & mask) ^ table[crc >> shift ^ byte]
    return crc


# --- Opus in Ogg ---------------------------------------------------------------------------------

_REVERSED = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


def _opus(
    record: Record, song: Song, cover: bytes | None, clips: Clips, chance: random.Random
) -> bytes:
    """Three logical pages (RFC 7845): head, tags, and 50 to 90 packets of 20 ms."""
    fields = _comments(record, song)
    if cover:
        encoded = base64.b64encode(_picture_block(cover)).decode("ascii")
        fields.append(("METADATA_BLOCK_PICTURE", encoded))
    serial = chance.getrandbits(32)
    packets = chance.choices(clips.opus, k=chance.randint(50, 90))
    head = struct.pack("<8sBBHIhB", b"OpusHead", 1, 1, 312, RATE, 0, 0)
    pages = [(2, 0, [head]), (0, 0, [b"OpusTags" + _comment_block(fields)])]
    pages.append((4, 960 * len(packets), packets))
    return b"".join(_ogg(serial, pages))


def _ogg(serial: int, pages: list[tuple[int, int, list[bytes]]]) -> list[bytes]:
    """Ogg pages (RFC 3533); what is longer than a page goes on in the next."""
    made: list[bytes] = []
    for flags, granule, packets in pages:
        lacing, body = bytearray(), b"".join(packets)
        for packet in packets:
            lacing += b"\xff" * (len(packet) // 255) + bytes((len(packet) % 255,))
        at = 0
        for start in range(0, len(lacing), 255):
            laces = bytes(lacing[start : start + 255])
            size = sum(laces)
            ends = any(lace < 255 for lace in laces)
            kind = (flags & 2) | (1 if start and lacing[start - 1] == 255 else 0)
            if start + 255 >= len(lacing):
                kind |= flags & 4
            position = granule if ends else 2**64 - 1
            page = struct.pack(
                "<4sBBQIIIB", b"OggS", 0, kind, position, serial, len(made), 0, len(laces)
            )
            page += laces + body[at : at + size]
            at += size
            made.append(page[:22] + struct.pack("<I", _ogg_crc(page)) + page[26:])
    return made


def _ogg_crc(page: bytes) -> int:
    """Ogg's CRC-32 by zlib's: the same polynomial with every bit the other way round."""
    crc = zlib.crc32(page.translate(_REVERSED), 0xFFFFFFFF) ^ 0xFFFFFFFF
    return int.from_bytes(crc.to_bytes(4, "little").translate(_REVERSED), "big")


# --- AAC in MP4 ----------------------------------------------------------------------------------


def _box(name: bytes, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def _full(name: bytes, *parts: bytes) -> bytes:
    return _box(name, bytes(4), *parts)


def _item(name: bytes, kind: int, *values: bytes) -> bytes:
    return _box(name, *(_box(b"data", struct.pack(">II", kind, 0), value) for value in values))


def _m4a(
    record: Record, song: Song, cover: bytes | None, clips: Clips, chance: random.Random
) -> bytes:
    """A file of ISO 14496-12 with iTunes tags: one chunk of 44 to 80 AAC frames."""
    frames = chance.choices(clips.m4a, k=chance.randint(44, 80))
    length = 1024 * len(frames)
    items = [
        _item(b"\xa9nam", 1, song.title.encode()),
        _item(b"\xa9ART", 1, *(name.encode() for name in song.artists)),
        _item(b"aART", 1, record.artist.encode()),
        _item(b"\xa9alb", 1, record.title.encode()),
        _item(b"\xa9day", 1, str(record.year).encode()),
        _item(b"\xa9gen", 1, *(name.encode() for name in song.genres)),
        _item(b"\xa9wrt", 1, song.composer.encode()),
        _item(b"\xa9cmt", 1, b"made for a benchmark"),
        _item(b"trkn", 0, struct.pack(">HHHH", 0, song.number, record.counts[song.disc - 1], 0)),
        _item(b"disk", 0, struct.pack(">HHH", 0, song.disc, record.discs)),
        _item(b"tmpo", 21, struct.pack(">H", song.bpm)),
        _item(b"cpil", 21, bytes((record.compilation,))),
    ]
    for name, value in (("ISRC", song.isrc), ("initialkey", song.key), ("LABEL", record.label)):
        items.append(
            _box(
                b"----",
                _full(b"mean", b"com.apple.iTunes"),
                _full(b"name", name.encode()),
                _box(b"data", struct.pack(">II", 1, 0), value.encode()),
            )
        )
    if song.lyrics:
        items.append(_item(b"\xa9lyr", 1, song.lyrics.encode()))
    if cover:
        items.append(_item(b"covr", 13, cover))
    tags = _full(
        b"meta",
        _full(b"hdlr", bytes(4), b"mdirappl", bytes(9)),
        _box(b"ilst", *items),
    )
    start = _box(b"ftyp", b"M4A \0\0\2\0M4A mp42isom")
    tables = [
        _full(b"stts", struct.pack(">III", 1, len(frames), 1024)),
        _full(b"stsc", struct.pack(">IIII", 1, 1, len(frames), 1)),
        _full(b"stsz", struct.pack(f">II{len(frames)}I", 0, len(frames), *map(len, frames))),
    ]
    # Once for its length, and again with the offset that this decides.
    moov = _moov(length, clips.m4a_config, tables, tags, 0)
    moov = _moov(length, clips.m4a_config, tables, tags, len(start) + len(moov) + 8)
    return start + moov + _box(b"mdat", *frames)


def _moov(length: int, config: bytes, tables: list[bytes], tags: bytes, offset: int) -> bytes:
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    decoder = struct.pack(">BB3xII", 0x40, 0x15, 64_000, 64_000) + b"\5" + bytes((len(config),))
    decoder += config
    stream = struct.pack(">HB", 1, 0) + b"\4" + bytes((len(decoder),)) + decoder + b"\6\1\2"
    descriptor = _full(b"esds", b"\3" + bytes((len(stream),)) + stream)
    entry = _box(
        b"mp4a",
        bytes(6) + struct.pack(">H8xHHHHI", 1, 1, 16, 0, 0, RATE << 16),
        descriptor,
    )
    table = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        *tables,
        _full(b"stco", struct.pack(">II", 1, offset)),
    )
    media = _box(
        b"mdia",
        _full(b"mdhd", struct.pack(">IIIIHH", 0, 0, RATE, length, 0x55C4, 0)),
        _full(b"hdlr", struct.pack(">I4s12xB", 0, b"soun", 0)),
        _box(
            b"minf",
            _full(b"smhd", bytes(4)),
            _box(
                b"dinf", _full(b"dref", struct.pack(">I", 1), struct.pack(">I4sI", 12, b"url ", 1))
            ),
            table,
        ),
    )
    track = _box(
        b"trak",
        struct.pack(">I4sI", 92, b"tkhd", 7)
        + struct.pack(">IIIII8xHHHH", 0, 0, 1, 0, length, 0, 0, 0x100, 0)
        + matrix
        + bytes(8),
        media,
    )
    header = _full(
        b"mvhd",
        struct.pack(">IIIIIH10x", 0, 0, RATE, length, 0x10000, 0x100) + matrix + bytes(24),
        struct.pack(">I", 2),
    )
    return _box(b"moov", header, track, _box(b"udta", tags))
