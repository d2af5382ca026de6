"""Two hundred listeners who take no more bytes of a real track hold up nobody."""

import socket
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from musicsite.tests.serving import Serving, manage, short_folder, until
from tests.servers.schema import begin

pytestmark = [
    pytest.mark.servers,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are looked at by /proc"),
]
LISTENERS, PEOPLE = 200, 20
SIZE = 30_000_000

SEED = """
import sys
from importlib import import_module
from pathlib import Path
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.services import user_create
from catalog.audience import Audience
from streaming.tests.sound import library_make, track_make
root = Path(settings.DATA_DIR) / "music"
file = track_make(library_make(root), "long.wav", bytes({size}), audience=Audience.MEMBERS)
print("track", file.track.public_id)
engine = import_module(settings.SESSION_ENGINE)
for number in range({people}):
    user = user_create(email=f"{{number}}@example.org", password=None)
    session = engine.SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("session", session.session_key)
"""


class Audience:
    """People who listen to one members' track of a running site."""

    def __init__(self, site: Serving, track: str, sessions: list[str]) -> None:
        self.site, self.track, self.sessions = site, track, sessions

    def stall(self, person: int) -> socket.socket:
        """Ask for the track, take its first bytes and then no more."""
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        listener.settimeout(20)
        listener.connect(("127.0.0.1", self.site.port))
        listener.sendall(
            f"GET /api/v1/tracks/{self.track}/stream/ HTTP/1.1\r\nHost: localhost\r\n"
            f"Cookie: session={self.sessions[person]}\r\n\r\n".encode()
        )
        return listener

    def median(self, path: str) -> float:
        times = []
        for _ in range(21):
            started = time.perf_counter()
            assert self.site.get(path).status == 200
            times.append(time.perf_counter() - started)
        return statistics.median(times)


@pytest.fixture(scope="module")
def audience() -> Iterator[Audience]:
    with short_folder() as folder:
        begin(folder)
        manage(folder, "prepare")
        told = manage(
            folder, "shell", "-v0", "-c", SEED.format(size=SIZE, people=PEOPLE)
        ).stdout.split()
        site = Serving(folder).up()
        try:
            yield Audience(site, told[1], told[3::2])
        finally:
            site.remove()


def test_home_and_health_answer_as_before_while_200_listeners_of_a_track_stall(
    audience: Audience,
) -> None:
    before = {path: audience.median(path) for path in ("/", "/healthz", "/api/v1/albums/")}
    with ExitStack() as held:
        stalled = [
            held.enter_context(audience.stall(number % PEOPLE)) for number in range(LISTENERS)
        ]
        for listener in stalled:
            assert listener.recv(12) == b"HTTP/1.1 200"
        during = {path: audience.median(path) for path in before}
    for path, usual in before.items():
        assert during[path] < usual * 3 + 0.02, (
            f"{path}: {during[path]:.3f} s instead of {usual:.3f} s"
        )


def test_one_person_cannot_hold_more_than_the_limit(audience: Audience) -> None:
    # Those of the test before have left; the site finds out as it sends.
    until(
        lambda: _answers(audience, 1) == [b"200"],
        "the places of listeners who left are not given back",
    )
    answers = _answers(audience, 15)
    # Some places belong to one process each, and the kernel chooses who answers.
    assert 6 <= answers.count(b"200") <= 12
    assert set(answers) == {b"200", b"429"}


def _answers(audience: Audience, count: int) -> list[bytes]:
    with ExitStack() as held:
        listeners = [held.enter_context(audience.stall(0)) for _ in range(count)]
        return [listener.recv(12).split()[1] for listener in listeners]
