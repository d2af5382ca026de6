"""Starting the child that opens sound files (`streaming.delivery.child`), with limits on what it may use.

Children are forked by a resident process that has FFmpeg loaded (`streaming.delivery.nursery`): one a web server, made
before its processes and shared by them, or one a process that has none to share. Where descriptors do not travel in
packets (macOS), each child is a program of its own.
"""

import json
import logging
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from django.conf import settings

from common.errors import TooMany

logger = logging.getLogger(__name__)

MEMORY = 1_500_000_000
"""Bytes of address space: libraries map 300 MB of it, encoders take tens."""

GRACE = 5
"""Seconds after a child's own time limit in which its end must be told."""

_FORKS = sys.platform == "linux"


class SoundError(Exception):
    """The child could not do it; the sentence is for logs, it may name a path."""


def ask(order: dict[str, Any], *, seconds: int, output: int = 0) -> dict[str, Any]:
    """The child's answer to an order that has one. `output` bounds the bytes of a file that it writes.

    Raises SoundError, and TooMany where no child can be had now.
    """
    wall = seconds * 2 if output else seconds
    limits = {"cpu": seconds, "wall": wall, "memory": MEMORY, "output": output}
    answer, out = os.pipe()
    try:
        error, told = _start(order | {"limits": limits}, out=out, held=())
    except BaseException:
        os.close(answer)
        raise
    finally:
        os.close(out)
    answered, said, code = _read_all(answer, error, told, seconds=wall + GRACE)
    if not code:  # whoever would tell has died, which says nothing of the file
        raise TooMany("Sound files can't be opened at the moment.")
    if code != b"0":
        raise SoundError(_reason(code, said))
    found: dict[str, Any] = json.loads(answered)
    return found


def start_render(
    order: dict[str, Any], *, out: int, held: tuple[int, ...], seconds: int, output: int
) -> None:
    """Start the child that writes a rendition to the descriptor `out`. Raises TooMany where none can be had now.

    It keeps the locks on `out` and the descriptors `held` until it ends. It is not stopped when a listener leaves: what
    it makes is what the next one asks for.
    """
    limits = {"cpu": seconds, "wall": seconds * 2, "memory": MEMORY, "output": output}
    error, told = _start(order | {"limits": limits}, out=out, held=held)
    wait = threading.Thread(
        target=_await, args=(error, told, seconds * 2 + GRACE), name="encoder", daemon=True
    )
    wait.start()


def _await(error: int, told: int, seconds: float) -> None:
    """Tell the log if the child failed."""
    try:
        said, code = _read_all(error, told, seconds=seconds)
    except SoundError as silence:
        said, code = str(silence).encode(), b"nothing"
    if code != b"0":
        logger.warning("a rendition was not made: %s", _reason(code, said))


def _start(order: dict[str, Any], *, out: int, held: tuple[int, ...]) -> tuple[int, int]:
    """Start a child; where its errors and where its exit code can be read."""
    error, says = os.pipe()
    told, tells = os.pipe()
    try:
        if _FORKS:
            nursery.order(json.dumps(order).encode(), (out, says, tells, *held))
        else:
            _start_program(order, out, says, os.dup(tells), held)
    except BaseException:
        os.close(error)
        os.close(told)
        raise
    finally:
        os.close(says)
        os.close(tells)
    return error, told


def _start_program(
    order: dict[str, Any], out: int, says: int, tells: int, held: tuple[int, ...]
) -> None:
    child = subprocess.Popen(  # noqa: S603  # our own program, the order is JSON
        [sys.executable, "-m", "streaming.delivery.child", json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=says,
        pass_fds=held,
        **_surroundings(),
    )

    def tell() -> None:
        with os.fdopen(tells, "w") as file:
            file.write(str(child.wait()))

    threading.Thread(target=tell, daemon=True).start()


class Nursery:
    """The resident process, started when it is first needed and again when it is gone."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Have it ready: by the time somebody listens it has loaded what it needs."""
        with self._lock:
            if _FORKS and self._orders is None:
                self._orders, self.process = _started()

    def stop(self) -> None:
        """End it, and see it end. It would end by itself, a moment after whoever started it."""
        with self._lock:
            if self._orders is None or self.process is None:
                return
            self._orders.close()
            try:
                self.process.wait(GRACE)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self._orders = self.process = None

    def order(self, message: bytes, descriptors: tuple[int, ...]) -> None:
        """Hand it an order; it makes its own copies of the descriptors. Raises TooMany where it can't be started."""
        for _ in range(2):
            self.start()
            orders = self._orders
            try:
                if orders is not None:
                    socket.send_fds(orders, [message], list(descriptors))
                    return
            except OSError:
                self._forget(orders)
        raise TooMany("Sound files can't be opened at the moment.")

    def _forget(self, orders: socket.socket | None) -> None:
        """It has died. In this process another one takes its place."""
        with self._lock:
            if orders is not None and self._orders is orders:
                logger.warning("the process that starts decoders is gone: another is started")
                orders.close()
                if self.process is not None:
                    self.process.poll()  # collects it, where it was started here
                self._orders = self.process = None


nursery = Nursery()


def _started() -> tuple[socket.socket, "subprocess.Popen[bytes]"]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    ours.settimeout(GRACE)
    with theirs:
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-m", "streaming.delivery.nursery", str(theirs.fileno())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=(theirs.fileno(),),
            **_surroundings(),
        )
    return ours, process


def _surroundings() -> dict[str, Any]:
    """No secret of the site's environment reaches a decoder."""
    return {
        "cwd": Path(settings.BASE_DIR),
        "env": {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        },
    }


def _read_all(*descriptors: int, seconds: float) -> list[bytes]:
    """All that comes on each until its end; they are closed. Raises SoundError after `seconds`."""
    until = time.monotonic() + seconds
    held = {descriptor: bytearray() for descriptor in descriptors}
    try:
        with selectors.DefaultSelector() as selector:
            for descriptor in descriptors:
                selector.register(descriptor, selectors.EVENT_READ)
            while selector.get_map():
                ready = selector.select(until - time.monotonic())
                if not ready and time.monotonic() >= until:
                    raise SoundError("the child did not end in its time")
                for key, _ in ready:
                    block = os.read(key.fd, 1 << 16)
                    if block:
                        held[key.fd] += block
                    else:
                        selector.unregister(key.fd)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
    return [bytes(each) for each in held.values()]


def _reason(code: bytes, error: bytes) -> str:
    text = error.decode(errors="replace").strip()[-500:]
    return text or f"the child ended with {code.decode() or 'its parent'}"
