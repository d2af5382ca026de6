"""The private Valkey: on a socket in DATA_DIR, in memory only, started beside the web process."""

import os
import socket
import stat
from pathlib import Path

from musicsite.env import WrongSetting

MEMORY = "48mb"  # it forgets the least used when that is full


def command(binary: Path, address: Path, folder: Path) -> list[str]:
    """The arguments of valkey-server(1)."""
    options = {
        "port": "0",
        "unixsocket": str(address),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory": MEMORY,
        "maxmemory-policy": "allkeys-lru",
        "daemonize": "no",
        "loglevel": "warning",
        "logfile": str(folder / "valkey.log"),
        # Threads of its own for freeing and saving are not worth their memory here.
        "io-threads": "1",
        "databases": "2",
    }
    return [
        str(binary),
        *(part for name, value in options.items() for part in (f"--{name}", value)),
    ]


def run(binary: Path, address: Path, folder: Path) -> None:
    """Become Valkey. Called in a forked child; does not return."""
    evict(address)
    (folder / "valkey.log").unlink(missing_ok=True)
    os.execv(binary, command(binary, address, folder))  # noqa: S606  # no shell is wanted


def own_folder(folder: Path) -> None:
    """The socket's folder, this user's alone: whoever could put a socket there could feed the site its cache.

    Raises WrongSetting where somebody else made it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = folder.lstat()
    if not stat.S_ISDIR(facts.st_mode) or facts.st_uid != os.getuid():
        raise WrongSetting(f"DATA_DIR takes a shorter path: {folder} belongs to somebody else.")


def evict(address: Path) -> None:
    """Stop a Valkey that a killed supervisor left on this socket, and clear the way.

    The caller holds DATA_DIR's lock, so nobody else can own it.
    """
    with socket.socket(socket.AF_UNIX) as old:
        old.settimeout(2)
        try:
            old.connect(os.fspath(address))
            old.sendall(b"SHUTDOWN NOSAVE\r\n")
            old.recv(64)  # closes when it is gone
        except OSError:
            pass
    address.unlink(missing_ok=True)
