"""The fixed cast: the same people and the same kinds of things in every test that asks who may do what.

`cast` is the people, `things` the music they have between them; each test that asks has both anew (`tests.kept`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from accounts.models import Membership, User, Workspace
from accounts.roles import Role
from accounts.services import workspace_join
from accounts.tests.factories import UserFactory, WorkspaceFactory
from accounts.viewer import Viewer, viewer_of
from catalog.audience import Visibility
from catalog.models import Album, Artist, Library, LibraryReader, Track
from catalog.tests.factories import (
    AlbumFactory,
    ArtistFactory,
    BundleFactory,
    GenreFactory,
    GrantFactory,
    LibraryFactory,
    TrackFactory,
)
from tests.kept import FIRST, Kept, count_from, make_and_take_back

LINK, OTHER_LINK = "5b" * 32, "6c" * 32
"""SHA-256 of the tokens of the links that the cast's link holder came by."""

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cast:
    """The people. `label` is the owner's workspace."""

    label: Workspace
    owner: User
    colleague: User
    viewer_member: User
    reader: User
    other: User
    recipient: User
    collaborator: User
    manager: User
    administrator: User
    former: User
    inactive: User

    def user(self, name: str) -> User | None:
        """A person by name; None for `anonymous` and `link` (an anonymous holder of a link)."""
        return None if name in {"anonymous", "link"} else getattr(self, name)

    def viewer(self, name: str) -> Viewer:
        if name == "link":
            return Viewer(link_hashes=frozenset({LINK, OTHER_LINK}))
        user = self.user(name)
        return viewer_of(user) if user else Viewer()

    def client(self, name: str) -> Client:
        """A browser with this person signed in."""
        client = Client()
        user = self.user(name)
        if user:
            client.force_login(user)
        return client


PEOPLE = (
    "anonymous",
    "link",
    "other",
    "reader",
    "manager",
    "administrator",
    "viewer_member",
    "colleague",
    "owner",
)
"""Everyone who looks at things, from the most distant to the nearest."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A track with its own album, artist and genre, all of one kind of access; None where the kind says nothing."""

    track: Any = None
    album: Any = None
    artist: Any = None
    genre: Any = None


@dataclass(slots=True)
class Things:
    """The music, by kind: `things["public"].track`."""

    by_kind: dict[str, Thing] = field(default_factory=dict)

    def __getitem__(self, kind: str) -> Thing:
        return self.by_kind[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_kind)


def people() -> Cast:
    """The people, made anew."""
    label = WorkspaceFactory(name="The label")
    made = {
        name: UserFactory(handle=name.replace("_", "-"), name=name.replace("_", " ").title())
        for name in (f.name for f in fields(Cast))
        if name not in {"label", "administrator", "manager"}
    }
    for name, role in (
        ("owner", Membership.Role.OWNER),
        ("colleague", Membership.Role.EDITOR),
        ("viewer_member", Membership.Role.VIEWER),
        ("inactive", Membership.Role.EDITOR),
    ):
        workspace_join(workspace=label, user=made[name], role=role)
    User.objects.filter(pk=made["inactive"].pk).update(is_active=False)
    return Cast(
        label=label,
        manager=UserFactory(handle="manager", role=Role.CONTENT_MANAGER),
        administrator=UserFactory(handle="administrator", role=Role.ADMINISTRATOR),
        **made,
    )


def _thing(library: Library, *, album: str = "", track: str = "") -> Thing:
    artist, genre = ArtistFactory(), GenreFactory()
    made_album = AlbumFactory(library=library, visibility=album, artist=artist)
    made_track = TrackFactory(album=made_album, visibility=track, artist=artist)
    made_album.genres.add(genre)
    made_track.genres.add(genre)
    return Thing(made_track, made_album, artist, genre)


def music(cast: Cast) -> Things:
    """One of each kind, all of the label. Shares and pitches are of private albums unless named otherwise."""
    library = LibraryFactory(workspace=cast.label, name="Open shelves")
    members = LibraryFactory(
        workspace=cast.label, name="Members' shelves", visibility=Visibility.MEMBERS
    )
    closed = LibraryFactory(workspace=cast.label, name="Vault", visibility=Visibility.PRIVATE)
    restricted = LibraryFactory(workspace=cast.label, name="Reading room", is_restricted=True)
    LibraryReader.objects.create(library=restricted, user=cast.reader)

    made = Things()
    for visibility in Visibility:
        made.by_kind[visibility.value] = _thing(library, album=visibility)
    made.by_kind["of a members' library"] = _thing(members)
    made.by_kind["public in a members' library"] = _thing(members, album=Visibility.PUBLIC)
    made.by_kind["unlisted in a members' library"] = _thing(members, album=Visibility.UNLISTED)
    made.by_kind["public in a private library"] = _thing(closed, album=Visibility.PUBLIC)
    made.by_kind["restricted"] = _thing(restricted)
    made.by_kind["unlisted and restricted"] = _thing(restricted, album=Visibility.UNLISTED)
    made.by_kind["private and restricted"] = _thing(restricted, album=Visibility.PRIVATE)

    track_only = _thing(library, track=Visibility.PRIVATE)
    made.by_kind["private track of a public album"] = Thing(track=track_only.track)
    made.by_kind["public album with a private track"] = Thing(album=track_only.album)
    lone = _thing(library, track=Visibility.UNLISTED)
    made.by_kind["unlisted track of a public album"] = Thing(track=lone.track)

    def shared(kind: str, thing: Thing | None = None, **grant: object) -> None:
        thing = thing or _thing(library, album=Visibility.PRIVATE)
        bundle = BundleFactory(workspace=cast.label, albums=[thing.album])
        GrantFactory(bundle=bundle, **{"user": cast.other, "given_by": cast.owner, **grant})
        made.by_kind[kind] = thing

    shared("shared by the owner")
    shared("shared by an editor", given_by=cast.colleague)
    shared("shared by a viewer of the workspace", given_by=cast.viewer_member)
    shared("shared by who left the workspace", given_by=cast.former)
    shared("shared by a closed account", given_by=cast.inactive)
    shared("shared, expired", expires_at=LONG_AGO)
    shared("shared, revoked", revoked_at=LONG_AGO)
    shared("shared by link", user=None, link_hash=LINK)
    shared("pitched by the label", given_by=None)
    shared(
        "unlisted, shared by an outsider", _thing(library, album="unlisted"), given_by=cast.former
    )
    shared("for members, shared by link by an outsider", _thing(members), user=None,
           link_hash=OTHER_LINK, given_by=cast.former)  # fmt: skip

    pitched = _thing(library, album=Visibility.PRIVATE)
    outside = BundleFactory(albums=[pitched.album])
    GrantFactory(bundle=outside, user=cast.other, given_by=None)
    made.by_kind["pitched by a workspace that does not own it"] = pitched

    one = _thing(library, album=Visibility.PRIVATE)
    made.by_kind["track not in the share"] = Thing(track=one.track)
    made.by_kind["album of a shared track"] = Thing(album=one.album)
    alone = TrackFactory(album=one.album, artist=ArtistFactory())
    bundle = BundleFactory(workspace=cast.label, tracks=[alone])
    GrantFactory(bundle=bundle, user=cast.other, given_by=cast.owner)
    made.by_kind["shared track alone"] = Thing(track=alone, artist=alone.artists.get())

    gone = _thing(library)
    for row in (gone.track, gone.album, gone.artist):
        type(row).objects.filter(pk=row.pk).update(deleted_at=LONG_AGO)
    made.by_kind["deleted"] = gone
    merged, into = _thing(library), _thing(library)
    Track.objects.filter(pk=merged.track.pk).update(merged_into=into.track)
    Album.objects.filter(pk=merged.album.pk).update(merged_into=into.album)
    Artist.objects.filter(pk=merged.artist.pk).update(merged_into=into.artist, is_current=None)
    made.by_kind["merged"] = merged
    lost = _thing(library)
    Track.objects.filter(pk=lost.track.pk).update(missing_since=LONG_AGO)
    Album.objects.filter(pk=lost.album.pk).update(track_count=0)
    made.by_kind["with its file missing"] = lost
    return made


@dataclass(slots=True)
class KeptCast:
    """The people and, beside them, their music, as they were made once.

    Made anew where the groups that the people are in have other keys: after a test that commits, every table is
    emptied, and what a migration puts there is put there again.
    """

    groups: dict[str, int] = field(default_factory=dict)
    _kept: tuple[Kept[Cast], Kept[Things]] | None = None

    @property
    def kept(self) -> tuple[Kept[Cast], Kept[Things]]:
        groups = dict(Group.objects.values_list("name", "pk"))
        if self._kept is None or groups != self.groups:
            self.groups, self._kept = groups, make_and_take_back(self._make)
        return self._kept

    @staticmethod
    def _make() -> tuple[Kept[Cast], Kept[Things]]:
        kept = Kept(people)
        count_from(2 * FIRST)
        return kept, Kept(lambda: music(kept.made))


@pytest.fixture(scope="session")
def kept_cast() -> KeptCast:
    """One for each worker."""
    return KeptCast()


@pytest.fixture
def seen_of_cast() -> dict[int, Any]:
    """Which objects of the cast this test has copies of, so that the same one is the same everywhere."""
    return {}


@pytest.fixture
def cast(kept_cast: KeptCast, seen_of_cast: dict[int, Any], db: None) -> Cast:
    # A test that commits has what happens on commit as well.
    return kept_cast.kept[0].put_back(seen_of_cast) if connection.in_atomic_block else people()


@pytest.fixture
def things(kept_cast: KeptCast, seen_of_cast: dict[int, Any], cast: Cast) -> Things:
    return kept_cast.kept[1].put_back(seen_of_cast) if connection.in_atomic_block else music(cast)
