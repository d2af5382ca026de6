"""Promises about how gunicorn, as the site sets it, sends files: by the kernel, in one call, and not for ever."""

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config
from gunicorn.http import wsgi

from musicsite import gunicorn_conf, gunicorn_worker
from musicsite.gunicorn_worker import Connection

DATA = bytes(i * 7 % 251 for i in range(1_000_000))


@pytest.fixture
def config() -> Config:
    found = Config()
    for name, value in vars(gunicorn_conf).items():
        if name in found.settings:
            found.set(name, value)
    return found


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """(offset, bytes asked for) of each call of sendfile."""
    calls: list[tuple[int, int]] = []
    real = os.sendfile

    def noted(out: int, source: int, offset: int, count: int) -> int:
        calls.append((offset, count))
        return real(out, source, offset, count)

    monkeypatch.setattr(os, "sendfile", noted)
    return calls


@pytest.fixture
def sockets() -> Iterator[tuple[socket.socket, socket.socket]]:
    """The server's side and the client's, by TCP."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        client = socket.create_connection(door.getsockname(), timeout=10)
        server, _ = door.accept()
    with client, server:
        yield server, client


def connection_of(config: Config, server: socket.socket) -> Connection:
    made = Connection(config, server, ("127.0.0.1", 1), ("127.0.0.1", 2))
    made.sock.setblocking(True)
    made.init()
    return made


def send(
    config: Config, server: socket.socket, file: Any, length: int, *, offset: int = 0
) -> wsgi.Response:
    file.seek(offset)
    request = SimpleNamespace(method="GET", version=(1, 1), should_close=lambda: False)
    answer = wsgi.Response(request, connection_of(config, server).sock, config)
    answer.start_response("206 Partial Content", [("Content-Length", str(length))])
    answer.write_file(wsgi.FileWrapper(file))
    return answer


def read_all(client: socket.socket) -> bytes:
    held = bytearray()
    while block := client.recv(1 << 16):
        held += block
    return bytes(held)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Any]:
    (tmp_path / "song").write_bytes(DATA)
    with (tmp_path / "song").open("rb", buffering=0) as opened:
        yield opened


def test_a_part_leaves_in_one_call_of_the_kernel_after_its_headers(
    config: Config,
    sockets: tuple[socket.socket, socket.socket],
    sent: list[tuple[int, int]],
    file: Any,
) -> None:
    server, client = sockets
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(read_all(client)))
    reader.start()
    answer = send(config, server, file, 900_000, offset=50_000)
    server.close()
    reader.join()
    head, _, body = received[0].partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 206 Partial Content\r\n")
    assert body == DATA[50_000:950_000]
    assert sent == [(50_000, 900_000)]
    assert answer.sent == 900_000, "the access log says how much was sent"


def test_a_listener_who_takes_nothing_is_let_go(
    config: Config,
    sockets: tuple[socket.socket, socket.socket],
    file: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gunicorn_worker, "STALL", 0.4)
    server, client = sockets
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    began = time.monotonic()
    with pytest.raises(BlockingIOError):
        send(config, server, file, len(DATA))
    assert time.monotonic() - began < 5


def test_a_client_who_never_ends_its_request_is_let_go(
    config: Config, sockets: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gunicorn_worker, "STALL", 0.2)
    server, client = sockets
    client.sendall(b"GET / HTTP/1.1\r\n")
    with pytest.raises(BlockingIOError):
        next(connection_of(config, server).parser)


def test_a_file_that_became_shorter_ends_the_connection_instead_of_waiting(
    config: Config, sockets: tuple[socket.socket, socket.socket], file: Any
) -> None:
    server, client = sockets
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(read_all(client)))
    reader.start()
    answer = send(config, server, file, len(DATA) + 10)
    assert answer.should_close()
    server.close()
    reader.join()
    assert len(received[0].partition(b"\r\n\r\n")[2]) == len(DATA)
