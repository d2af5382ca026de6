"""The order of a playlist: kept by places with gaps, whatever is added, moved, removed, sorted and undone."""

from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from accounts.models import User
from accounts.tests.factories import UserFactory
from accounts.viewer import Viewer, viewer_of
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, TrackFactory
from common.errors import Conflict, Invalid
from playlists import places
from playlists.models import Playlist, PlaylistEntry
from playlists.places import Place
from playlists.services import (
    change_undo,
    entries_add,
    entries_move,
    entries_remove,
    entries_sort,
    playlist_create,
    playlist_delete,
    playlist_duplicate,
)


class Bench:
    """A person, their playlist, and tracks named a, b, c …"""

    def __init__(self) -> None:
        self.user: User = UserFactory()
        self.viewer: Viewer = viewer_of(self.user)
        self.playlist: Playlist = playlist_create(user=self.user, title="Mine")
        album = AlbumFactory()
        self.tracks: dict[str, Track] = {
            name: TrackFactory(album=album, title=name) for name in "abcdefgh"
        }

    @property
    def own(self) -> dict[str, Any]:
        return {
            "viewer": self.viewer,
            "user": self.user,
            "playlist_id": self.playlist.public_id,
        }

    def add(self, names: str, place: Place | None = None, **options: Any) -> Any:
        things = [("track", self.tracks[name].public_id) for name in names]
        return entries_add(**self.own, things=things, place=place or Place(), **options)

    def entries(self) -> list[PlaylistEntry]:
        rows = PlaylistEntry.objects.filter(playlist=self.playlist).select_related("track")
        return list(rows.order_by("position", "id"))

    def at(self, *indices: int) -> list[str]:
        entries = self.entries()
        return [entries[index].public_id for index in indices]

    def move(self, indices: list[int], at: Any, index: int = -1) -> Any:
        anchor = self.at(index)[0] if at in {"before", "after"} else ""
        return entries_move(**self.own, entries=self.at(*indices), place=Place(at, anchor))

    def remove(self, *indices: int) -> Any:
        return entries_remove(**self.own, entries=self.at(*indices))

    def undo(self, change: Any) -> Any:
        return change_undo(**self.own, change_id=change.public_id)

    def word(self) -> str:
        """The titles in order, having checked that what is counted is what stands there."""
        entries = self.entries()
        self.playlist.refresh_from_db()
        assert self.playlist.entry_count == len(entries)
        assert self.playlist.duration_ms == sum(entry.duration_ms for entry in entries)
        return "".join(entry.track.title for entry in entries if entry.track)


@pytest.fixture
def bench(db: None) -> Bench:
    return Bench()


def test_tracks_are_added_at_both_ends_and_beside_others(bench: Bench) -> None:
    bench.add("ab")
    bench.add("c", Place("first"))
    bench.add("d", Place("after", bench.at(0)[0]))
    bench.add("e", Place("before", bench.at(0)[0]))
    assert bench.word() == "ecdab"


def test_the_same_track_may_stand_twice_and_is_warned_of(bench: Bench) -> None:
    bench.add("aba")
    assert bench.word() == "aba"
    with pytest.raises(Conflict, match="2 of these"):
        bench.add("abc", duplicates="refuse")
    assert bench.word() == "aba"
    added = bench.add("abc", duplicates="skip")
    assert added.duplicates == [bench.tracks["a"].public_id, bench.tracks["b"].public_id]
    assert bench.word() == "abac"


@pytest.mark.parametrize(
    ("indices", "at", "index", "word"),
    [
        ([0], "after", 1, "bacdef"), ([5], "before", 0, "fabcde"), ([1, 3], "last", -1, "acefbd"),
        ([1, 3], "first", -1, "bdacef"), ([4, 0], "after", 2, "bcaedf"), ([2], "before", 3, "abcdef"),
        ([0, 1, 2, 3, 4, 5], "first", -1, "abcdef"), ([1, 2], "after", 0, "abcdef"),
    ],
)  # fmt: skip
def test_one_or_many_are_moved_beside_another(
    indices: list[int], at: str, index: int, word: str, bench: Bench
) -> None:
    bench.add("abcdef")
    bench.move(indices, at, index)
    assert bench.word() == word


def test_nothing_is_moved_beside_itself_or_beside_what_is_gone(bench: Bench) -> None:
    bench.add("abc")
    with pytest.raises(Invalid):
        bench.move([0, 1], "after", 1)
    gone = bench.at(1)[0]
    bench.remove(1)
    with pytest.raises(Conflict):
        entries_move(**bench.own, entries=bench.at(0), place=Place("after", gone))
    with pytest.raises(Conflict):
        entries_move(**bench.own, entries=[gone], place=Place("last"))
    assert bench.word() == "ac"


def test_what_is_removed_comes_back_where_it_was_and_goes_again(bench: Bench) -> None:
    bench.add("abcdef")
    _, change, count = bench.remove(1, 2, 4)
    assert (bench.word(), count) == ("adf", 3)
    bench.add("g", Place("first"))
    _, redo = bench.undo(change)
    assert bench.word() == "gabcdef"
    with pytest.raises(Conflict):
        bench.undo(change)
    bench.undo(redo)
    assert bench.word() == "gadf"


def test_adding_and_moving_and_sorting_are_undone_too(bench: Bench) -> None:
    bench.add("cab")
    added = bench.add("de", Place("first"))
    _, moved = bench.move([0], "last")
    _, sorted_ = entries_sort(**bench.own, by="title")
    assert bench.word() == "abcde"
    bench.undo(sorted_)
    assert bench.word() == "ecabd"
    bench.undo(moved)
    assert bench.word() == "decab"
    bench.undo(added.change)
    assert bench.word() == "cab"


def test_a_playlist_is_turned_around_and_shuffled_by_a_seed(bench: Bench) -> None:
    bench.add("abcdefgh")
    entries_sort(**bench.own, by="reversed")
    assert bench.word() == "hgfedcba"
    entries_sort(**bench.own, by="random", seed=1)
    first = bench.word()
    entries_sort(**bench.own, by="title", descending=True)
    assert bench.word() == "hgfedcba"
    entries_sort(**bench.own, by="random", seed=1)
    assert bench.word() == first != "hgfedcba"


def test_a_deleted_playlist_comes_back_whole(bench: Bench) -> None:
    bench.add("abc")
    change = playlist_delete(
        viewer=bench.viewer, user=bench.user, public_id=bench.playlist.public_id
    )
    assert not Playlist.objects.mine(bench.viewer).exists()
    bench.undo(change)
    assert bench.word() == "abc"


def test_albums_and_playlists_are_added_whole(bench: Bench) -> None:
    bench.add("ha")
    copy, behind = playlist_duplicate(
        viewer=bench.viewer, user=bench.user, public_id=bench.playlist.public_id
    )
    assert behind == 0
    album = bench.tracks["a"].album.public_id
    entries_add(**bench.own, things=[("playlist", copy.public_id), ("album", album)])
    assert bench.word() == "ha" + "ha" + "abcdefgh"


def test_the_tightest_gap_is_widened(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "WINDOW", 2)
    bench.add("abcdefgh")
    for number, entry in enumerate(bench.entries()):
        PlaylistEntry.objects.filter(pk=entry.pk).update(position=number)
    bench.move([7], "after", 2)
    assert bench.word() == "abchdefg"
    bench.move([1, 5], "before", 3)
    assert bench.word() == "acbehdfg"
    bench.add("aaa", Place("after", bench.at(3)[0]))
    assert bench.word() == "acbeaaahdfg"


@pytest.mark.parametrize("what", ["remove", "move"])
def test_what_is_undone_finds_its_place_among_rows_that_were_spread_since(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(places, "WINDOW", 2)
    bench.add("abcdefgh")
    for number, entry in enumerate(bench.entries()):
        PlaylistEntry.objects.filter(pk=entry.pk).update(position=number)
    change = bench.remove(2)[1] if what == "remove" else bench.move([2], "after", 6)[1]
    before = bench.word()
    added = bench.add("aaa", Place("after", bench.at(0)[0])).change
    bench.undo(added)
    assert bench.word() == before
    bench.undo(change)
    assert bench.word() == "abcdefgh"


def test_many_come_back_between_the_same_two_after_the_gap_before_them_was_used_up(
    bench: Bench,
) -> None:
    bench.add("abcdefgh")
    _, change, _ = bench.remove(2, 3, 4, 5)
    first = bench.at(0)[0]
    for _ in range(45):
        bench.add("h", Place("after", first))
    bench.undo(change)
    assert bench.word() == "a" + "h" * 45 + "bcdefgh"


def test_a_move_for_which_rows_were_spread_is_undone_exactly(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "WINDOW", 2)
    bench.add("abcdefgh")
    for number, entry in enumerate(bench.entries()):
        PlaylistEntry.objects.filter(pk=entry.pk).update(position=number)
    _, change = bench.move([5, 6, 7], "after", 1)
    assert bench.word() == "abfghcde"
    bench.undo(change)
    assert bench.word() == "abcdefgh"


COMMANDS = st.one_of(
    st.tuples(st.just("add"), st.integers(0, 99), st.text("abcdefgh", min_size=1, max_size=3)),
    st.tuples(st.just("move"), st.integers(0, 99), st.sets(st.integers(0, 99), min_size=1, max_size=4)),
    st.tuples(st.just("remove"), st.just(0), st.sets(st.integers(0, 99), min_size=1, max_size=3)),
    st.tuples(st.just("undo"), st.just(0), st.just(None)),
)  # fmt: skip


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(commands=st.lists(COMMANDS, max_size=12))
@example(
    commands=[
        ("add", 0, "aab"),
        ("add", 0, "a"),
        ("add", 0, "a"),
        ("move", 0, {0, 1, 2}),
        ("undo", 0, None),
    ]
)  # rows are spread for the move that is undone
@example(
    commands=[("add", 0, "ab"), ("add", 1, "cde")]
)  # more than a whole order spread by its gaps has room for
def test_the_order_is_that_of_a_plain_list_whatever_is_done(
    commands: list[Any], bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With gaps so small that they are used up all the time."""
    monkeypatch.setattr(places, "GAP", 3)
    monkeypatch.setattr(places, "WINDOW", 2)
    bench.playlist = playlist_create(user=bench.user, title="Another")
    model: list[str] = []
    history: list[tuple[Any, list[str]]] = []
    for what, where, value in commands:
        before = list(model)
        change: Any = None
        if what == "add":
            at = where % (len(model) + 1)
            place = Place("before", bench.at(at)[0]) if at < len(model) else Place()
            change = bench.add(value, place).change
            model[at:at] = list(value)
        elif what == "move" and model:
            chosen = sorted({index % len(model) for index in value})
            others = [index for index in range(len(model)) if index not in chosen]
            if not others:
                continue
            anchor = others[where % len(others)]
            _, change = bench.move(chosen, "after", anchor)
            cut = others.index(anchor) + 1
            model = [model[i] for i in (*others[:cut], *chosen, *others[cut:])]
        elif what == "remove" and model:
            chosen = sorted({index % len(model) for index in value})
            _, change, _ = bench.remove(*chosen)
            model = [one for index, one in enumerate(model) if index not in chosen]
        elif what == "undo" and history:
            last, model = history.pop()
            bench.undo(last)
        if what != "undo" and change is not None:
            history.append((change, before))
        assert bench.word() == "".join(model)
