"""Renditions: made once by a child process, sent while they grow, kept in a folder of limited size.

A rendition's file is written beside its place as a part that its writer locks (`streaming.delivery.growing`), and
renamed when complete: whoever asks meanwhile, in any process, follows the same part, and an encoder that is killed
leaves a part that nobody takes for more. The row is written when a complete file is first sent; a file without a row
and a row without a file do no harm and are put right by `streaming.delivery.sweep`.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from common.errors import Invalid, TooMany
from streaming.delivery.facts import Facts, Form
from streaming.delivery.files import OpenFile, open_file
from streaming.delivery.growing import Broken, Growing
from streaming.delivery.places import cache_folder
from streaming.delivery.spawn import start_render
from streaming.models import MediaFile, Rendition

USED = timedelta(hours=1)
"""How exactly the last use is known: a write for each range would be too much."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A form of a file, and the file's place on this machine."""

    file: MediaFile
    path: Path
    facts: Facts
    form: Form

    @property
    def key(self) -> str:
        """Its place in the cache: another one for another state of the file's bytes."""
        name = self.file.public_id
        return f"{name[-2:]}/{name}-{self.facts.state}.{self.form.key}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A complete rendition in the cache, as its key tells of it (see `Wanted.key`). `state` is its source's."""

    key: str
    tag: str
    state: str
    format: str

    @classmethod
    def of(cls, key: str) -> "Kept":
        tag, _, form = key.partition("/")[2].partition(".")
        return cls(key, f"{tag}-{form}", tag.partition("-")[2], form.partition("-")[0])

    def mime(self, codec: str) -> str:
        """The media type; `codec` is that of the file it was made of."""
        plain = {"fmp4": 'audio/mp4; codecs="flac"', "adts": "audio/aac", "mp3": "audio/mpeg"}
        made = "opus" if self.format == "opus" else codec
        return plain.get(self.format) or f'audio/webm; codecs="{made}"'


def rendition_known(wanted: Wanted) -> bool:
    """Whether it is in the cache, complete."""
    return (cache_folder() / wanted.key).exists()


def rendition_open(wanted: Wanted, *, at: datetime, whole: bool = False) -> OpenFile | Growing:
    """The rendition, complete or growing; its making is started where nobody does it yet.

    `whole`: wait until it is complete (a resumed or sought stream needs bytes after the start, and a length).
    Raises TooMany when all encoders are busy, Invalid when this file can't be made into that form.
    """
    final = cache_folder() / wanted.key
    for _ in range(20):
        if final.exists():
            opened = open_file(final, name=_tag(wanted))
            rendition_used(wanted, size=opened.size, at=at)
            return opened
        growing = _follow_or_start(wanted, final)
        if growing is None:
            continue  # somebody finished or failed in this very moment: look again
        kept = False
        try:
            growing.wait_for_first()
            if whole:
                growing.wait_for_all()
                continue
        except Broken as error:
            raise Invalid("This track can't be sent in that format.", field="format") from error
        else:
            kept = True
            return growing
        finally:
            if not kept:
                growing.close()
    raise TooMany("This track is being prepared.", retry_after=1)


def rendition_used(wanted: Wanted, *, size: int, at: datetime) -> None:
    """Keep or renew the row of a complete rendition."""
    rows = Rendition.objects.filter(
        file=wanted.file, format=wanted.form.format, bitrate=wanted.form.bitrate or 0
    )
    row = rows.first()
    if row and row.storage_key == wanted.key and row.used_at > at - USED:
        return
    Rendition.objects.update_or_create(
        file=wanted.file,
        format=wanted.form.format,
        bitrate=wanted.form.bitrate or 0,
        defaults={
            "storage_key": wanted.key,
            "bytes": size,
            "skip_samples": wanted.form.skip_samples,
            "samples": wanted.form.samples,
            "sample_rate": wanted.form.sample_rate,
            "used_at": at,
        },
    )


def _tag(wanted: Wanted) -> str:
    return f"{wanted.file.public_id}-{wanted.facts.state}-{wanted.form.key}"


def _follow_or_start(wanted: Wanted, final: Path) -> Growing | None:
    part = final.with_name(final.name + ".part")
    part.parent.mkdir(parents=True, exist_ok=True)
    # The lock belongs to the open file, which the child inherits: it ends when the last of both lets go.
    out = os.open(part, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        if not _locked(out):
            return _opened(part)
        if not _is_at(out, part):
            return None
        if final.exists() or os.fstat(out).st_size:
            part.unlink()  # it is done, or an encoder was killed; whoever still reads this keeps reading it
            return None
        growing = _opened(part)
        if growing:
            try:
                _start(wanted, out, part, final)
            except BaseException:
                growing.close()
                raise
        return growing
    except FileNotFoundError:
        return None
    finally:
        os.close(out)


def _start(wanted: Wanted, out: int, part: Path, final: Path) -> None:
    info = wanted.facts.info
    seconds = info["duration_ms"] / 1000
    raw = seconds * info["sample_rate"] * info["channels"] * 4
    with _encoder_slot() as slot:
        start_render(
            {
                "do": "render",
                "path": str(wanted.path),
                "info": info,
                "format": wanted.form.format,
                "bitrate": wanted.form.bitrate,
                "part": str(part),
                "final": str(final),
            },
            out=out,
            held=(slot,),
            seconds=int(60 + seconds / 4),
            output=int(raw * 1.1) + (1 << 20),
        )


@contextmanager
def _encoder_slot() -> Iterator[int]:
    """A locked descriptor for the child to inherit. Raises TooMany where as many encoders run as are good."""
    folder = cache_folder() / "encoders"
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(max(2, (os.cpu_count() or 1) * 2)):
        slot = os.open(folder / str(number), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            if _locked(slot, tries=1):
                yield slot
                return
        finally:
            os.close(slot)
    raise TooMany("Other tracks are being prepared.", retry_after=2)


def _locked(number: int, *, tries: int = 5) -> bool:
    for attempt in range(tries):
        with suppress(BlockingIOError):
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if attempt + 1 < tries:
            time.sleep(
                0.001
            )  # a reader looks whether the writer lives: it holds a lock for microseconds
    return False


def _is_at(number: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(number), path.stat())
    except FileNotFoundError:
        return False


def _opened(part: Path) -> Growing | None:
    try:
        return Growing(part)
    except FileNotFoundError:
        return None
