"""gunicorn's threaded worker, made safe against listeners that stall, and quick for those who listen.

What a request costs beside its own work is mostly changing threads: gunicorn gives each request of a connection to
another thread by way of its main one, and sends a file in as many pieces as the socket has room. Here a thread stays
with a connection for a moment, and the kernel sends all of a file's part in one call. New connections go to the process
that holds fewest.
"""

import json
import mmap
import os
import select
import socket
import struct
import time
from email.utils import formatdate
from functools import lru_cache
from typing import Any

from gunicorn import util
from gunicorn.http import message, wsgi
from gunicorn.workers import gthread

from musicsite.observability.metrics import busy_threads

STALL = 90.0
"""Seconds after which a client that takes no byte, or sends none of the request it began, is let go."""

LINGER = 0.01
"""Seconds for which a thread waits for the next request of its connection before it hands it back: a player asks for
range after range, a browser for a page's parts. A waiting thread costs nothing, changing threads does."""

_MOST = 1 << 30
"""Bytes in one call of sendfile: some systems refuse more than 2 GB."""


class Connection(gthread.TConn):  # type: ignore[misc]  # gunicorn has no types
    """A connection that gives up on a client that stalls."""

    def init(self) -> None:
        if self.initialized:
            return
        super().init()
        # The kernel's own time limits: Python's would make the socket non-blocking, and each send a loop in Python.
        # A call may time out twice, once with what it had sent until then and once with nothing.
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            self.sock.setsockopt(socket.SOL_SOCKET, option, _timeval(STALL / 2))

    def has_more(self) -> bool:
        """Whether the next request has begun to arrive, waited for a moment."""
        waiting = select.poll()
        waiting.register(self.sock, select.POLLIN)
        return bool(waiting.poll(LINGER * 1000))

    def has_no_body(self) -> bool:
        """Whether the last request said that nothing follows its headers."""
        body: Any = getattr(self.parser.mesg, "body", None)
        length = getattr(getattr(body, "reader", None), "length", None)
        return length == 0 and not body.buf.getbuffer().nbytes

    def close(self, graceful: bool = False) -> None:
        util.close(self.sock)


class Answer(wsgi.Response):  # type: ignore[misc]
    """An answer whose file leaves in one call of sendfile, its headers in the same packet as its first bytes."""

    headers_sent: bool

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Views answer HEAD as GET, and Django leaves it to the server to drop the body: that is no cause for a warning.
        self._omits_body_warned = True

    def process_headers(self, headers: Any) -> None:
        for name, value in headers:
            if _is_plain(name, value):
                self.headers.append((name, value))
            else:
                super().process_headers([(name, value)])

    def sendfile(self, respiter: Any) -> bool:
        if self.response_length is None or self._omits_body or not self.can_sendfile():
            return bool(super().sendfile(respiter))
        if not util.has_fileno(respiter.filelike):
            return False
        source = respiter.filelike.fileno()
        offset, left = os.lseek(source, 0, os.SEEK_CUR), self.response_length
        self._send_headers_before(left)
        while left:
            sent = os.sendfile(self.sock.fileno(), source, offset, min(left, _MOST))
            if not sent:
                # The file has become shorter: only an end can tell that the rest will not come.
                self.force_close()
                break
            offset, left = offset + sent, left - sent
            self.sent += sent
        return True

    def _send_headers_before(self, length: int) -> None:
        """The headers, held back by the kernel until bytes follow, so that the client wakes once."""
        if self.headers_sent:
            return
        lines = self.default_headers()
        lines.extend(f"{name}: {value}\r\n" for name, value in self.headers)
        head = util.to_bytestring("".join(lines) + "\r\n", "latin-1")
        self.sock.sendall(head, _MORE if length else 0)
        self.headers_sent = True


@lru_cache(512)
def _is_plain(name: str, value: str) -> bool:
    """Whether gunicorn sends a header as it is: most are the same with every answer, and asked about once."""
    return bool(
        wsgi.TOKEN_RE.fullmatch(name)
        and wsgi.HEADER_VALUE_RE.fullmatch(value)
        and name.lower() != "content-length"
        and not util.is_hoppish(name)
        and value == value.strip(" \t")
    )


PROCESSES = 128
held = memoryview(mmap.mmap(-1, 8 * PROCESSES)).cast("q")
"""Open connections of each web process and one more, by its number; 0 where there is none. Shared by all that are
forked after this module was loaded. Players keep their connections for hours: two that met the same process would share
its one interpreter lock while another is idle."""

_WAY, _WAYS = 0.001, 8
"""Seconds for which a process gives way to one that holds fewer connections, and how often: on a busy machine the other
takes longer to wake."""


def process_ended(number: int) -> None:
    """Nobody need give way to it any more."""
    held[number % PROCESSES] = 0


_MORE = getattr(socket, "MSG_MORE", 0)


def _timeval(seconds: float) -> bytes:
    """As SO_RCVTIMEO takes it (socket(7))."""
    whole, part = divmod(seconds, 1)
    return struct.pack("@ll", int(whole), int(part * 1_000_000))


def _is_waiting(listener: Any) -> bool:
    """Whether a connection waits to be accepted."""
    waiting = select.poll()
    waiting.register(listener, select.POLLIN)
    return bool(waiting.poll(0))


@lru_cache(4)
def _date_of(second: int) -> str:
    return str(formatdate(second, usegmt=True))


def http_date(timestamp: float | None = None) -> str:
    """The time for a header (RFC 9110, 5.6.7), made once a second instead of once an answer."""
    return _date_of(int(time.time() if timestamp is None else timestamp))


_is_in_allow_list = message._ip_in_allow_list


def is_trusted(peer: str, trusted: list[str], networks: Any) -> bool:
    """Whether a peer is one of those trusted; nobody is where there are none, whoever it is."""
    return bool(trusted) and bool(_is_in_allow_list(peer, trusted, networks))


def refuse(sock: socket.socket, status: int, reason: str, message: str) -> None:
    """What is said of a request that can't be read, as the API tells problems (RFC 9457). gunicorn says it in HTML.

    No page of the site leads to such a request.
    """
    kind, detail = ("refused", message) if status < 500 else ("internal", message or reason)
    problem = {"type": f"/problems/{kind}", "title": reason, "status": status, "detail": detail}
    body = json.dumps(problem)
    head = (
        f"HTTP/1.1 {status} {reason}\r\nConnection: close\r\nContent-Type: application/problem+json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    util.write_nonblock(sock, (head + body).encode("ascii"))


# gunicorn makes its connections, answers and dates by these names.
message._ip_in_allow_list = is_trusted
gthread.TConn = Connection
wsgi.Response = Answer
util.http_date = http_date
util.write_error = refuse


class PatientThreadWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """Serves a connection's requests in one thread while they follow each other, and lingers there when it closes.

    gunicorn lingers in the loop that accepts: there, each client that is slow to close holds up everybody
    for two seconds.
    """

    def accept(self, listener: Any) -> None:
        for _ in range(_WAYS):
            if not self._others_hold_fewer():
                break
            # The kernel wakes all who wait for a connection: let one of those have it. If none does, it is ours.
            time.sleep(_WAY)
            if not _is_waiting(listener):
                return
        super().accept(listener)
        self._tell()

    def notify(self) -> None:
        """Each turn of the loop that accepts."""
        super().notify()
        self._tell()

    def _tell(self) -> None:
        held[self.age % PROCESSES] = self.nr_conns + 1

    def _others_hold_fewer(self) -> bool:
        own = self.age % PROCESSES
        return any(0 < count <= self.nr_conns for at, count in enumerate(held) if at != own)

    def _keepalive_after(self, conn: Connection, keepalive: bool) -> bool:
        # A request without a body leaves nothing to drain, which gunicorn finds out by setting time limits and reading.
        if keepalive and conn.has_no_body():
            conn.parser.mesg = None
            return True
        return bool(super()._keepalive_after(conn, keepalive))

    def handle(self, conn: Connection) -> Any:
        with busy_threads.track_inprogress():
            return self._handle(conn)

    def _handle(self, conn: Connection) -> Any:
        keep = super().handle(conn)
        while keep is True and self.alive and conn.has_more():
            keep = super().handle(conn)
        if keep is False:
            util.close_graceful(conn.sock)
        return keep
