"""Whether a FLAC file is whole is told by its frames; sound that looks like a frame's header misleads nobody."""

import random
from pathlib import Path

from streaming.importing.flac import _crc8
from streaming.importing.reader import Item, Job, Reader
from streaming.tests.music import sound


def refused(path: Path) -> str:
    (read,) = Reader().run(Job(str(path.parent), [Item(path.name)])).files
    return read.refused


def test_noise_that_looks_like_headers_refuses_no_whole_file(tmp_path: Path) -> None:
    """False headers, right in all but where they stand, before the last true one."""
    data = sound("flac", seconds=2.0)
    last = max(data.rfind(b"\xff\xf8"), data.rfind(b"\xff\xf9"))
    chance = random.Random(1)
    for _ in range(20):
        at = chance.randrange(len(data) // 2, last - 40)
        false = data[:at] + data[-len(data) // 3 :][:16] + data[at + 16 :]
        (tmp_path / "x.flac").write_bytes(false)
        assert refused(tmp_path / "x.flac") == ""


def test_a_cut_file_is_refused_wherever_it_was_cut(tmp_path: Path) -> None:
    data = sound("flac", seconds=2.0)
    for share in (0.5, 0.7, 0.9):
        (tmp_path / "x.flac").write_bytes(data[: int(len(data) * share)])
        assert "cut off" in refused(tmp_path / "x.flac")


def test_the_smallest_block_says_nothing_of_the_end(tmp_path: Path) -> None:
    """Some encoders count the last block, which is shorter, as the smallest."""
    data = bytearray(sound("flac", seconds=2.0))
    data[8:10] = (16).to_bytes(2)
    (tmp_path / "x.flac").write_bytes(data)
    assert refused(tmp_path / "x.flac") == ""


def frame(number: int, size: int, sound_: bytes) -> bytes:
    """A frame of `size` samples of 16 bits in stereo, as they are (RFC 9639, section 9); its last check is left out."""
    header = bytes((0xFF, 0xF8, 0x70, 0x18, number)) + (size - 1).to_bytes(2)
    return header + bytes((_crc8(header),)) + sound_


def test_frames_larger_than_the_usual_tail_are_looked_for_further_back(tmp_path: Path) -> None:
    size = 40_000
    info = size.to_bytes(2) * 2 + bytes(6)
    info += (44_100 << 44 | 1 << 41 | 15 << 36 | 2 * size).to_bytes(8) + b"\1" * 16
    body = bytes(size * 4)
    misleading = frame(0, size, b"")
    misled = body[:-9_000] + misleading + body[-9_000 + len(misleading) :]
    head = b"fLaC\x80" + len(info).to_bytes(3) + info
    (tmp_path / "x.flac").write_bytes(head + frame(0, size, body) + frame(1, size, misled))
    assert refused(tmp_path / "x.flac") == ""
    (tmp_path / "x.flac").write_bytes(head + frame(0, size, misled))
    assert "cut off" in refused(tmp_path / "x.flac")
