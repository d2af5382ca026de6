"""Several people edit one playlist at the same moment, each in a connection of their own; nothing is lost."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import viewer_of
from catalog.tests.factories import AlbumFactory, TrackFactory
from common.errors import Conflict, Invalid
from playlists import places
from playlists.models import Playlist, PlaylistEntry
from playlists.places import Place
from playlists.services import (
    change_undo,
    collaborator_add,
    entries_add,
    entries_move,
    entries_remove,
    playlist_create,
)

PEOPLE, EDITS = 4, 12


def together(*jobs: Callable[[], Any]) -> list[Any]:
    """Run these at the same moment, in threads; their results."""
    barrier = Barrier(len(jobs))

    def started(job: Callable[[], Any]) -> Any:
        try:
            barrier.wait(timeout=30)
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result(timeout=120) for future in [pool.submit(started, j) for j in jobs]]


@pytest.fixture
def people(transactional_db: None) -> list[User]:
    return [UserFactory(handle=f"person-{number}") for number in range(PEOPLE)]


@pytest.fixture
def playlist(people: list[User]) -> Playlist:
    owner, *others = people
    made = playlist_create(user=owner, title="Ours")
    for other in others:
        collaborator_add(viewer=viewer_of(owner), public_id=made.public_id, handle=other.handle)
    return made


def ids_in_order(playlist: Playlist) -> list[str]:
    rows = PlaylistEntry.objects.filter(playlist=playlist).order_by("position")
    return list(rows.values_list("public_id", flat=True))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_edits_of_several_people_at_once_never_lose_one_another(
    seed: int, people: list[User], playlist: Playlist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each person keeps account of what they added and removed; the playlist is what the accounts say.

    Gaps are tiny, so that places are spread again in the middle of it all.
    """
    monkeypatch.setattr(places, "GAP", 4)
    monkeypatch.setattr(places, "WINDOW", 3)
    tracks = [TrackFactory(album=AlbumFactory()) for _ in range(5)]
    entries_add(
        viewer=viewer_of(people[0]), user=people[0], playlist_id=playlist.public_id,
        things=[("track", track.public_id) for track in tracks] * 2,
    )  # fmt: skip
    start = set(ids_in_order(playlist))

    def edit(person: User, number: int) -> tuple[set[str], set[str]]:
        chance = random.Random(seed * 100 + number)
        own: dict[str, Any] = {
            "viewer": viewer_of(person), "user": person, "playlist_id": playlist.public_id,
        }  # fmt: skip
        added: set[str] = set()
        removed: set[str] = set()
        for _ in range(EDITS):
            standing = ids_in_order(playlist)
            anchor = chance.choice(standing)
            what = chance.choice(["add", "add", "move", "remove", "undo"])
            try:
                if what == "add":
                    things = [("track", chance.choice(tracks).public_id)] * 2
                    place = Place(chance.choice(["before", "after"]), anchor)
                    done = entries_add(**own, things=things, place=place)
                    added |= {entry.public_id for entry in done.entries}
                elif what == "move":
                    entries_move(
                        **own, entries=chance.sample(standing, 2), place=Place("after", anchor)
                    )
                elif what == "remove" and added:
                    mine = chance.choice(sorted(added))
                    _, _, count = entries_remove(**own, entries=[mine])
                    assert count == 1, "somebody's entry was lost"
                    added.discard(mine)
                    removed.add(mine)
                elif what == "undo" and added:
                    mine = chance.choice(sorted(added))
                    _, change, _ = entries_remove(**own, entries=[mine])
                    assert change is not None
                    change_undo(**own, change_id=change.public_id)
            except (Conflict, Invalid):
                continue  # the place was taken away by somebody else, or is one of the moved: said, and nothing done
        return added, removed

    accounts = together(*(lambda p=p, n=n: edit(p, n) for n, p in enumerate(people)))
    wanted = start.union(*(added for added, _ in accounts))
    found = ids_in_order(playlist)
    assert set(found) == wanted
    playlist.refresh_from_db()
    entries = PlaylistEntry.objects.filter(playlist=playlist)
    assert playlist.entry_count == len(found) == entries.count()
    assert playlist.duration_ms == sum(entries.values_list("duration_ms", flat=True))


def test_two_who_append_at_once_both_find_their_tracks_in_one_piece(
    people: list[User], playlist: Playlist
) -> None:
    album = AlbumFactory()
    halves = [[TrackFactory(album=album) for _ in range(20)] for _ in range(2)]

    def append(person: User, tracks: list[Any]) -> list[str]:
        done = entries_add(
            viewer=viewer_of(person), user=person, playlist_id=playlist.public_id,
            things=[("track", track.public_id) for track in tracks],
        )  # fmt: skip
        return [entry.public_id for entry in done.entries]

    first, second = together(
        lambda: append(people[0], halves[0]), lambda: append(people[1], halves[1])
    )
    assert ids_in_order(playlist) in (first + second, second + first)


def test_undoing_a_move_leaves_what_somebody_else_has_moved_since(
    people: list[User], playlist: Playlist
) -> None:
    owner, helper, *_ = people
    tracks = [TrackFactory(album=AlbumFactory()) for _ in range(4)]
    added = entries_add(
        viewer=viewer_of(owner), user=owner, playlist_id=playlist.public_id,
        things=[("track", track.public_id) for track in tracks],
    )  # fmt: skip
    one, two, three, four = (entry.public_id for entry in added.entries)

    def move(person: User, entries: list[str], place: Place) -> Any:
        own: Any = {"viewer": viewer_of(person), "user": person, "playlist_id": playlist.public_id}
        return entries_move(**own, entries=entries, place=place)[1]

    moved = move(helper, [one, two], Place("last"))
    assert ids_in_order(playlist) == [three, four, one, two]
    move(owner, [one], Place("after", three))
    change_undo(
        viewer=viewer_of(helper), user=helper, playlist_id=playlist.public_id, change_id=moved.public_id
    )  # fmt: skip
    assert ids_in_order(playlist) == [two, three, one, four], "the owner's word stands"
