"""What must hold before anything starts. Each failure is one sentence for the operator (`Refused`)."""

import errno
import fcntl
import os
import shutil
import socket
import tempfile
from pathlib import Path

LEAST_FREE = 64 * 1024 * 1024  # bytes in DATA_DIR: room for migrations, logs and a write-ahead log
BACKLOG = 1024


class Refused(Exception):
    """The site can't start. `str(error)` is one sentence that says why and what helps."""


def writable(folder: Path, *, least_free: int = LEAST_FREE) -> None:
    """Make DATA_DIR and try it by writing a file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"x" * 4096)
            probe.flush()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused(f"The disk is full: DATA_DIR, {folder}, takes no more bytes.") from None
        raise Refused(
            f"DATA_DIR takes a folder that can be written: {error.strerror}: {folder}."
        ) from None
    if free < least_free:
        raise Refused(
            f"The disk is full: DATA_DIR, {folder}, has {free // 1_000_000} MB left and the site needs "
            f"{least_free // 1_000_000} MB."
        )


def lock(folder: Path) -> int:
    """Hold DATA_DIR for this process; the lock's file descriptor. It goes with the process, even by kill -9."""
    descriptor = os.open(folder / "serve.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        owner = os.read(descriptor, 20).decode().strip()
        os.close(descriptor)
        raise Refused(
            f"The site is already served from DATA_DIR, {folder}, by process {owner or 'unknown'}; "
            "stop that one, or give this one another DATA_DIR and PORT."
        ) from None
    os.ftruncate(descriptor, 0)
    os.write(descriptor, str(os.getpid()).encode())
    return descriptor


def listen(bind: str, port: int) -> socket.socket:
    """The web server's socket. Callers wait in its queue while the site starts."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            bind, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError:
        raise Refused(f"BIND takes an address of this machine, not {bind!r}.") from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise Refused(
                f"Port {port} of {bind} is in use by another program; set PORT to a free one."
            ) from None
        if error.errno == errno.EACCES:
            raise Refused(
                f"PORT {port} is kept for administrators of the machine; take one above 1023."
            ) from None
        raise Refused(f"BIND takes an address of this machine, not {bind!r}.") from None
    return listener


def lan_address() -> str | None:
    """This machine's address on its network, as a phone would call it. Nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for documentation (RFC 5737)
        except OSError:
            return None
        return str(probe.getsockname()[0])
