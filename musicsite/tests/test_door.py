"""Promise: the straight way of bytes answers as the whole way does, and whoever loses a right hears nothing more.

Every request here passes the door (`musicsite.door`), as it does under gunicorn.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.cached_db import SessionStore
from django.core.handlers.wsgi import WSGIRequest
from django.db.models import F
from django.http import StreamingHttpResponse
from django.test import Client as DjangoClient
from django.test import RequestFactory
from django.test.client import ClientHandler
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries, Settings

from accounts.models import Membership, User
from accounts.services import site_workspace, user_create, workspace_join
from accounts.viewer import NOBODY, viewer_of
from catalog.audience import Audience
from catalog.models import Bundle, BundleItem, Grant, Library, LibraryReader
from common.logs import person_hash
from musicsite.door import Door
from musicsite.observability.asked import PERSON, TRACE
from streaming.delivery.listener import listener_of
from streaming.delivery.places import cache_folder
from streaming.models import MediaFile, Rendition
from streaming.tests.sound import (
    body_of,
    hang_up,
    library,
    listener,
    song,
    stream_url,
    track_make,
    wav_bytes,
)

__all__ = ["library", "listener", "song"]


class Handler(ClientHandler):
    """Django's client behind the door."""

    went_straight = False

    def __call__(self, environ: dict[str, Any]) -> Any:
        whole: list[Any] = []
        told: list[tuple[str, list[tuple[str, str]]]] = []

        def django(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
            whole.append(super(Handler, self).__call__(environ))
            return ()

        environ["wsgi.file_wrapper"] = FileWrapper
        body = Door(django)(environ, lambda status, headers: told.append((status, headers)))
        self.went_straight = not whole
        if whole:
            return whole[0]
        ((status, headers),) = told
        answer: Any = StreamingHttpResponse(body, status=int(status[:3]), headers=dict(headers))
        answer.wsgi_request = WSGIRequest(environ)
        return answer


class Client(DjangoClient):
    """A browser before the door."""

    handler: Handler

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.handler = Handler(False)
        self.defaults.setdefault("HTTP_HOST", "testserver")  # as every browser says


@pytest.fixture
def client() -> Client:
    return Client()


@pytest.fixture(autouse=True)
def connection_of_the_test(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stays open, as behind Django's own client."""
    monkeypatch.setattr("musicsite.door.close_old_connections", lambda: None)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked_by(client: Client, **headers: str) -> Any:
    factory = RequestFactory()
    factory.cookies = client.cookies
    return listener_of(factory.get("/", headers=headers).META)


def a_member(user: User) -> None:
    """Signed in, and nothing more."""


def a_colleague(user: User) -> None:
    workspace_join(workspace=site_workspace(), user=user, role=Membership.Role.VIEWER)


def a_reader(user: User) -> None:
    for name in ("friends", "family"):
        user.groups.add(Group.objects.create(name=name))


def an_administrator(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_superuser=True)


@pytest.mark.parametrize("become", [a_member, a_colleague, a_reader, an_administrator])
def test_the_listener_is_who_the_rest_of_the_site_sees(
    listener: User, become: Callable[[User], None]
) -> None:
    become(listener)
    assert asked_by(signed_in(listener)) == viewer_of(User.objects.get(pk=listener.pk))


def test_nobody_is_nobody(db: None) -> None:
    assert asked_by(Client()) == NOBODY
    stranger = Client()
    stranger.cookies["session"] = "made-up"
    assert asked_by(stranger) == NOBODY


def test_what_it_cannot_judge_it_leaves_to_the_whole_way(listener: User) -> None:
    client = signed_in(listener)
    assert asked_by(client, Authorization="Bearer x") is None
    listener.set_password("another pass phrase")
    listener.save()
    assert asked_by(client) is None, "a session from before the password was changed"
    session = SessionStore(client.cookies["session"].value)
    session["_auth_user_backend"] = "somewhere.Else"
    session.save()
    assert asked_by(client) is None


STRAIGHT: list[dict[str, str]] = [
    {}, {"Range": "bytes=10-99"}, {"Range": "bytes=-5"}, {"Range": "bytes=9990-99999"}, {"Range": "lines=1-2"},
    {"X-Request-ID": "given-name"}, {"Range": "bytes=0-9", "If-Range": '"other"'},
    {"Range": "bytes=0-9", "If-Range": "this one"},
]  # fmt: skip
WHOLE: list[dict[str, str]] = [
    {"Range": "bytes=0-9,5000-5009"}, {"Range": "bytes=99999-"}, {"If-None-Match": "*"}, {"If-Match": '"other"'},
    {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
    {"If-Unmodified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"}, {"Origin": "https://elsewhere.example"},
]  # fmt: skip


@pytest.mark.parametrize("headers", STRAIGHT + WHOLE)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("proxy", [{}, {"X-Forwarded-Proto": "https"}])
def test_both_ways_give_the_same_answer(
    client: Client,
    song: MediaFile,
    settings: Settings,
    method: str,
    headers: dict[str, str],
    proxy: dict[str, str],
) -> None:
    if proxy:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    if headers.get("If-Range") == "this one":
        headers = headers | {"If-Range": client.get(stream_url(song))["ETag"]}
    straight = getattr(client, method)(stream_url(song), headers=headers | proxy)
    assert client.handler.went_straight == (method == "get" and headers not in WHOLE)
    # A parameter that means nothing goes the whole way.
    whole = getattr(client, method)(stream_url(song, "?whole=1"), headers=headers | proxy)
    assert not client.handler.went_straight
    assert straight.status_code == whole.status_code
    # Those of one request alone, and those that say nothing of bytes.
    apart = {"Allow", "Content-Language", "Vary", "Content-Type"}
    if "X-Request-ID" not in headers:
        apart.add("X-Request-ID")
    names = {*straight.headers, *whole.headers} - apart
    assert {name: straight.get(name) for name in names} == {name: whole.get(name) for name in names}
    if straight.status_code != 206 or "multipart" not in straight["Content-Type"]:
        assert straight.get("Content-Type") == whole.get("Content-Type")
        assert body_of(straight) == body_of(whole)


@pytest.mark.parametrize("query", ["", "?format=fmp4", "?format=opus&bitrate=128"])
def test_whoever_may_not_hear_it_gets_the_bytes_of_a_thing_that_is_not_there(
    client: Client, library: Library, query: str
) -> None:
    private = track_make(library, data=b"x", audience=Audience.WORKSPACE)
    closed = client.get(stream_url(private, query))
    missing = client.get(f"/api/v1/tracks/{'0' * 32}/stream/{query}")
    assert (closed.status_code, closed.content) == (404, missing.content)
    assert closed["Content-Type"] == "application/problem+json"


def test_its_line_in_the_log_knows_the_trace_and_the_listener(
    song: MediaFile, listener: User
) -> None:
    begun = "00-6a8f3c1b5e2d4f60718293a4b5c6d7e8-00f067aa0ba902b7-01"
    client = signed_in(listener)
    theirs = client.get(stream_url(song), headers={"traceparent": begun})
    nobodys = Client().get(stream_url(song))
    for answer in (theirs, nobodys):
        hang_up(answer)
    told = theirs.wsgi_request.META
    assert client.handler.went_straight
    assert (told[TRACE], told[PERSON]) == (begun[3:35], person_hash(listener.pk))
    assert PERSON not in nobodys.wsgi_request.META


def test_the_usual_request_asks_the_database_once_for_the_listener_and_once_for_the_file(
    song: MediaFile, listener: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    anybody, somebody = Client(), signed_in(listener)
    for client in (anybody, somebody):
        hang_up(client.get(stream_url(song)))
    with django_assert_num_queries(1):
        assert anybody.get(stream_url(song)).status_code == 200
    with django_assert_num_queries(2):
        assert somebody.get(stream_url(song)).status_code == 200


def leave(client: Client, user: User) -> None:
    Membership.objects.filter(user=user, workspace=site_workspace()).delete()


def sign_out(client: Client, user: User) -> None:
    kept = Client(headers={"Cookie": f"session={client.cookies['session'].value}"})
    client.logout()
    client.cookies = kept.cookies
    client.defaults = kept.defaults


def be_closed(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)


def change_the_password(client: Client, user: User) -> None:
    user.set_password("another pass phrase")
    user.save(update_fields=["password"])


def sign_out_everywhere(client: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(sign_outs=F("sign_outs") + 1)


@pytest.mark.parametrize(
    "lose", [leave, sign_out, be_closed, change_the_password, sign_out_everywhere]
)
def test_whoever_loses_a_right_hears_nothing_more_at_once(
    library: Library, listener: User, lose: Callable[[Client, User], None]
) -> None:
    workspace_join(workspace=site_workspace(), user=listener, role=Membership.Role.VIEWER)
    private = track_make(library, data=b"sound", audience=Audience.WORKSPACE)
    client = signed_in(listener)
    for _ in range(2):
        assert body_of(client.get(stream_url(private))) == b"sound"
    lose(client, listener)
    assert client.get(stream_url(private)).status_code == 404


def test_a_group_that_may_read_no_more_hears_nothing_more_at_once(
    library: Library, listener: User
) -> None:
    friends = Group.objects.create(name="friends")
    listener.groups.add(friends)
    reader = LibraryReader.objects.create(library=library, group=friends)
    client = signed_in(listener)
    read = track_make(library, data=b"sound", audience=Audience.READERS)
    assert client.get(stream_url(read)).status_code == 200
    reader.delete()
    assert client.get(stream_url(read)).status_code == 404


@pytest.fixture
def made(client: Client, library: Library, settings: Settings, tmp_path: Path) -> MediaFile:
    """A song with a complete rendition in the cache, known to the database."""
    settings.DATA_DIR = tmp_path / "data"
    song = track_make(library, data=wav_bytes(1, rate=44100))
    for _ in range(2):
        body_of(client.get(stream_url(song, "?format=opus&bitrate=128")))
    return song


QUERY = "?format=opus&bitrate=128"


def test_a_complete_rendition_goes_the_straight_way_too(
    client: Client, made: MediaFile, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    whole = client.get(stream_url(made, QUERY + "&whole=1"))
    with django_assert_num_queries(1):
        straight = client.get(stream_url(made, QUERY))
    for name in ("Content-Type", "Content-Length", "ETag", "Content-Disposition", "Cache-Control"):
        assert straight[name] == whole[name], name
    assert body_of(straight) == body_of(whole)


def test_a_rendition_of_other_bytes_is_not_sent(client: Client, made: MediaFile) -> None:
    before = body_of(client.get(stream_url(made, QUERY)))
    (Path(made.library.root) / made.path).write_bytes(wav_bytes(2, rate=44100))
    assert len(body_of(client.get(stream_url(made, QUERY)))) > len(before)


def test_a_rendition_that_was_swept_is_made_again(client: Client, made: MediaFile) -> None:
    before = body_of(client.get(stream_url(made, QUERY)))
    (cache_folder() / Rendition.objects.get().storage_key).unlink()
    assert body_of(client.get(stream_url(made, QUERY))) == before


def test_the_use_of_a_rendition_is_still_noted(client: Client, made: MediaFile) -> None:
    long_ago = now() - timedelta(hours=2)
    Rendition.objects.update(used_at=long_ago)
    client.get(stream_url(made, QUERY))
    assert Rendition.objects.get().used_at > long_ago


@pytest.mark.parametrize("may_download", [False, True])
@pytest.mark.parametrize("query", ["?download=1", "?format=mp3&bitrate=128&download=1"])
def test_a_share_that_lets_hear_does_not_let_download(
    library: Library, listener: User, may_download: bool, query: str
) -> None:
    private = track_make(library, data=wav_bytes(), audience=Audience.WORKSPACE)
    bundle = Bundle.objects.create(workspace=site_workspace())
    BundleItem.objects.create(bundle=bundle, track=private.track)
    Grant.objects.create(bundle=bundle, user=listener, may_download=may_download)
    client = signed_in(listener)
    assert client.get(stream_url(private)).status_code == 200, "it may be heard"
    answer = client.get(stream_url(private, query))
    assert answer.status_code == (200 if may_download else 403)
    if not may_download:
        assert answer["Content-Type"] == "application/problem+json"
    stranger = signed_in(user_create(email="stranger@example.org", password=None))
    assert stranger.get(stream_url(private, query)).status_code == 404


def test_what_one_reaches_without_a_share_one_may_download(client: Client, song: MediaFile) -> None:
    answer = client.get(stream_url(song, "?download=1"))
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_wrong_host_is_refused_here_as_everywhere(client: Client, song: MediaFile) -> None:
    assert client.get(stream_url(song), headers={"Host": "elsewhere.example"}).status_code == 400
