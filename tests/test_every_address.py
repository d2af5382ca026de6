"""Every address of the site, asked by every one of the cast, answers as the one table says (`tests.addresses`)."""

import io
import json
import re
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils.timezone import now
from rest_framework.views import APIView

from accounts.app_passwords import app_password_create
from accounts.personal_tokens import personal_token_create
from accounts.tokens import family_open
from common.api.permissions import DenyByDefault
from playlists.services.later import later_add
from playlists.tests.factories import a_playlist
from streaming.models import MediaFile, Scan
from tests.addresses import ALL_STAFF, MANAGED, OPEN, ROWS, WHO
from tests.cast import Cast, Things


def routes(patterns: Any, before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route
        else:
            yield from routes(pattern.url_patterns, route)


ALL = sorted(set(routes(get_resolver().url_patterns)))
ADMIN = [route for route in ALL if route.startswith("admin/")]


def test_every_address_stands_in_the_table() -> None:
    assert set(ALL) - set(ADMIN) == set(ROWS)
    assert len(ADMIN) > 50, "the walk found too little of the admin to mean anything"


def test_every_view_of_the_api_says_who_may_ask() -> None:
    """The default denies; but a view that leaned on it would open with a change of settings."""
    silent = []
    for pattern in api_patterns(get_resolver().url_patterns):
        view = getattr(pattern.callback, "cls", None)
        if view is not None and view.permission_classes == APIView.permission_classes:
            silent.append(view.__name__)
    assert silent == []
    assert APIView.permission_classes == [DenyByDefault]


def test_every_view_of_the_api_says_what_a_token_needs_to_be_allowed() -> None:
    """What a view does not name is refused; a view that names nothing was forgotten."""
    silent = []
    for pattern in api_patterns(get_resolver().url_patterns):
        view = getattr(pattern.callback, "cls", None)
        if view is not None and not hasattr(view, "scope"):
            silent.append(view.__name__)
    assert silent == []


def api_patterns(patterns: Any) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from api_patterns(pattern.url_patterns)


def silence() -> bytes:
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(b"\0\0" * 8000)
    return buffer.getvalue()


@pytest.fixture
def words(cast: Cast, things: Things) -> dict[str, Any]:
    """What stands for `{track}` and the like."""
    thing = things["private"]
    body = silence()
    key = default_storage.save("every/silence.wav", ContentFile(body))
    MediaFile.objects.create(
        library=thing.track.library, track=thing.track, path=key, path_hash="0" * 64, folder_hash="0" * 64,
        size=len(body), mtime_ns=0, container="wav", codec="pcm", sample_rate=8000, channels=1, duration_ms=1000,
    )  # fmt: skip
    scan = Scan.objects.create(library=thing.track.library, state=Scan.State.DONE)
    play = {
        "id": "a" * 32, "track": thing.track.public_id, "started_at": now().isoformat(), "seconds": 0.5,
    }  # fmt: skip
    playlist = a_playlist(cast.owner, [thing.track])
    change, entry = playlist.changes.get(), playlist.entries.get()
    later = later_add(
        user=cast.owner, viewer=cast.viewer("owner"), kind="track", public_id=thing.track.public_id
    )
    bodies = {
        "{item}": {"item": f"track:{thing.track.public_id}"}, "{done}": {"done": True},
        "{}": {}, "{play}": play, "{queue}": {"tracks": [thing.track.public_id]}, "{stars}": {"stars": 4},
        "{title}": {"title": "Ours"}, "{change}": {"change": change.public_id}, "{sort}": {"by": "reversed"},
        "{items}": {"items": [f"track:{thing.track.public_id}"]}, "{entries}": {"entries": [entry.public_id]},
    }  # fmt: skip
    return {
        "later": later.public_id,
        "playlist": Named(playlist),
        "track": Named(thing.track),
        "album": Named(thing.album),
        "artist": Named(thing.artist),
        "genre": Named(thing.genre),
        "library": thing.track.library.public_id,
        "workspace": thing.track.library.workspace.public_id,
        "scan": scan.public_id,
        "device": family_open(user=cast.owner, name="phone", at=now()).public_id,
        "personal_token": personal_token_create(
            user=cast.owner, name="script", scopes={"read"}, at=now()
        )[0].public_id,
        "app_password": app_password_create(user=cast.owner, name="app")[0].public_id,
        "bodies": bodies,
    }


class Named:
    """A thing by its public id, or by `.url`, the path of its page without the slash before it."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def __str__(self) -> str:
        return str(self.row.public_id)

    @property
    def url(self) -> str:
        return str(self.row.get_absolute_url()).removeprefix("/")


def ask(client: Client, verb: str, address: str, bodies: dict[str, Any]) -> Any:
    method, _, body = verb.partition(" ")
    if not body:
        return client.generic(method, address)
    if method == "FORM":
        return client.generic("POST", address, body, "application/x-www-form-urlencoded")
    return client.generic(method, address, json.dumps(bodies[body]), "application/json")


def test_every_address_answers_each_of_the_cast_as_the_table_says(
    cast: Cast, words: dict[str, Any]
) -> None:
    found, told = {}, {}
    for verb, address, cells in (row for rows in ROWS.values() for row in rows):
        verb, filled = (
            verb if "{}" in verb or " {" in verb else verb.format(**words),
            address.format(**words),
        )
        answers = []
        for person in WHO:
            with undone():
                answer = ask(cast.client(person), verb, filled, words["bodies"])
                if answer.streaming:
                    b"".join(answer.streaming_content)
                answers.append(str(answer.status_code))
        found[verb, address], told[verb, address] = " ".join(answers), cells
    assert found == told


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back, so that one address does not change what the next one finds."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


# Each regex or converter of the admin's, and what to put there.
ADMIN_PARTS = {
    r"<path:object_id>|<path:content_type_id>|<id>": "1",
    r"\^\(\?P<app_label>.*?\)/\$": "catalog/",
    r"\(\?P<url>\.\*\)\$": "no/such/",
}


def admin_address(route: str) -> str:
    for part, value in ADMIN_PARTS.items():
        route = re.sub(part, value, route)
    assert not set("<>()^$") & set(route), f"say in ADMIN_PARTS what stands for a part of {route}"
    return f"/{route}"


@pytest.fixture
def admin_addresses() -> list[str]:
    return [admin_address(r) for r in ADMIN if r.removeprefix("admin/") not in OPEN]


@pytest.mark.parametrize("person", ["anonymous", "other", "viewer_member", "owner"])
def test_the_admin_sends_everybody_else_to_its_sign_in(
    person: str, cast: Cast, admin_addresses: list[str]
) -> None:
    client = cast.client(person)
    entered = []
    for address in admin_addresses:
        answer = client.get(address)
        if answer.status_code != 302 or "/login/" not in answer["Location"]:
            entered.append(address)
    assert entered == []


def test_managers_open_in_the_admin_what_they_manage_and_nothing_else(
    cast: Cast, things: Things, admin_addresses: list[str]
) -> None:
    client = cast.client("manager")
    opened = {
        address.removeprefix("/admin/")
        for address in admin_addresses
        if client.get(address).status_code == 200
    }
    assert {one for one in opened if "/".join(one.split("/")[:2]) not in MANAGED} <= ALL_STAFF
    assert {f"{model}/" for model in MANAGED} <= opened


def test_no_address_of_the_admin_fails_its_administrator(
    cast: Cast, things: Things, admin_addresses: list[str]
) -> None:
    client = cast.client("administrator")
    failed = [one for one in admin_addresses if client.get(one).status_code >= 500]
    assert failed == []
