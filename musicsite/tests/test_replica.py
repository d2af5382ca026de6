"""A site with a replica of its database: read where nobody can tell the difference, and nowhere else.

The replica is a copy from before: what it does not have yet shows where a request read.
"""

import json
import sqlite3
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest

from musicsite.tests.serving import Serving, manage, until
from tests.servers.schema import begin

pytestmark = pytest.mark.servers
PASSWORD = "blue-train-1957"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("replica") / "var"
    copy = folder.with_name("copy.sqlite3")
    own: Any = {"DEMO": "1", "ADMIN_EMAIL": "a@example.org", "ADMIN_PASSWORD": PASSWORD}
    begin(folder)
    manage(folder, "prepare", **own)
    with sqlite3.connect(folder / "musicsite.sqlite3") as live, sqlite3.connect(copy) as behind:
        live.backup(behind)
        behind.execute("UPDATE catalog_artist SET name = 'Before ' || name")
        behind.execute("UPDATE catalog_album SET title = 'Before ' || title")
    site = Serving(folder, DATABASE_REPLICA_URL=f"sqlite://{copy}", **own).up()
    yield site
    site.remove()


class Person:
    """Somebody with the API's token."""

    def __init__(self, site: Serving) -> None:
        self.site, self.token = site, ""

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=20)
        headers = {"Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer: HTTPResponse = connection.getresponse()
        told = answer.read()
        connection.close()
        assert answer.status < 300, (answer.status, told)
        return json.loads(told) if told else None

    def sign_in(self) -> None:
        self.token = self.ask(
            "POST", "/api/v1/auth/token/", {"email": "a@example.org", "password": PASSWORD}
        )["access"]

    def first_album(self) -> dict[str, Any]:
        found: dict[str, Any] = self.ask("GET", "/api/v1/albums/?limit=1")["results"][0]
        return found


@pytest.fixture(scope="module")
def manager(site: Serving) -> Person:
    """Signed in, and long enough ago that the replica is asked: also for the catalogue, which was made at the start."""
    found = Person(site)
    found.sign_in()
    until(lambda: is_before(found), "the replica is never asked", seconds=30)
    return found


def is_before(person: Person) -> bool:
    """Whether a list was read from the replica."""
    return str(person.first_album()["title"]).startswith("Before ")


def test_who_wrote_reads_what_they_wrote_and_nobody_else_waits_for_it(
    site: Serving, manager: Person
) -> None:
    album = manager.first_album()
    manager.ask("PUT", f"/api/v1/me/likes/album/{album['id']}/")
    assert not is_before(manager)
    assert is_before(Person(site))
    until(lambda: is_before(manager), "the replica is not asked again", seconds=30)


def test_what_is_kept_for_others_after_a_change_is_made_of_what_is_written(
    site: Serving, manager: Person
) -> None:
    assert "Before " in site_page(site)
    album = manager.first_album()
    manager.ask("PATCH", f"/api/v1/albums/{album['id']}/curation/", {"title": "Changed"})
    page = site_page(site)
    assert "Changed" in page
    assert "Before " not in page


def test_bytes_that_were_closed_are_closed_at_once(site: Serving, manager: Person) -> None:
    album = manager.first_album()
    track = manager.ask("GET", f"/api/v1/tracks/?album={album['id']}&limit=1")["results"][0]
    until(lambda: is_before(Person(site)), "the replica is never asked", seconds=30)
    assert site.get(f"/api/v1/tracks/{track['id']}/stream/").status == 200
    manager.ask("PATCH", f"/api/v1/albums/{album['id']}/curation/", {"visibility": "private"})
    until(lambda: is_before(Person(site)), "the replica is never asked", seconds=30)
    assert site.get(f"/api/v1/tracks/{track['id']}/stream/").status == 404


def site_page(site: Serving) -> str:
    """The page of albums as nobody in particular sees it."""
    connection = HTTPConnection("127.0.0.1", site.port, timeout=20)
    connection.request("GET", "/albums/")
    page = connection.getresponse().read().decode()
    connection.close()
    assert page.count('class="card') > 2
    return page
