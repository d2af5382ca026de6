"""Looking at bytes of a stranger: type from content, tags and art, and a whole decode.

Nothing here opens the file itself: tags are read by the import's reader processes, sound is decoded by children of the
nursery, all with limits on memory and time, and all killed without harm to the worker.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streaming.delivery.spawn import SoundError, ask
from streaming.importing.reader import FileRead, Item, Job, JobRead
from streaming.importing.readers import Readers
from streaming.uploads.limits import LONGEST_HOURS
from streaming.uploads.refusal import Refusal

_HOUR_MS = 3_600_000
_TAIL = 66_000
"""A ZIP's directory ends in the last 65,557 bytes (APPNOTE.TXT 4.3.16)."""
_starts = (b"ID3", b"fLaC", b"OggS", b"RIFF", b"RF64", b"FORM", b"wvpk", b"APETAGEX")
EXPORT = "Play it on your device; if it is music, export it again as FLAC, WAV or MP3."


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file that is music."""

    read: JobRead
    file: FileRead
    heard: dict[str, Any]
    """As `streaming.analysis.measure.Measured`."""

    @property
    def note(self) -> str:
        """What the person should know although the file is taken in."""
        assert self.file.sound
        said, is_there = self.file.sound.duration_ms, self.heard["duration_ms"]
        if is_there < 0.9 * said - 2000:
            return f"It says {_clock(said)} and holds {_clock(is_there)} of sound."
        return self.file.note


def read_checked(root: Path, path: str) -> Checked:
    """What the file at `path` below `root` holds. Raises Refusal in words for a person."""
    whole = root / path
    _check_ends(whole)
    with Readers(1) as readers:
        (read,) = readers.submit([Job(str(root), [Item(path)])]).result()
    (file,) = read.files
    if file.refused or file.sound is None:
        raise Refusal(f"It is no music that can be read: {file.refused}.", EXPORT)
    _check_length(file.sound.duration_ms)
    seconds = int(30 + file.sound.duration_ms / 1000 / 10)
    try:
        heard = ask({"do": "analyse", "path": str(whole)}, seconds=seconds)
    except SoundError as error:
        raise Refusal("Its sound can't be decoded.", EXPORT) from error
    _check_length(heard["duration_ms"])
    return Checked(read, file, heard)


def _check_length(milliseconds: int) -> None:
    if milliseconds > LONGEST_HOURS * _HOUR_MS:
        raise Refusal(
            f"It lasts {milliseconds / _HOUR_MS:.1f} hours; {LONGEST_HOURS} are the most.",
            "Cut it into shorter files.",
        )


def _check_ends(path: Path) -> None:
    """Raises Refusal for a file that is something else besides music: its first and last bytes tell.

    A player would pass over what stands before or behind the sound, and another program would run it.
    """
    with path.open("rb") as file:
        head = file.read(16)
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read()
    is_frame = head[:1] == b"\xff" and head[1:2] >= b"\xe0"
    if not (head.startswith(_starts) or head[4:8] == b"ftyp" or is_frame):
        raise Refusal("It does not begin as music does.", EXPORT)
    at = tail.rfind(b"PK\x05\x06")
    if at >= 0 and len(tail) - at >= 22:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + 22 + comment == len(tail):
            raise Refusal("There is a ZIP archive at its end.", EXPORT)


def _clock(milliseconds: int) -> str:
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02}"
