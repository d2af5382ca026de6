"""Paths as a client sends them, and as they stand in a library."""

import re
import unicodedata

from common.errors import Invalid
from streaming.importing.formats import EXTENSIONS
from streaming.importing.walk import is_cover

MOST_CHARACTERS = 700
MOST_IN_NAME = 180
"""Bytes of a folder's or file's name: file systems take 255, and some is added to it."""
DEEPEST = 12
_forbidden = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\U0010ff80-\U0010ffff]"
)
_blanks = re.compile(r"\s+")
_ENDINGS = tuple(EXTENSIONS)


def path_checked(path: str) -> str:
    """The path, NFC, with `/` between its parts. Raises Invalid with a sentence.

    Refused, not mended: `..` and absolute paths, control characters, and those that turn the direction of writing,
    by which `gpj.exe` is read as `exe.jpg` (https://trojansource.codes/).
    """
    if _forbidden.search(path):
        raise Invalid(
            "The name holds control characters, or some that turn the direction of writing: rename the file.",
            field="path",
        )
    if len(path) > MOST_CHARACTERS:
        raise Invalid(f"The path has more than {MOST_CHARACTERS} characters.", field="path")
    parts = unicodedata.normalize("NFC", path).replace("\\", "/").split("/")
    if any(part in {"", ".", ".."} for part in parts):
        raise Invalid(
            "The path leads out of its folder: it takes names with / between.", field="path"
        )
    if len(parts) > DEEPEST:
        raise Invalid(f"The file lies more than {DEEPEST} folders deep.", field="path")
    parts = [_blanks.sub(" ", part).strip() for part in parts]
    if not all(parts) or any(part.startswith(".") for part in parts):
        raise Invalid("Hidden files and folders are not taken.", field="path")
    stem, dot, extension = parts[-1].rpartition(".")
    if is_cover(parts[-1]):
        if len(parts) == 1:
            raise Invalid(
                "A cover goes with the music in its folder: upload the folder.", field="path"
            )
    elif not stem or f"{dot}{extension}".lower() not in EXTENSIONS:
        raise Invalid(
            "That is no name of music: MP3, FLAC, WAV, AIFF, Ogg, Opus, AAC, ALAC (M4A) and WavPack are taken; of "
            "pictures, the cover of a folder (cover.jpg, folder.png, front.jpg).",
            field="path",
        )
    return "/".join(parts)


def place_in_library(path: str, attempt: int, mark: str) -> str:
    """Where a file of this path goes in its library; another place for each attempt after the first."""
    *folders, name = path.split("/")
    stem, dot, extension = name.rpartition(".")
    more = "" if not attempt else f" ({mark[-6 - attempt :]})"
    return "/".join(
        [*(_folder(one) for one in folders), f"{_short(stem)}{more}{dot}{extension.lower()}"]
    )


def _folder(name: str) -> str:
    """A folder's name, which is never one that a file of music may have: a disk holds one thing of a name."""
    short = _short(name)
    return f"{short}_" if short.lower().endswith(_ENDINGS) else short


def _short(name: str) -> str:
    """At most `MOST_IN_NAME` bytes of UTF-8, whole characters. No system takes a dot or a blank at the end."""
    return name.encode()[:MOST_IN_NAME].decode(errors="ignore").rstrip(". ") or "_"
