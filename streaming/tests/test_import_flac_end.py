"""Whether a FLAC file is whole is told by its frames; sound that looks like a frame's header misleads nobody."""

import random
from pathlib import Path

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
