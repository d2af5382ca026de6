"""The parent's side of the decoding process: started for a batch, killed when stuck, started again when it died."""

import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pictures.sniffing import PictureRefused

ROOT = Path(__file__).resolve().parent.parent
WALL_SECONDS = 60.0
_program = (
    "import sys; sys.path.insert(0, sys.argv[1]); from pictures.decoding import serve; serve()"
)


class Decoder:
    """`with Decoder() as decoder: facts, files = decoder.process(data)`; see `pictures.decoding.process`.

    A child of its own rather than a fork: the worker has threads, connections and secrets that a decoder must not
    inherit. It costs 0.1 s a batch.
    """

    def __init__(self, *, wall_seconds: float = WALL_SECONDS) -> None:
        self.wall_seconds = wall_seconds
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._kill()

    def process(self, data: bytes) -> tuple[dict[str, Any], dict[str, bytes]]:
        """Raises PictureRefused with the reason: unreadable, too large, or beyond the limits."""
        child = self._child or self._start()
        try:
            assert child.stdin is not None
            child.stdin.write(struct.pack(">I", len(data)))
            child.stdin.write(data)
            child.stdin.flush()
            until = time.monotonic() + self.wall_seconds
            (length,) = struct.unpack(">I", self._read(child, 4, until))
            answer = self._read(child, length, until)
        except (OSError, EOFError, TimeoutError) as error:
            self._kill()
            raise PictureRefused("The picture can't be decoded within the limits.") from error
        except BaseException:
            self._kill()  # an interrupted conversation can't be taken up again
            raise
        line, _, rest = answer.partition(b"\n")
        facts = json.loads(line)
        if "refused" in facts:
            raise PictureRefused(facts["refused"])
        files = {}
        for name, size in facts.pop("files").items():
            files[name], rest = rest[:size], rest[size:]
        return facts, files

    def _start(self) -> "subprocess.Popen[bytes]":
        self._child = subprocess.Popen(  # noqa: S603 - our own interpreter on our own module
            [sys.executable, "-I", "-c", _program, str(ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={},
            close_fds=True,
        )
        return self._child

    def _read(self, child: "subprocess.Popen[bytes]", length: int, until: float) -> bytes:
        assert child.stdout is not None
        found = bytearray()
        descriptor = child.stdout.fileno()
        while len(found) < length:
            left = until - time.monotonic()
            if left <= 0 or not select.select([descriptor], [], [], left)[0]:
                raise TimeoutError
            part = os.read(descriptor, min(length - len(found), 1 << 20))
            if not part:
                raise EOFError
            found += part
        return bytes(found)

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            child.wait()
