"""What is known of the sound in a file: found by a child process at its first play, kept on the row.

`MediaFile.sound` is JSON: `version` and `state` say when it holds; `info`, `forms` and `choices` are as
`streaming.delivery.child.probe_answer` gives them. The web process reads them here and never opens a sound file.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common.errors import Invalid, TooMany
from streaming.delivery.files import state_of
from streaming.delivery.spawn import SoundError, ask
from streaming.models import MediaFile

VERSION = 1
"""To be raised when `streaming.encoding` makes other bytes or counts than before: files are then probed again."""

SECONDS = 20
"""For probing one file: an MP3 without a Xing header is walked through."""


AT_ONCE = 2
"""Children that probe for one web process: each takes tens of megabytes, and listeners come in hundreds."""

WAIT = 10
"""Seconds to wait for one's turn."""

_turns = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Form:
    """One way to send the file: as `streaming.encoding.Form`, with `key` naming it in addresses and the cache."""

    key: str
    format: str
    bitrate: int | None
    mime: str
    sample_rate: int
    skip_samples: int
    samples: int | None
    padding_samples: int | None
    first_byte: int
    encoded: bool

    @property
    def ending(self) -> str:
        return ending_of(self.format)

    @property
    def query(self) -> str:
        """What follows the stream's address."""
        if not self.format:
            return ""
        return f"?format={self.format}" + (f"&bitrate={self.bitrate}" if self.bitrate else "")


def ending_of(format: str) -> str:
    """What the name of a saved rendition ends with."""
    return {"fmp4": "m4a", "adts": "aac", "opus": "webm"}.get(format, format)


@dataclass(frozen=True, slots=True)
class Facts:
    """A file's facts in one state of its bytes (`state` is size and time of change)."""

    state: str
    info: dict[str, Any]
    forms: dict[str, Form]
    offered: dict[str, list[str]]

    def choices(self, quality: str) -> list[Form]:
        """The forms to offer for a quality, best first."""
        return [self.forms[key] for key in self.offered[quality]]

    def form(self, format: str, bitrate: str) -> Form:
        """The form that a stream's address asks for. Raises Invalid where this file has none such."""
        keys = [format] if not bitrate else [f"{format}-{bitrate}", format]
        if format in {"opus", "mp3"} and not bitrate:
            keys = [f"{format}-128"]
        for key in keys:
            if key and key in self.forms:
                return self.forms[key]
        raise Invalid("This track can't be sent in that format.", field="format")


def facts_of(file: MediaFile, path: Path) -> Facts | None:
    """The facts of a file on this machine, probed and kept if they are not known for its present state.

    None where it can't be read as sound. That is kept too, so that no listener waits for it again.
    Raises TooMany where too many other files are being probed.
    """
    state = state_of(path.stat())
    known = _known(file, state)
    if known is None:
        with _turn() as waited:
            if waited:  # most likely for this very file
                file.refresh_from_db(fields=["sound"])
                known = _known(file, state)
            if known is None:
                known = _probed(path) | {"version": VERSION, "state": state}
                _keep(file, known)
    if "info" not in known:
        return None
    forms = {key: Form(key=key, **form) for key, form in known["forms"].items()}
    return Facts(state, known["info"], forms, known["choices"])


def _known(file: MediaFile, state: str) -> dict[str, Any] | None:
    known: dict[str, Any] | None = file.sound
    if known and known.get("version") == VERSION and known.get("state") == state:
        return known
    return None


@contextmanager
def _turn() -> Iterator[bool]:
    """One's turn to probe; whether it had to be waited for. Raises TooMany."""
    waited = not _turns.acquire(blocking=False)
    if waited and not _turns.acquire(timeout=WAIT):
        raise TooMany("Other tracks are being prepared.", retry_after=2)
    try:
        yield waited
    finally:
        _turns.release()


def _probed(path: Path) -> dict[str, Any]:
    try:
        return ask({"do": "probe", "path": str(path)}, seconds=SECONDS)
    except SoundError as error:
        return {"error": str(error)}


def _keep(file: MediaFile, sound: dict[str, Any]) -> None:
    file.sound = sound
    info = sound.get("info", {})
    file.skip_samples = info.get("skip_samples")
    file.samples = info.get("samples")
    file.save(update_fields=["sound", "skip_samples", "samples", "updated_at"])
