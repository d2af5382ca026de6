"""What other music servers and libraries got wrong, each promised here or named where it is promised.

CVE-2024-47062, CVE-2025-48949 (an order or filter as SQL): catalog/tests/test_api_conventions.py. CVE-2023-51442 (a
default signing key): accounts/tests/test_tokens.py. Limits dodged by `X-Forwarded-For`: tests/test_api_conventions.py.
"""

from typing import Any

import pytest
import yaml
from django.test import Client

from accounts.tests.factories import PASSWORD, UserFactory
from catalog.models import Album, Artist, Track
from playlists.models import Playlist
from playlists.tests.factories import a_playlist
from scripts.contract import SCHEMA
from tests.cast import Cast, Things


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/me/?next=/api/v1/auth/token/", "/api/v1/me/?/healthz", "/api/v1/me/#/api/v1/schema/",
        "/api/v1/auth/token/../../me/", "/api/v1/schema/../me/", "/api/v1/me/;/healthz", "/healthz/../api/v1/me/",
        "//api/v1/me/", "/api/v1/me//api/v1/auth/token/", "/api/v1/me/%2e%2e/schema/", "/API/V1/me/",
        "/api/v1/me/devices/?x=/static/", "/static/../api/v1/me/", "/artwork/../api/v1/me/",
    ],
)  # fmt: skip
def test_no_address_passes_for_one_that_needs_nobody(client: Client, address: str) -> None:
    """CVE-2025-25205: exemptions matched by an unanchored path. Here each view says it for itself."""
    assert client.get(address).status_code in {301, 400, 401, 404}


def test_a_playlist_is_changed_by_its_id_by_nobody_but_its_people(
    cast: Cast, things: Things
) -> None:
    """CVE-2026-49338."""
    playlist = a_playlist(cast.owner, [things["public"].track])
    before = Playlist.objects.values().get(pk=playlist.pk)
    base = f"/api/v1/playlists/{playlist.public_id}/"
    missing = f"/api/v1/playlists/{'0' * 32}/"
    sent = {"title": "Mine now", "items": [f"track:{things['public'].track.public_id}"]}
    entries = {"entries": [playlist.entries.get().public_id], "by": "title", "at": "last"}
    for person in ("other", "manager", "administrator", "viewer_member", "colleague"):
        client = cast.client(person)
        for verb, path, body in (
            ("PATCH", "", sent), ("DELETE", "", {}), ("POST", "entries/", sent), ("POST", "entries/move/", entries),
            ("POST", "entries/remove/", entries), ("POST", "entries/sort/", entries), ("POST", "duplicate/", {}),
        ):  # fmt: skip
            theirs = client.generic(verb, base + path, _json(body), "application/json")
            none = client.generic(verb, missing + path, _json(body), "application/json")
            told = (person, verb, path)
            assert (theirs.status_code, theirs.content) == (404, none.content), told
    assert Playlist.objects.values().get(pk=playlist.pk) == before
    assert playlist.entries.count() == 1


def _json(body: Any) -> str:
    return str(body).replace("'", '"')


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'\u202e"


def test_a_script_in_a_tag_is_shown_as_text(things: Things, client: Client) -> None:
    """CVE-2026-25578."""
    thing = things["public"]
    Track.objects.filter(pk=thing.track.pk).update(title=HOSTILE, lyrics=HOSTILE, comment=HOSTILE)
    Album.objects.filter(pk=thing.album.pk).update(title=HOSTILE, comment=HOSTILE, label=HOSTILE)
    Artist.objects.filter(pk=thing.artist.pk).update(name=HOSTILE, biography=HOSTILE)
    thing.track.credits.update(credited_as=HOSTILE, detail=HOSTILE)
    thing.genre.name = HOSTILE
    thing.genre.save()
    pages = ["/", "/albums/", "/tracks/", "/artists/", "/genres/"]
    pages += [
        row.get_absolute_url() for row in (thing.track, thing.album, thing.artist, thing.genre)
    ]
    for page in pages:
        text = client.get(page, follow=True).content.decode()
        assert "<script>alert" not in text, page
        assert "<img src=x" not in text, page
    told = client.get(f"/api/v1/tracks/{thing.track.public_id}/")
    assert told["Content-Type"] == "application/json"
    assert told["X-Content-Type-Options"] == "nosniff"


def test_a_cover_comes_in_the_sizes_that_there_are(things: Things, client: Client) -> None:
    """CVE-2026-25579: a picture scaled to whatever is asked fills memory and disk."""
    album = things["public"].album
    for size in ("0", "1", "99999", "9" * 30, "384x384"):
        answer = client.get(f"/artwork/album/{album.public_id}/{size}")
        assert answer.status_code in {302, 404}, "no picture is there, and none is made"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "target",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil.example",
     "http://testserver@evil.example/", "\thttps://evil.example", "///evil.example"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(client: Client, target: str) -> None:
    UserFactory(handle="ana")
    given = {"login": "ana@example.org", "password": PASSWORD, "next": target}
    answer = client.post("/account/login/", given)
    assert answer.status_code in {302, 303}
    assert answer["Location"].startswith("/account/arrived/"), answer["Location"]


def test_the_name_of_a_file_sets_no_header(
    cast: Cast, words: dict[str, Any], client: Client
) -> None:
    track = words["track"].row
    Track.objects.filter(pk=track.pk).update(
        title='x"\r\nSet-Cookie: stolen=1\r\n\r\n<b>', artist_line="a\r\nb;\\"
    )
    address = f"/api/v1/tracks/{track.public_id}/stream/?download=1"
    answer: Any = cast.client("owner").get(address)
    assert answer.status_code == 200
    b"".join(answer.streaming_content)
    assert "Set-Cookie" not in answer
    assert not {"\r", "\n"} & set(answer["Content-Disposition"])


ONLY_SHOWN = {"PatchedPitchFactsRequest.video_url", "PitchNewRequest.video_url"}
"""Links to videos: https alone, for people to follow. The server asks none of them."""


def test_nobody_gives_the_server_an_address_to_ask() -> None:
    """Requests into private networks: no body of the API takes a URL. Whoever adds one answers for it here."""
    schemas = yaml.safe_load(SCHEMA.read_text())["components"]["schemas"]
    taken = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        if name.endswith("Request")
        for field, told in schema.get("properties", {}).items()
        if told.get("format") == "uri" or {"url", "uri", "webhook", "callback"} & set(field.split("_"))
    ]  # fmt: skip
    assert set(taken) == ONLY_SHOWN
