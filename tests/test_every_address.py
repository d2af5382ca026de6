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

from accounts.services.app_passwords import app_password_create
from accounts.services.personal_tokens import personal_token_create
from accounts.services.tokens import family_open
from catalog.models import Grant
from catalog.services import album_merge
from catalog.services.grants import LinkTerms, bundle_create, grants_give_links
from catalog.tests.factories import AlbumFactory
from common.api.permissions import DenyByDefault
from editorial.models import Post
from pitching.links import link_new
from pitching.models import Pitch, PitchTrack
from pitching.tests.factories import a_contact, token_for
from playlists.models import ListeningImport
from playlists.services import playlist_create
from playlists.services.later import later_add
from playlists.sharing.giving import Terms, share_make
from playlists.smart.grammar import parse
from playlists.tests.factories import a_playlist
from streaming.models import MediaFile, MetadataImport, Scan, Upload
from tests.addresses import ALL as EVERYBODY
from tests.addresses import ALL_STAFF, MANAGED, OPEN, ROWS, told
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
    playlist = a_playlist(cast.owner, [thing.track], collaborators=[cast.collaborator])
    given = shared_with_recipient(cast, "album", thing.album.public_id)
    shared_with_recipient(cast, "playlist", playlist.public_id)
    to_share = {"track": thing.track, "album": thing.album, "playlist": playlist}
    change, entry = playlist.changes.get(), playlist.entries.get()
    later = later_add(
        user=cast.owner, viewer=cast.viewer("owner"), kind="track", public_id=thing.track.public_id
    )
    smart = playlist_create(user=cast.owner, title="Smart", rules=parse({}))
    bodies = {
        "{rules}": {"rules": {"rules": [{"field": "playlist", "operator": "is", "value": playlist.public_id}]}},
        "{item}": {"item": f"track:{thing.track.public_id}"}, "{done}": {"done": True},
        "{note}": {"note": "Hear this"}, "{read}": {"read": True}, "{revoke}": {"items": [{"id": given}]},
        **{
            f"{{share {name}}}": {"item": f"{name}:{row.public_id}", "to": ["reader"]}
            for name, row in to_share.items()
        },
        "{}": {}, "{play}": play, "{queue}": {"tracks": [thing.track.public_id]}, "{stars}": {"stars": 4},
        "{position}": {"position_ms": 1}, "{name}": {"name": "Anna"}, "{no tracks}": {"tracks": []},
        "{no events}": {"events": []},
        "{title}": {"title": "Ours"}, "{change}": {"change": change.public_id}, "{sort}": {"by": "reversed"},
        "{items}": {"items": [f"track:{thing.track.public_id}"]}, "{entries}": {"entries": [entry.public_id]},
    }  # fmt: skip
    pitch, contact = (
        Pitch.objects.create(workspace=cast.label, title="Pitch"),
        a_contact(cast.label),
    )
    link = link_new(pitch=pitch, contact=contact)
    link.save()
    return {
        "pitch": Named(pitch),
        "pitch_link": link.public_id,
        "token": a_received_link(cast, thing.track),
        "contact": Named(contact),
        "later": later.public_id,
        "draft": Named(Post.objects.create(title="A draft")),
        "share": given,
        "merge": a_merge(thing.album, cast.owner),
        "import": ListeningImport.objects.create(
            user=cast.owner, state=ListeningImport.State.DONE
        ).public_id,
        "playlist": Named(playlist),
        "smart": smart.public_id,
        "track": Named(thing.track),
        "album": Named(thing.album),
        "artist": Named(thing.artist),
        "genre": Named(thing.genre),
        "library": thing.track.library.public_id,
        "workspace": thing.track.library.workspace.public_id,
        "scan": scan.public_id,
        "upload": Upload.objects.create(
            workspace=cast.label,
            by=cast.owner,
            batch="b" * 32,
            path="a.wav",
            size=1,
            part_size=1,
            storage_key="users/x/y",
            touched_at=now(),
        ).public_id,
        "sheet": MetadataImport.objects.create(
            workspace=cast.label, by=cast.owner, file_name="a.csv", told_at=now()
        ).public_id,
        "device": family_open(user=cast.owner, name="phone", at=now()).public_id,
        "personal_token": personal_token_create(
            user=cast.owner, name="script", scopes={"read"}, at=now()
        )[0].public_id,
        "app_password": app_password_create(user=cast.owner, name="app")[0].public_id,
        "bodies": bodies,
    }


def shared_with_recipient(cast: Cast, kind: str, public_id: str) -> str:
    (row,) = share_make(
        viewer=cast.viewer("owner"), user=cast.owner, kind=kind, public_id=public_id, to=["recipient"], terms=Terms()
    )  # fmt: skip
    return str(row.public_id)


def a_received_link(cast: Cast, track: Any) -> str:
    """The secret of a link that opens a pitch of the track, in whoever's hands."""
    pitch = Pitch.objects.create(workspace=cast.label, title="Received", formats=["wav"])
    PitchTrack.objects.create(pitch=pitch, track=track, position=1, title=track.title)
    link = link_new(pitch=pitch)
    bundle = bundle_create(workspace=cast.label, track=track)
    grants_give_links(bundle=bundle, terms=[LinkTerms(link.token_hash, may_download=True)])
    link.grant = Grant.objects.get(link_hash=link.token_hash)
    link.save()
    return token_for(link)


def a_merge(album: Any, by: Any) -> str:
    """The id of a merge of another album of the same library into this one."""
    other = AlbumFactory(library=album.library)
    return album_merge(source=other, into=album, by=by).public_id


class Named:
    """A thing by its public id, or by `.url`, the path of its page without the slash before it."""

    def __init__(self, row: Any) -> None:
        self.row = row

    def __str__(self) -> str:
        return str(self.row.public_id)

    @property
    def url(self) -> str:
        return str(self.row.get_absolute_url()).removeprefix("/")


class Browser:
    """Somebody's browser, which no answer changes: making and signing in one for each address takes longest."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._cookies = {name: morsel.value for name, morsel in client.cookies.items()}

    def anew(self) -> Client:
        """With the cookies that it had at first."""
        self._client.cookies.clear()
        self._client.cookies.load(self._cookies)
        return self._client


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
    wrong = {}
    browsers = {person: Browser(cast.client(person)) for person in EVERYBODY}
    for verb, address, cells in (row for rows in ROWS.values() for row in rows):
        verb, filled = (
            verb if "{}" in verb or " {" in verb else verb.format(**words),
            address.format(**words),
        )
        answers = {}
        for person in EVERYBODY:
            with undone():
                answer = ask(browsers[person].anew(), verb, filled, words["bodies"])
                if answer.streaming:
                    b"".join(answer.streaming_content)
                answers[person] = str(answer.status_code)
        differing = {
            person: (answers[person], wanted)
            for person, wanted in told(cells).items()
            if answers[person] != wanted
        }
        if differing:
            wrong[verb, address] = differing
    told_wrong = "\n".join(f"{verb} {address}: {who}" for (verb, address), who in wrong.items())
    assert not wrong, f"(found, told) by person:\n{told_wrong}"


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is taken back, so that one address does not change what the next one finds."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


# Each regex or converter of the admin's, and what to put there.
ADMIN_PARTS = {
    r"<slug:kind>\.<slug:ending>": "artists.csv",
    r"<slug:public_id>": "0" * 32,
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
