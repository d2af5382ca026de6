"""The parts of a file of the past, whoever made it: a ZIP, a folder, or one file, each bounded.

A part is read as it is needed and never written anywhere, so its name decides nothing but who reads it. Links inside a
ZIP or a folder are passed over. What a ZIP says of its lengths is believed in nothing: bytes are counted as they come.
"""

import codecs
import json
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from common.errors import Invalid

MOST_PARTS = 10_000
MOST_BYTES = 4_000_000_000
"""Of all parts together, unpacked."""
MOST_RATIO = 200
"""A ZIP's bytes unpacked for each packed one, past the first megabytes: JSON of listens packs by 10 to 30."""
FREE_OF_RATIO = 50_000_000
MOST_DOCUMENT = 64_000_000
"""Of a part that is read whole. Lists of listens are read piece by piece."""
MOST_RECORD = 1_000_000
"""Characters of one record."""
PIECE = 1 << 18

BROKEN = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError)  # fmt: skip
"""What the standard library raises for archives that are damaged, encrypted or packed in a way it does not know."""


@dataclass(frozen=True, slots=True)
class Part:
    """A file among others. `path` is as the ZIP says, `name` its last part."""

    path: str
    open: "Callable[[], _Counted]"

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@dataclass(slots=True)
class Budget:
    """Bytes that may still be read."""

    left: int = MOST_BYTES

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise Invalid("The file holds too much.", field="file")


def parts_of(path: Path) -> list[Part]:
    """The parts of a ZIP or a folder, or the file itself. Raises Invalid."""
    budget = Budget()
    try:
        if path.is_dir():
            return _in_folder(path, budget)
        if zipfile.is_zipfile(path):
            return _in_zip(path, budget)
    except BROKEN as error:
        raise broken() from error
    return [Part(path.name, lambda: _Counted(path.open("rb"), budget))]


def broken() -> Invalid:
    return Invalid("The file is damaged, or of no kind that is known here.", field="file")


def _in_folder(path: Path, budget: Budget) -> list[Part]:
    found = []
    for folder, _, names in path.walk():
        for name in sorted(names):
            file = folder / name
            if file.suffix.lower() not in {".json", ".jsonl"} or not _is_plain(file):
                continue
            inside = file.relative_to(path).as_posix()
            found.append(Part(inside, lambda file=file: _Counted(file.open("rb"), budget)))  # type: ignore[misc]
            if len(found) > MOST_PARTS:
                raise _too_many()
    return sorted(found, key=lambda part: part.path)


def _is_plain(file: Path) -> bool:
    return stat.S_ISREG(file.lstat().st_mode)


def _in_zip(path: Path, budget: Budget) -> list[Part]:
    # The archive stays open as long as one of its parts is.
    archive = zipfile.ZipFile(path)
    inside = archive.infolist()
    if len(inside) > MOST_PARTS:
        raise _too_many()
    found = []
    for info in inside:
        mode = info.external_attr >> 16
        is_file = not info.is_dir() and (not stat.S_IFMT(mode) or stat.S_ISREG(mode))
        if is_file and info.filename.lower().endswith((".json", ".jsonl")):
            found.append(Part(info.filename, lambda info=info: _unpacked(archive, info, budget)))  # type: ignore[misc]
    return sorted(found, key=lambda part: part.path)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> "_Counted":
    most = FREE_OF_RATIO + info.compress_size * MOST_RATIO
    try:
        file = archive.open(info)
    except BROKEN as error:  # encrypted, or packed in a way that Python does not know
        raise broken() from error
    return _Counted(file, budget, most=most)


def _too_many() -> Invalid:
    return Invalid(f"There are more than {MOST_PARTS:,} files in it.", field="file")


class _Counted:
    """A file whose bytes are counted as they are read. Only what is used here of what files can."""

    def __init__(self, file: IO[bytes], budget: Budget, *, most: int = MOST_BYTES) -> None:
        self.file, self.budget, self.own = file, budget, Budget(most)

    def read(self, size: int = PIECE) -> bytes:
        try:
            found = self.file.read(size)
        except BROKEN as error:
            raise broken() from error
        self.own.spend(len(found))
        self.budget.spend(len(found))
        return found

    def __enter__(self) -> "_Counted":
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()


def start_of(part: Part) -> str:
    """The first characters of a part, without the mark that tells the order of bytes."""
    with part.open() as file:
        return file.read(PIECE).decode("utf-8", "ignore").removeprefix("\ufeff").lstrip()


def document(part: Part) -> Any:
    """A part that is one JSON document of a bounded length. Raises Invalid."""
    pieces, length = [], 0
    with part.open() as file:
        while piece := file.read(PIECE):
            length += len(piece)
            if length > MOST_DOCUMENT:
                raise Invalid(f"{part.name} is too large.", field="file")
            pieces.append(piece)
    try:
        return json.loads(b"".join(pieces).decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Invalid(f"{part.name} is no JSON.", field="file") from error


def records(part: Part) -> Iterator[Any]:
    """The members of a JSON array, or the lines of JSONL, read piece by piece whatever their number. Raises Invalid."""
    decode = json.JSONDecoder().raw_decode
    # Lines of JSONL may themselves begin with a bracket.
    is_array: bool | None = False if part.path.lower().endswith(".jsonl") else None
    with part.open() as file:
        text, at = "", 0
        for piece, is_last in _texts(file):
            text, at = text[at:] + piece, 0
            while True:
                at = _past_separators(text, at, is_array)
                if at >= len(text):
                    if is_last and is_array:
                        raise Invalid(f"{part.name} ends in the middle.", field="file")
                    break
                if is_array is None:
                    is_array = text[at] == "["
                    at += is_array
                    continue
                if is_array and text[at] == "]":
                    return
                try:
                    found, end = decode(text, at)
                except RecursionError as error:
                    raise Invalid(f"{part.name} is nested too deeply.", field="file") from error
                except ValueError as error:
                    if is_last or len(text) - at > MOST_RECORD:
                        raise Invalid(f"{part.name} is no JSON.", field="file") from error
                    break  # the rest of it is still to come
                if end == len(text) and not is_last:
                    break  # a number may go on
                yield found
                at = end


def _past_separators(text: str, at: int, is_array: bool | None) -> int:
    between = " \t\r\n," if is_array else " \t\r\n"
    while at < len(text) and text[at] in between:
        at += 1
    return at


def _texts(file: _Counted) -> Iterator[tuple[str, bool]]:
    """Pieces of text, and whether it is the last; a character that is cut in two waits for its rest."""
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    try:
        while piece := file.read(PIECE):
            yield decoder.decode(piece), False
        yield decoder.decode(b"", final=True), True
    except UnicodeDecodeError as error:
        raise Invalid("The file is no text in UTF-8.", field="file") from error
