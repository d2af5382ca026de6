"""What the tests of sharing have in common: sharing by the API, and what somebody hears and reads after it."""

import json
from typing import Any

from django.test import Client

from common.ids import uuid7_hex

SHARES, INBOX = "/api/v1/shares/", "/api/v1/inbox/"


def name_of(thing: Any) -> str:
    """`track:<id>` and the like."""
    return f"{type(thing).__name__.lower()}:{thing.public_id}"


def share(client: Client, thing: Any, *to: str, **terms: Any) -> Any:
    body = {"item": name_of(thing), "to": list(to), **terms}
    return client.post(SHARES, json.dumps(body), "application/json")


def shared(client: Client, thing: Any, *to: str, **terms: Any) -> str:
    """Share with the first of `to` and all others; the id of what that first one was given."""
    answer = share(client, thing, *to, **terms)
    assert answer.status_code == 201, answer.content
    return str(answer.json()["results"][0]["id"])


def patch(client: Client, address: str, body: Any) -> Any:
    return client.patch(address, json.dumps(body), "application/json")


def inbox(client: Client) -> list[str]:
    """The titles in somebody's inbox, the newest first."""
    return [row["thing"]["title"] for row in client.get(INBOX).json()["results"]]


def unread(client: Client) -> int:
    return int(client.get(f"{INBOX}unread/").json()["unread"])


def opens(client: Client, thing: Any) -> bool:
    """Whether its page and its answer in the API are there; both or none, and else as if it were not."""
    kind, public_id = name_of(thing).split(":")
    page = client.get(thing.get_absolute_url(), follow=True).status_code
    answer = client.get(f"/api/v1/{kind}s/{public_id}/")
    assert page == answer.status_code, (page, answer.status_code)
    if answer.status_code == 404:
        missing = client.get(f"/api/v1/{kind}s/{uuid7_hex()}/")
        assert answer.content == missing.content
    return bool(page == 200)
