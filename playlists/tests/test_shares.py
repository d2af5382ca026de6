"""A share opens what it holds to those it was given to, and nothing beside it; taken back it is closed at once."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils.timezone import now

from accounts.models import Membership, User
from accounts.tests.factories import UserFactory
from catalog.audience import Visibility
from catalog.models import Album, Grant, Library, Track
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from playlists.models import Share, ShareRecipient
from playlists.sharing import giving
from playlists.sharing.jobs import share_deliver_later
from playlists.tests.sharing import INBOX, SHARES, inbox, opens, patch, share, shared, unread
from streaming.models import MediaFile
from streaming.tests.sound import body_of, stream_url, wav_bytes
from tests.cast import Cast, Things


@pytest.fixture
def vault(cast: Cast, tmp_path: Path) -> Library:
    return LibraryFactory(
        workspace=cast.label,
        visibility=Visibility.PRIVATE,
        kind=Library.Kind.FOLDER,
        root=str(tmp_path),
    )


@pytest.fixture
def album(vault: Library) -> Album:
    """A private album of two tracks."""
    made = AlbumFactory(library=vault, title="Demos")
    for title in ("One", "Two"):
        TrackFactory(album=made, title=title)
    return made


def file_of(track: Track) -> MediaFile:
    """A file for a track, with bytes."""
    data = wav_bytes()
    (Path(track.library.root) / "song.wav").write_bytes(data)
    return MediaFile.objects.create(
        library=track.library, track=track, path="song.wav", path_hash="0" * 64, folder_hash="0" * 64,
        size=len(data), mtime_ns=0, container="wav", codec="pcm", duration_ms=1000,
    )  # fmt: skip


def titles(client: Client, album: Album) -> list[str]:
    rows = client.get(f"/api/v1/tracks/?album={album.public_id}").json().get("results", [])
    return [row["title"] for row in rows]


@pytest.mark.parametrize("kind", ["track", "album"])
def test_what_is_shared_opens_and_what_is_beside_it_stays_closed(
    kind: str, cast: Cast, album: Album
) -> None:
    one, two = album.tracks.order_by("position")
    other = cast.client("other")
    assert not opens(other, one)
    shared(cast.client("owner"), one if kind == "track" else album, "other", note="Hear this")
    assert opens(other, one)
    assert opens(other, two) == opens(other, album) == (kind == "album")
    assert not opens(cast.client("reader"), one)
    (row,) = other.get(INBOX).json()["results"]
    assert (row["note"], row["giver"]["handle"], row["thing"]["line"]) == ("Hear this", "owner", "")
    listed = other.get("/api/v1/tracks/").json()["results"]
    assert not {row["id"] for row in listed} & {one.public_id, two.public_id}, "no list shows it"


def test_bytes_stop_when_it_is_taken_back(cast: Cast, album: Album) -> None:
    file = file_of(album.tracks.first() or TrackFactory())
    client = cast.client("other")
    url = stream_url(file)
    assert client.get(url).status_code == 404
    given = shared(cast.client("owner"), album, "other")
    part = client.get(url, headers={"Range": "bytes=0-99"})
    assert (part.status_code, len(body_of(part))) == (206, 100)
    assert client.get(f"{url}?whole=1").status_code == 200
    assert cast.client("owner").delete(f"{SHARES}{given}/").status_code == 204
    # The next stretch that the player asks for, by the straight way and by the whole one.
    for query in ("", "?whole=1"):
        after = client.get(f"{url}{query}", headers={"Range": "bytes=100-199"})
        assert after.status_code == 404
    assert (inbox(client), unread(client)) == ([], 0)


def test_what_may_be_heard_is_downloaded_only_where_that_was_given(
    cast: Cast, album: Album
) -> None:
    file = file_of(album.tracks.first() or TrackFactory())
    client, owner = cast.client("other"), cast.client("owner")
    given = shared(owner, album, "other")
    url = stream_url(file, "?download=1")
    assert client.get(url).status_code == 403
    assert patch(owner, f"{SHARES}{given}/", {"may_download": True}).status_code == 200
    assert client.get(url).status_code == 200
    assert patch(owner, f"{SHARES}{given}/", {"may_download": False}).json()["works"]
    assert client.get(url).status_code == 403


def test_a_share_ends_at_its_hour(cast: Cast, album: Album) -> None:
    later = (now() + timedelta(days=1)).isoformat()
    given = shared(cast.client("owner"), album, "other", expires_at=later)
    client = cast.client("other")
    assert opens(client, album)
    over = now() - timedelta(seconds=1)
    row = ShareRecipient.objects.get(public_id=given)
    ShareRecipient.objects.filter(pk=row.pk).update(expires_at=over)
    row.grants.update(expires_at=over)
    assert not opens(client, album)
    assert inbox(client) == []
    (line,) = cast.client("owner").get(SHARES).json()["results"]
    assert (line["works"], line["thing"]["title"]) == (False, "Demos")
    past = share(cast.client("owner"), album, "other", expires_at="2020-01-01T00:00:00Z")
    assert past.json()["errors"][0]["pointer"] == "/expires_at"


def leaves(cast: Cast) -> None:
    Membership.objects.filter(user=cast.colleague, workspace=cast.label).delete()


def becomes_a_viewer(cast: Cast) -> None:
    members = Membership.objects.filter(user=cast.colleague, workspace=cast.label)
    members.update(role=Membership.Role.VIEWER)


def is_closed(cast: Cast) -> None:
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)


@pytest.mark.parametrize("ends", [leaves, becomes_a_viewer, is_closed])
def test_a_giver_who_loses_the_right_takes_it_from_all_they_gave_it_to(
    ends: Any, cast: Cast, album: Album
) -> None:
    shared(cast.client("colleague"), album, "other", may_share=True)
    shared(cast.client("other"), album, "reader")
    assert opens(cast.client("reader"), album)
    ends(cast)
    assert not opens(cast.client("other"), album)
    assert not opens(cast.client("reader"), album)
    assert (inbox(cast.client("other")), unread(cast.client("reader"))) == ([], 0)


def test_an_album_is_followed_as_it_changes(cast: Cast, album: Album) -> None:
    client = cast.client("other")
    shared(cast.client("owner"), album, "other")
    new = TrackFactory(album=album, title="Three")
    assert titles(client, album) == ["One", "Two", "Three"]
    elsewhere = AlbumFactory(library=album.library)
    Track.objects.filter(pk=new.pk).update(album=elsewhere)
    assert titles(client, album) == ["One", "Two"]
    assert not opens(client, new)
    Track.objects.filter(album=album, title="One").update(deleted_at=now())
    assert titles(client, album) == ["Two"]


def test_who_may_not_give_a_thing_can_not_share_it(
    cast: Cast, things: Things, album: Album
) -> None:
    for name, status in (("other", 404), ("viewer_member", 403), ("owner", 201)):
        assert share(cast.client(name), album, "reader").status_code == status, name
    given_to_hear = things["shared by the owner"].album
    assert share(cast.client("other"), given_to_hear, "reader").status_code == 403
    restricted = things["restricted"].album
    assert share(cast.client("reader"), restricted, "other").status_code == 403
    assert not opens(cast.client("other"), restricted)


def test_what_everybody_may_hear_is_shared_as_a_hint_and_opens_nothing(
    cast: Cast, things: Things
) -> None:
    public, client = things["public"], cast.client("reader")
    shared(cast.client("other"), public.album, "reader")
    assert inbox(client) == [public.album.title]
    Album.objects.filter(pk=public.album.pk).update(reachable_to=30, listed_to=30)
    Track.objects.filter(pk=public.track.pk).update(reachable_to=30, listed_to=30)
    assert not opens(client, public.track), "its giver has no right to it by now"
    assert (inbox(client), unread(client)) == ([], 0)


def test_sharing_twice_is_sharing_once(cast: Cast, album: Album) -> None:
    owner, other = cast.client("owner"), cast.client("other")
    first = shared(owner, album, "other", note="Hear this")
    grants = Grant.objects.count()
    patch(other, f"{INBOX}{first}/", {"read": True})
    assert shared(owner, album, "@Other", note="Hear this") == first
    assert (Grant.objects.count(), unread(other)) == (grants, 0), "said again it is not new"
    assert shared(owner, album, "other", note="Again: hear this!") == first
    assert (Share.objects.count(), unread(other), len(inbox(other))) == (1, 1, 1)


def test_what_was_taken_back_can_be_given_again(cast: Cast, album: Album) -> None:
    owner, other = cast.client("owner"), cast.client("other")
    first = shared(owner, album, "other")
    owner.delete(f"{SHARES}{first}/")
    assert not opens(other, album)
    assert shared(owner, album, "other") == first
    assert opens(other, album)
    assert owner.delete(f"{SHARES}{first}/").status_code == 204
    assert owner.delete(f"{SHARES}{first}/").status_code == 404
    assert not opens(other, album)


@pytest.mark.parametrize(
    ("to", "words"),
    [("nobody-here", "Nobody"), ("inactive", "Nobody"), ("owner", "you"), ("x@", "no e-mail"),
     (" ", "Name"), ("owner@example.org", "you")],
)  # fmt: skip
def test_people_who_can_not_be_given_anything_are_refused(
    to: str, words: str, cast: Cast, album: Album
) -> None:
    answer = share(cast.client("owner"), album, "other", to) if to.strip() else share(
        cast.client("owner"), album, to
    )  # fmt: skip
    assert answer.status_code == 422
    (problem,) = answer.json()["errors"]
    assert problem["pointer"].startswith("/to")
    assert words in problem["detail"] or to == " "
    assert not ShareRecipient.objects.exists(), "all of them, or nobody"


def test_sharing_by_address_tells_nothing_of_who_has_an_account(cast: Cast, album: Album) -> None:
    owner, other = cast.client("owner"), cast.client("other")
    told = []
    for address in (cast.other.email, "stranger@example.org"):
        (line,) = share(owner, album, address).json()["results"]
        assert line.pop("to") == address
        told.append({**line, "id": "", "given_at": ""})
    assert told[0] == told[1]
    before = owner.get(SHARES).json()
    assert not opens(other, album), "it is looked for by a job, so that both take as long"
    for row in ShareRecipient.objects.all():
        share_deliver_later.func(row.pk)
        share_deliver_later.func(row.pk)  # safe to run twice
    assert opens(other, album)
    assert owner.get(SHARES).json() == before, "nor does the list say more afterwards"
    assert inbox(other) == ["Demos"]
    for line in before["results"]:
        assert owner.delete(f"{SHARES}{line['id']}/").status_code == 204
    assert not opens(other, album)


def test_an_address_that_was_never_proven_receives_nothing_where_letters_are_sent(
    cast: Cast, album: Album, settings: Any
) -> None:
    settings.LETTERS = True
    EmailAddress.objects.filter(user=cast.other).delete()
    EmailAddress.objects.create(
        user=cast.other, email=cast.other.email, verified=False, primary=True
    )
    shared(cast.client("owner"), album, cast.other.email)
    share_deliver_later.func(ShareRecipient.objects.get().pk)
    assert not opens(cast.client("other"), album)


def test_people_a_day_are_bounded(
    cast: Cast, album: Album, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(giving, "MOST_A_DAY", 2)
    owner = cast.client("owner")
    shared(owner, album, "other", "reader")
    refused = share(owner, album, "manager")
    assert (refused.status_code, "Retry-After" in refused) == (429, True)
    assert shared(owner, album, "other"), "what they have already counts no more"
    assert share(owner, album, *(f"p{n}" for n in range(51))).status_code == 422


def test_what_one_person_was_given_is_nobody_elses_to_change(cast: Cast, album: Album) -> None:
    given = shared(cast.client("owner"), album, "other")
    for name in ("reader", "colleague", "administrator", "other"):
        client = cast.client(name)
        assert patch(client, f"{SHARES}{given}/", {"note": "x"}).status_code == 404
        assert client.delete(f"{SHARES}{given}/").status_code == 404
        answer = client.post(
            f"{SHARES}revoke/", f'{{"items": [{{"id": "{given}"}}, {{"id": "{"0" * 32}"}}]}}',
            "application/json",
        ).json()["results"]  # fmt: skip
        assert answer[0] == answer[1], "a foreign one and a missing one are the same answer"
    for name in ("reader", "owner"):
        client = cast.client(name)
        assert patch(client, f"{INBOX}{given}/", {"read": True}).status_code == 404
        assert client.delete(f"{INBOX}{given}/").status_code == 404
    assert (opens(cast.client("other"), album), unread(cast.client("other"))) == (True, 1)
    told = cast.client("owner").post(
        f"{SHARES}revoke/", f'{{"items": [{{"id": "{given}"}}]}}', "application/json"
    )
    assert told.json()["results"][0]["status"] == 200
    assert not opens(cast.client("other"), album)


def test_the_inbox_is_read_and_put_away(cast: Cast, album: Album) -> None:
    other = cast.client("other")
    first = shared(cast.client("owner"), album, "other")
    shared(cast.client("colleague"), album.tracks.first(), "other")
    assert (unread(other), inbox(other)) == (2, ["One", "Demos"])
    assert patch(other, f"{INBOX}{first}/", {"read": True}).json() == {"unread": 1}
    assert patch(other, f"{INBOX}{first}/", {"read": False}).json() == {"unread": 2}
    assert other.post(f"{INBOX}read/").json() == {"unread": 0}
    assert other.delete(f"{INBOX}{first}/").status_code == 204
    assert inbox(other) == ["One"]
    assert opens(other, album), "what is put away stays open until it is taken back"


def test_whoever_takes_nothing_from_somebody_gets_nothing_and_that_one_is_not_told(
    cast: Cast, album: Album
) -> None:
    owner, other = cast.client("owner"), cast.client("other")
    assert other.put(f"{INBOX}refused/owner/").status_code == 404, "nothing came from them yet"
    shared(owner, album.tracks.first(), "other")
    assert other.put(f"{INBOX}refused/owner/").status_code == 204
    assert inbox(other) == []
    lines = share(owner, album, "other", "reader").json()["results"]
    assert [line["works"] for line in lines] == [True, True]
    assert (inbox(other), opens(other, album)) == ([], False)
    refused = other.get(f"{INBOX}refused/").json()["refused"]
    assert [person["handle"] for person in refused] == ["owner"]
    assert other.delete(f"{INBOX}refused/owner/").status_code == 204
    shared(owner, album, "other")
    assert (inbox(other), opens(other, album)) == (["Demos"], True)


def test_a_name_that_is_no_longer_the_givers_to_read_is_not_told_to_them(
    cast: Cast, album: Album
) -> None:
    shared(cast.client("colleague"), album, "other")
    leaves(cast)
    Album.objects.filter(pk=album.pk).update(title="A secret name")
    answer = cast.client("colleague").get(SHARES)
    assert b"secret" not in answer.content
    assert [(row["thing"], row["works"]) for row in answer.json()["results"]] == [(None, False)]


def test_the_queries_of_both_lists_do_not_grow(
    cast: Cast, vault: Library, django_assert_num_queries: Any
) -> None:
    owner, other = cast.client("owner"), cast.client("other")
    for count in (2, 4):
        for _ in range(count):
            album = AlbumFactory(library=vault)
            shared(owner, album, "other", UserFactory().handle)
            shared(owner, TrackFactory(album=album), "other")
        with django_assert_num_queries(3):  # the user, their reach, rows
            other.get(INBOX)
        # The user, rows, their roles, their reach, tracks, albums.
        with django_assert_num_queries(6):
            owner.get(SHARES)
        # The user, whether there is anything, their reach, how much.
        with django_assert_num_queries(4):
            other.get(f"{INBOX}unread/")
    manager = cast.client("manager")
    with django_assert_num_queries(2):  # the user, whether there is anything
        manager.get(f"{INBOX}unread/")
