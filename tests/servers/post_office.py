"""A mail server in this process, which does as it is told: takes, refuses, puts off, hangs up, falls silent."""

import email
import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from threading import Thread
from typing import Any

from tests.servers.process import POLL


class PostOffice(socketserver.ThreadingTCPServer):
    """As much of SMTP (RFC 5321) as a client that sends letters needs.

    `answers` holds what is said to RCPT for an address instead of 250; who is in `silent` has their letter taken, and
    then the connection is cut before the answer, as when a network fails at the worst moment.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Counter)
        self.refuses = False
        self.answers: dict[str, str] = {}
        self.silent: set[str] = set()
        self.hangs_up_after: int | None = None
        self.taken: list[Message] = []
        self.connections = 0

    def to(self) -> list[str]:
        """The addresses of all letters that were taken, sorted."""
        return sorted(str(letter["To"]) for letter in self.taken)


class Counter(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self.server.connections += 1
        taken, address = 0, ""
        self.say("220 post.example")
        while line := self.rfile.readline().decode().strip():
            verb = line.partition(" ")[0].upper()
            if verb == "QUIT":
                self.say("221 bye")
                return
            if verb == "RCPT":
                address = line.partition("<")[2].rpartition(">")[0]
                answer = "550 no such person" if self.server.refuses else "250 fine"
                self.say(self.server.answers.get(address, answer))
            elif verb == "DATA":
                self.say("354 go on")
                body = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    body += part
                self.server.taken.append(email.message_from_bytes(body))
                if address in self.server.silent:
                    return
                self.say("250 taken")
                taken += 1
                if taken == self.server.hangs_up_after:
                    return
            else:
                self.say("250 fine")

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def opened(settings: Any) -> Iterator[PostOffice]:
    """A mail server that the site's settings name."""
    with PostOffice() as office:
        Thread(target=office.serve_forever, args=(POLL,), daemon=True).start()
        settings.LETTERS = True
        host, port = office.server_address[:2]
        settings.MAILERS = {
            "default": {
                "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "OPTIONS": {"host": host, "port": port, "timeout": 5},
            }
        }
        yield office
        office.shutdown()
