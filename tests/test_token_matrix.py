"""Every address of the API with every kind of token answers as the one table says (`tests.addresses`).

An access token stands for its person: it answers as their session does. A personal access token does too where it has
the scope that the view names for the method, and is refused (403) everywhere else. A token that has ended, or was never
ours, is refused (401) before anything is looked up, also where nobody needs one.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils.timezone import now

from accounts.models import PersonalToken, User
from accounts.services.personal_tokens import personal_token_create, personal_token_revoke
from accounts.services.tokens import AccessToken, families_end, family_open
from common.api.scopes import Scope, scope_for
from tests.addresses import ALL, API, told
from tests.cast import Cast
from tests.test_every_address import ask, undone

PEOPLE = [person for person in ALL if person != "anonymous"]
EVERY = {scope.value for scope in Scope}


class WithToken(Client):
    """A client that sends a token and no cookie."""

    def __init__(self, token: str) -> None:
        super().__init__(headers={"Authorization": f"Bearer {token}"})


def access_token(user: User) -> str:
    token, family = AccessToken(), family_open(user=user, name="matrix", at=now())
    token["sub"], token["sid"] = user.public_id, family.public_id
    return str(token)


def personal(user: User, scopes: set[str]) -> str:
    return personal_token_create(user=user, name="matrix", scopes=scopes, at=now())[1]


def rows(words: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, str], Any]]:
    """(verb, address, status by person, view) of everything that takes a token."""
    for addresses in API.values():
        for verb, address, cells in addresses:
            filled = f"/api/v1/{address.format(**words)}"
            view = resolve(filled.partition("?")[0]).func.cls  # type: ignore[attr-defined]
            if view.authentication_classes and view.__name__ != "NothingHere":
                yield verb, filled, told(cells), view


def test_a_token_answers_as_its_person_and_within_its_scopes(
    cast: Cast,
    words: dict[str, Any],
) -> None:
    found, wanted = {}, {}
    for person in PEOPLE:
        user = cast.user(person)
        assert user is not None
        clients = {
            "access": WithToken(access_token(user)),
            "personal": WithToken(personal(user, EVERY)),
            "only read": WithToken(personal(user, {"read"})),
        }
        for verb, address, cells, view in rows(words):
            needed = scope_for(view, verb.split()[0])
            expected = {
                "access": cells[person],
                "personal": cells[person] if needed else "403",
                "only read": cells[person] if needed == Scope.READ else "403",
            }
            for kind, client in clients.items():
                with undone():
                    answer = ask(client, verb, address, words["bodies"])
                    if answer.streaming:
                        b"".join(answer.streaming_content)
                found[person, kind, verb, address] = str(answer.status_code)
                wanted[person, kind, verb, address] = expected[kind]
    assert {key: (found[key], wanted[key]) for key in wanted if found[key] != wanted[key]} == {}
    assert len(wanted) > 500, "the walk found too little to mean anything"


def dead_tokens(user: User) -> dict[str, str]:
    """Tokens of somebody who could see everything, had they not ended."""
    signed_out = access_token(user)
    families_end(user=user, at=now())
    expired = personal(user, EVERY)
    PersonalToken.objects.filter(user=user).update(expires_at=now() - timedelta(seconds=1))
    row, revoked = personal_token_create(user=user, name="x", scopes=EVERY, at=now())
    personal_token_revoke(user=user, public_id=row.public_id, at=now())
    return {
        "of a client that signed out": signed_out,
        "expired": expired,
        "revoked": revoked,
        "foreign": "musicsite_" + "A" * 43,
        "of another site": "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.AAAA",
    }


@pytest.mark.parametrize("session", [False, True])
def test_a_token_that_has_ended_opens_nothing_anywhere(
    cast: Cast,
    words: dict[str, Any],
    session: bool,
) -> None:
    """Also beside a session that would open it: what was sent is wrong, and that is said."""
    opened = []
    for kind, token in dead_tokens(cast.owner).items():
        client = WithToken(token)
        if session:
            client.force_login(cast.owner)
        answers = set()
        for verb, address, _, _ in rows(words):
            with undone():
                answer = ask(client, verb, address, words["bodies"])
            if answer.status_code != 401:
                opened.append((kind, verb, address, answer.status_code))
            answers.add(answer.content)
        assert len(answers) == 1, f"{kind}: what there is must not show in the refusal"
    assert opened == []
