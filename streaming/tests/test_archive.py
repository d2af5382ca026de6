"""Promises of archives: every program reads them, and any range of one is what stands there in the whole."""

import io
import subprocess
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streaming.archive import Archive, Entry, layout

WHEN = datetime(2026, 11, 21, 22, 5, 30, tzinfo=UTC)
GIB = 1 << 30
names = st.text(
    st.characters(exclude_characters='/\\:*?"<>|\0', exclude_categories=["Cs", "Cc"]),
    min_size=1,
    max_size=30,
)
contents = st.lists(st.tuples(names, st.binary(max_size=300)), min_size=1, max_size=12)


def archive_of(files: list[tuple[str, bytes]]) -> tuple[Archive, bytes]:
    """The archive, and all its bytes."""
    held = dict(enumerate(data for _, data in files))
    archive = layout(
        [
            Entry(name, len(data), zlib.crc32(data), str(number))
            for number, (name, data) in enumerate(files)
        ],
        modified=WHEN,
    )
    return archive, b"".join(archive.read(0, archive.size, lambda *asked: given_from(held, *asked)))


def given_from(held: dict[int, bytes], entry: Entry, first: int, last: int) -> Iterator[bytes]:
    data = held[int(entry.place)][first:last]
    for at in range(0, len(data), 64):
        yield data[at : at + 64]


@given(contents)
def test_what_was_put_in_comes_out(files: list[tuple[str, bytes]]) -> None:
    archive, sent = archive_of(files)
    assert len(sent) == archive.size, "the length told is not the length sent"
    with zipfile.ZipFile(io.BytesIO(sent)) as read:
        assert read.testzip() is None
        found = [read.read(info) for info in read.infolist()]
        told = [info.filename.casefold() for info in read.infolist()]
        assert all(info.date_time == (2026, 11, 21, 22, 5, 30) for info in read.infolist())
    assert found == [data for _, data in files]
    assert len(set(told)) == len(files), "two files would be written over each other"


@given(contents, st.data())
def test_any_range_is_what_stands_there(
    files: list[tuple[str, bytes]], draw: st.DataObject
) -> None:
    archive, sent = archive_of(files)
    start = draw.draw(st.integers(0, archive.size - 1))
    stop = draw.draw(st.integers(start + 1, archive.size))
    held = dict(enumerate(data for _, data in files))
    part = b"".join(archive.read(start, stop, lambda *asked: given_from(held, *asked)))
    assert part == sent[start:stop]


def test_the_tag_names_the_bytes() -> None:
    same, _ = archive_of([("a.wav", b"one"), ("b.wav", b"two")])
    again, _ = archive_of([("a.wav", b"one"), ("b.wav", b"two")])
    other, _ = archive_of([("a.wav", b"one"), ("b.wav", b"owt")])
    assert same.tag == again.tag
    assert same.tag != other.tag


def test_equal_names_are_told_apart() -> None:
    _, sent = archive_of([("Song.wav", b"1"), ("song.wav", b"2"), ("x/Song.wav", b"3")])
    with zipfile.ZipFile(io.BytesIO(sent)) as read:
        assert read.namelist() == ["Song.wav", "song (2).wav", "x/Song.wav"]


def test_unzip_takes_it(tmp_path: Path) -> None:
    folder = "Für Anna – Ålesund"
    _, sent = archive_of([(f"{folder}/01 Øy.wav", b"sea" * 999), (f"{folder}/02 空.flac", b"")])
    (tmp_path / "pitch.zip").write_bytes(sent)
    tested = subprocess.run(["unzip", "-t", "pitch.zip"], cwd=tmp_path, capture_output=True)
    assert tested.returncode == 0, tested.stdout
    assert b"No errors detected" in tested.stdout


class Zeros(io.RawIOBase):
    """An archive of files that are all zeros, read where it is asked: it would not fit on a disk."""

    def __init__(self, archive: Archive) -> None:
        self.archive, self.at = archive, 0

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = (0, self.at, self.archive.size)[whence]
        self.at = base + offset
        return self.at

    def read(self, size: int = -1) -> bytes:
        stop = self.archive.size if size < 0 else min(self.archive.size, self.at + size)
        assert stop - self.at < 1 << 24, "the whole of it is being read"
        data = b"".join(self.archive.read(self.at, stop, lambda _, a, b: [bytes(b - a)]))
        self.at = stop
        return data


@pytest.mark.parametrize(
    "sizes", [[5 * GIB], [GIB] * 6, [0xFFFF_FFFE, 10], [0xFFFF_FFFF, 10], [0xFFFF_FFFF - 37, 3]]
)
def test_beyond_four_gigabytes(sizes: list[int]) -> None:
    entries = [
        Entry(f"{number}.wav", size, zlib.crc32(bytes(size)) if size < GIB else 0, "")
        for number, size in enumerate(sizes)
    ]
    archive = layout(entries, modified=WHEN)
    with zipfile.ZipFile(Zeros(archive)) as read:
        assert [info.file_size for info in read.infolist()] == sizes
        for info in read.infolist():
            with read.open(info) as file:
                assert file.read(3) == b"\0\0\0"[: min(3, info.file_size)]


def test_more_files_than_the_old_format_counts() -> None:
    archive = layout((Entry(f"{number}", 0, 0, "") for number in range(66_000)), modified=WHEN)
    with zipfile.ZipFile(Zeros(archive)) as read:
        assert len(read.infolist()) == 66_000


def test_years_that_the_format_does_not_know_are_bounded() -> None:
    archive = layout([Entry("a", 0, 0, "")], modified=datetime(1970, 1, 1, tzinfo=UTC))
    with zipfile.ZipFile(Zeros(archive)) as read:
        assert read.infolist()[0].date_time[0] == 1980
