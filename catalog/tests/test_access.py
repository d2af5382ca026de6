"""Who sees what: every kind of viewer × every kind of thing, for tracks, albums, artists and genres.

`L`: in lists and by its address. `r`: by its address only. `.`: as if it did not exist.
"""

from typing import Any

import pytest

from accounts.viewer import Viewer
from catalog.models import Album, Artist, Genre, Track
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
