"""Who sees what: every kind of viewer × every kind of thing, for tracks, albums, artists and genres.

`L`: in lists and by its address. `r`: by its address only. `.`: as if it did not exist.
"""

from typing import Any

import pytest

from accounts.viewer import Viewer
from catalog.models import Album, Artist, Genre, Track
from catalog.services import artist_image_take, audiences_refresh
from catalog.tests.factories import LibraryFactory
from common.ids import uuid7_hex
from pictures.models import Artwork
from tests.cast import PEOPLE, Cast, Thing, Things

#                                              anonymous
#                                              | link
#                                              | | other (signed in, no relation; the shares below are to them)
#                                              | | | reader (named by the restricted library)
#                                              | | | | manager
#                                              | | | | | administrator
#                                              | | | | | | viewer in the owning workspace
#                                              | | | | | | | colleague (editor)
#                                              | | | | | | | | owner
TABLE = {
    "public":                                 "L L L L L L L L L",
    "members":                                ". . L L L L L L L",
    "unlisted":                               "r r r r r r L L L",
    "private":                                ". . . . . . L L L",
    "of a members' library":                  ". . L L L L L L L",
    "public in a members' library":           ". . L L L L L L L",
    "unlisted in a members' library":         ". . r r r r L L L",
    "public in a private library":            ". . . . . . L L L",
    "restricted":                             ". . . L . . L L L",
    "unlisted and restricted":                ". . . r . . L L L",
    "private and restricted":                 ". . . . . . L L L",
    "private track of a public album":        ". . . . . . L L L",
    "public album with a private track":      "L L L L L L L L L",
    "unlisted track of a public album":       "r r r r r r L L L",
    "shared by the owner":                    ". . r . . . L L L",
    "shared by an editor":                    ". . r . . . L L L",
    "shared by a viewer of the workspace":    ". . . . . . L L L",
    "shared by who left the workspace":       ". . . . . . L L L",
    "shared by a closed account":             ". . . . . . L L L",
    "shared, expired":                        ". . . . . . L L L",
    "shared, revoked":                        ". . . . . . L L L",
    "shared by link":                         ". r . . . . L L L",
    "for members, shared by link by an outsider": ". r L L L L L L L",
    "unlisted, shared by an outsider":        "r r r r r r L L L",
    "pitched by the label":                   ". . r . . . L L L",
    "pitched by a workspace that does not own it": ". . . . . . L L L",
    "track not in the share":                 ". . . . . . L L L",
    "album of a shared track":                ". . . . . . L L L",
    "shared track alone":                     ". . r . . . L L L",
    "deleted":                                ". . . . . . . . .",
    "merged":                                 ". . . . . . . . .",
    "with its file missing":                  "r r r r r r r r r",
}  # fmt: skip

MODELS: dict[str, Any] = {"track": Track, "album": Album, "artist": Artist, "genre": Genre}


def seen(model: Any, viewer: Viewer) -> tuple[set[int], set[int]]:
    """The keys of what a viewer sees listed, and of what they reach."""
    return (
        set(model.objects.listed_for(viewer).values_list("pk", flat=True)),
        set(model.objects.reachable_by(viewer).values_list("pk", flat=True)),
    )


@pytest.mark.parametrize("model", MODELS)
def test_every_viewer_sees_of_every_thing_what_the_table_says(
    model: str, cast: Cast, things: Things
) -> None:
    assert set(things) == set(TABLE)
    views = {name: seen(MODELS[model], cast.viewer(name)) for name in PEOPLE}
    told, wanted = {}, {}
    for kind, cells in TABLE.items():
        row = getattr(things[kind], model)
        if row is None:
            continue
        wanted[kind] = cells
        told[kind] = " ".join(
            "L" if row.pk in listed and row.pk in reached
            else "r" if row.pk in reached
            else "l" if row.pk in listed
            else "."
            for listed, reached in views.values()
        )  # fmt: skip
    assert told == wanted


@pytest.mark.django_db
def test_nothing_is_listed_that_its_viewer_can_not_open(cast: Cast, things: Things) -> None:
    for model in MODELS.values():
        for name in PEOPLE:
            listed, reached = seen(model, cast.viewer(name))
            assert listed <= reached, (model.__name__, name)


# What the page of each album shows of its one track.
ON_ITS_ALBUM = {
    "public": True,
    "unlisted": True,
    "unlisted track of a public album": False,
    "private track of a public album": False,
    "with its file missing": False,
}


@pytest.mark.parametrize(("kind", "shown"), ON_ITS_ALBUM.items())
def test_an_album_page_shows_a_stranger_what_the_album_gives(
    kind: str, shown: bool, cast: Cast, things: Things
) -> None:
    track = things[kind].track
    found = Track.objects.on_album(track.album, cast.viewer("anonymous"))
    assert (track in found) == shown


def test_a_shared_album_shows_its_tracks_to_whom_it_is_given(cast: Cast, things: Things) -> None:
    thing: Thing = things["shared by the owner"]
    assert list(Track.objects.on_album(thing.album, cast.viewer("other"))) == [thing.track]


def test_a_public_track_of_an_unlisted_album_stands_on_its_page(cast: Cast, things: Things) -> None:
    track = things["unlisted"].track
    track.visibility = "public"
    track.save(update_fields=["visibility"])
    assert list(Track.objects.on_album(track.album, cast.viewer("anonymous"))) == [track]


def test_who_may_change_a_thing_is_who_edits_in_its_workspace(cast: Cast, things: Things) -> None:
    track = things["public"].track
    editors = {name for name in PEOPLE if track in Track.objects.editable_by(cast.viewer(name))}
    assert editors == {"colleague", "owner"}


def test_a_grant_ends_at_its_hour(cast: Cast, things: Things) -> None:
    from_time = things["shared by the owner"].track
    viewer = cast.viewer("other")
    grant = from_time.album.library.workspace.bundles.filter(items__album=from_time.album).get()
    at = from_time.added_at
    grant.grants.update(expires_at=at)
    assert from_time not in Track.objects.reachable_by(viewer, at=at)
    assert from_time in Track.objects.reachable_by(viewer, at=at.replace(year=at.year - 1))


def portrait() -> Artwork:
    return Artwork.objects.create(
        sha256=uuid7_hex() * 2, storage_key="x", state=Artwork.State.READY, sizes=[96, 384]
    )


@pytest.mark.parametrize(
    ("visibility", "seen_by"),
    [
        ("public", {"anonymous", "other", "owner"}),
        ("members", {"other", "owner"}),
        ("private", {"owner"}),
    ],
)
def test_a_picture_is_for_those_whom_its_library_is_for_however_widely_its_artist_is_known(
    visibility: str, seen_by: set[str], cast: Cast, things: Things
) -> None:
    artist = things["public"].artist
    library = LibraryFactory(workspace=cast.label, visibility=visibility)
    picture = portrait()
    assert artist_image_take(artist=artist, artwork_id=picture.pk, library=library)
    found = set()
    for name in ("anonymous", "other", "owner"):
        viewer, client = cast.viewer(name), cast.client(name)
        shown = Artist.objects.reachable_by(viewer).with_image_for(viewer).get(pk=artist.pk).image
        page = client.get(artist.get_absolute_url()).content.decode()
        told = client.get(f"/api/v1/artists/{artist.public_id}/").json()["image"]["id"]
        drawn = client.get(f"/artwork/artist/{artist.public_id}/384").headers["Content-Type"]
        assert (shown == picture) == (picture.sha256[:12] in page) == (told == picture.public_id)
        assert shown == picture or drawn == "image/svg+xml"
        found |= {name} if shown == picture else set()
    assert found == seen_by


def test_a_picture_closes_with_its_library_and_gives_way_to_one_for_more_people(
    cast: Cast, things: Things
) -> None:
    artist = things["public"].artist
    members = LibraryFactory(workspace=cast.label, visibility="members")
    closed = LibraryFactory(workspace=cast.label, visibility="private")
    first, second = portrait(), portrait()
    assert artist_image_take(artist=artist, artwork_id=first.pk, library=members)
    assert not artist_image_take(artist=artist, artwork_id=second.pk, library=closed)
    members.visibility = "private"
    members.save()
    audiences_refresh(library=members)
    artist.refresh_from_db()
    viewer = cast.viewer("other")
    assert Artist.objects.with_image_for(viewer).get(pk=artist.pk).image is None
    opened = LibraryFactory(visibility="public")
    assert artist_image_take(artist=artist, artwork_id=second.pk, library=opened)
    assert Artist.objects.with_image_for(viewer).get(pk=artist.pk).image == second
