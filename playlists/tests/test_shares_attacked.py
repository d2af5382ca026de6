"""Promise: sharing finds out nothing about who has an account, reaches who has the address now, and harms no reader."""

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Preferences, User
from catalog.audience import Visibility
from catalog.models import Album
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from common.sealing import unseal
from mail.models import Letter
from mail.tasks import SEALED_FOR
from playlists.models import ShareRecipient
from playlists.sharing.jobs import share_deliver_later
from playlists.tests.sharing import INBOX, SHARES, inbox, name_of, opens, patch, share, shared
from tests.cast import Cast


@pytest.fixture
def album(cast: Cast) -> Album:
    vault = LibraryFactory(workspace=cast.label, visibility=Visibility.PRIVATE)
    made = AlbumFactory(library=vault, title="Demos")
    TrackFactory(album=made, title="One")
    return made


def deliver() -> None:
    for row in ShareRecipient.objects.all():
        share_deliver_later.func(row.pk)


def test_an_address_takes_as_long_again_whether_anybody_has_it(cast: Cast, album: Album) -> None:
    owner = cast.client("owner")
    asked: dict[str, list[int]] = {}
    for address in (cast.other.email, "stranger@example.org"):
        given = shared(owner, album, address)
        deliver()
        counts = []
        with CaptureQueriesContext(connection) as queries:
            share(owner, album, address, note="Again")
        counts.append(len(queries))
        with CaptureQueriesContext(connection) as queries:
            patch(owner, f"{SHARES}{given}/", {"may_share": True})
        counts.append(len(queries))
        assert owner.delete(f"{SHARES}{given}/").status_code == 204
        with CaptureQueriesContext(connection) as queries:
            shared(owner, album, address)
        counts.append(len(queries))
        asked[address] = counts
    known, stranger = asked.values()
    assert known == stranger


def test_what_is_given_again_goes_to_who_has_the_address_now(cast: Cast, album: Album) -> None:
    owner, address = cast.client("owner"), cast.other.email
    given = shared(owner, album, address)
    deliver()
    assert opens(cast.client("other"), album)
    owner.delete(f"{SHARES}{given}/")
    User.objects.filter(pk=cast.other.pk).update(email="moved@example.org")
    User.objects.filter(pk=cast.reader.pk).update(email=address)
    shared(owner, album, address)
    deliver()
    assert not opens(cast.client("other"), album)
    assert inbox(cast.client("other")) == []
    assert opens(cast.client("reader"), album)


@pytest.mark.parametrize("way", ["api", "page"])
def test_an_end_beyond_all_calendars_shuts_nobodys_inbox(
    way: str, cast: Cast, album: Album, settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    owner, other = cast.client("owner"), cast.client("other")
    if way == "api":
        answer = share(owner, album, "other", expires_at="9999-12-31T23:59:59+09:00")
    else:
        answer = owner.post(
            "/share/", {"item": name_of(album), "to": "other", "expires_at": "9999-12-31"}
        )
    for client, address in (
        (other, INBOX),
        (owner, SHARES),
        (other, "/inbox/"),
        (owner, "/shares/"),
    ):
        assert client.get(address).status_code == 200, address
    assert answer.status_code == 422


def test_a_form_tries_no_more_names_than_the_api(cast: Cast, album: Album) -> None:
    owner = cast.client("owner")
    form = {"item": name_of(album), "to": "nobody-at-all"}
    assert owner.post("/share/", form).status_code == 422
    # Sixty a minute; a minute may end meanwhile.
    assert 429 in {owner.post("/share/", form).status_code for _ in range(121)}


def test_words_make_no_link_of_their_own_in_a_letter(
    cast: Cast, album: Album, settings: Any
) -> None:
    settings.LETTERS = True
    Preferences.objects.update_or_create(user=cast.other, defaults={"letters_of_shares": True})
    note = "Hear this\n\nhttps://evil.example/sign-in\n\nand tell me"
    shared(cast.client("owner"), album, "other", note=note)
    letter = json.loads(unseal(Letter.objects.get().sealed, purpose=SEALED_FOR))
    assert "https://evil.example/sign-in and tell me" in letter["html"]
    assert 'href="https://evil' not in letter["html"]
