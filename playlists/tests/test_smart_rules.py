"""Every field with every operator, and any nesting of them, find the tracks that plain Python finds."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.viewer import NOBODY, viewer_of
from catalog.models import Genre, Track
from catalog.services import genre_merge
from catalog.tests.factories import GenreFactory, TrackFactory
from playlists.smart.by_album import ORDERS as BY_ALBUM
from playlists.smart.by_album import told_by_album
from playlists.smart.conditions import Asked
from playlists.smart.fields import FIELDS, ORDERS, Field, Kind, Operator, Takes
from playlists.smart.grammar import parse, to_json
from playlists.smart.matching import in_order, matching, multiplier
from playlists.smart.preview import _count
from playlists.tests.smart_music import AT, Music, make_music
from playlists.tests.smart_oracle import Facts, facts_for, holds


@pytest.fixture
def music(db: None) -> tuple[Music, list[Facts]]:
    made = make_music()
    return made, facts_for(made.user, made.tracks)


def values_for(field: Field, operator: Operator, values: dict[str, list[Any]]) -> list[Any]:
    """Values as JSON to ask of a field."""
    if operator.takes is Takes.NOTHING:
        return [None]
    if operator.takes is Takes.DAYS:
        return values["days"]
    if field.kind is Kind.FLAG:
        return [True, False]
    kind = {Kind.TEXT: "text", Kind.DATE: "date"}.get(field.kind, field.name)
    ones = values[kind]
    if operator.takes is Takes.TWO:
        return [list(pair) for pair in itertools.combinations_with_replacement(sorted(ones), 2)]
    return ones


def found(rules: Any, music: Music) -> set[int]:
    rows = matching(parse(rules), Asked(viewer_of(music.user), AT))
    return set(rows.values_list("pk", flat=True))


def expected(rules: Any, facts: list[Facts]) -> set[int]:
    return {one.track.pk for one in facts if holds(rules, one, AT)}


def test_every_field_finds_what_every_operator_of_it_says(
    music: tuple[Music, list[Facts]], subtests: Any
) -> None:
    made, facts = music
    for field, operator in ((f, o) for f in FIELDS.values() for o in f.operators):
        sizes = set()
        for value in values_for(field, operator, made.values):
            rule = {"field": field.name, "operator": operator.name}
            rules = {"rules": [rule if value is None else rule | {"value": value}]}
            wanted = expected(rules, facts)
            with subtests.test(rules=rules):
                assert found(rules, made) == wanted
            sizes.add(len(wanted))
        with subtests.test(
            "the values of this test tell tracks apart", field=field.name, operator=operator.name
        ):
            assert sizes - {0, len(facts)}


def some_rules(values: dict[str, list[Any]]) -> st.SearchStrategy[Any]:
    conditions = [
        {"field": field.name, "operator": operator.name} | ({} if value is None else {"value": value})
        for field in FIELDS.values()
        for operator in field.operators
        for value in values_for(field, operator, values)
    ]  # fmt: skip

    def group(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        return st.fixed_dictionaries(
            {
                "match": st.sampled_from(["all", "any"]),
                "rules": st.lists(inside, min_size=1, max_size=4),
            }
        )

    rule = st.sampled_from(conditions)
    return group(rule | group(rule | group(rule)))


def test_nested_rules_find_what_they_say(music: tuple[Music, list[Facts]]) -> None:
    made, facts = music

    @settings(max_examples=150, deadline=None, database=None, derandomize=True)
    @given(rules=some_rules(made.values))
    def holds_for(rules: Any) -> None:
        kept = to_json(parse(rules))
        assert to_json(parse(kept)) == kept
        assert found(rules, made) == found(kept, made) == expected(rules, facts)

    holds_for()


def _order_keys(music: Music, facts: list[Facts]) -> dict[str, Any]:
    def album(one: Facts) -> tuple[Any, ...]:
        track = one.track
        return (track.album.sort_key, track.album_id, track.disc_number, track.position)

    return {
        "title": lambda one: one.track.sort_key,
        "artist": lambda one: (one.track.artist_line.encode(), *album(one)),
        "album": album,
        "year": lambda one: (one.track.album.original_date or one.track.album.release_date, *album(one)),
        "date_added": lambda one: one.track.added_at,
        "duration": lambda one: one.track.duration_ms,
        "bpm": lambda one: -1 if one.track.bpm is None else one.track.bpm,
        "rating": lambda one: one.stars,
        "play_count": lambda one: len(one.plays),
        "last_played": lambda one: max(one.plays).timestamp() if one.plays else 0,
        "site_plays": lambda one: one.track.play_count,
    }  # fmt: skip


def test_every_order_is_what_it_says(music: tuple[Music, list[Facts]], subtests: Any) -> None:
    made, facts = music
    asked = Asked(viewer_of(made.user), AT)
    keys = _order_keys(made, facts)
    assert keys.keys() | {"random"} == ORDERS.keys()
    for by, descending in itertools.product(keys, (False, True)):
        key = keys[by]
        wanted = sorted(facts, key=lambda one: (key(one), one.track.pk), reverse=descending)  # noqa: B023
        order = parse({"order": {"by": by, "descending": descending}}).order
        pks = [one.track.pk for one in wanted]
        with subtests.test(by=by, descending=descending):
            rows = in_order(Track.objects.all(), order, asked)
            assert list(rows.values_list("pk", flat=True)) == pks
        if by in BY_ALBUM:
            with subtests.test("album by album", by=by, descending=descending):
                assert [pk for pk, *_ in told_by_album(Track.objects.all(), order)] == pks


def test_chance_is_the_same_for_a_seed_and_another_for_another(db: None) -> None:
    tracks = TrackFactory.create_batch(30)

    def drawn(at: datetime = AT, **order: Any) -> list[int]:
        asked, parsed = Asked(NOBODY, at), parse({"order": {"by": "random"} | order}).order
        factor = multiplier(parsed, at)
        wanted = sorted(tracks, key=lambda t: (t.shuffle_key * factor % (2**31 - 1), t.pk))
        rows = in_order(Track.objects.all(), parsed, asked).values_list("pk", flat=True)
        assert list(rows) == [track.pk for track in wanted]
        return list(rows)

    assert drawn(seed=1) == drawn(seed=1, at=AT + timedelta(days=400))
    assert drawn(seed=1) != drawn(seed=2)
    daily = [drawn(seed=1, every="day", at=AT + timedelta(hours=hours)) for hours in (0, 11, 12)]
    assert daily[0] == daily[1] != daily[2]


def test_the_name_of_a_merged_genre_means_the_one_that_stays(
    music: tuple[Music, list[Facts]],
) -> None:
    made, _ = music
    rules = {"rules": [{"field": "genre", "operator": "is", "value": "Jazz"}]}
    jazz = found(rules, made)
    into = GenreFactory(name="Improvised")
    genre_merge(source=Genre.objects.get(kind="genre", name_key="jazz"), into=into)
    assert found(rules, made) == jazz == set(into.tracks.values_list("pk", flat=True))
    assert jazz


def test_a_catalogue_with_keys_far_from_the_first_is_counted_at_once(
    db: None, django_assert_num_queries: Any
) -> None:
    TrackFactory(pk=50_000_000)
    TrackFactory(pk=50_000_001)
    with django_assert_num_queries(2):
        assert _count(matching(parse({}), Asked(NOBODY, AT)), 60.0, None) == (2, False)
