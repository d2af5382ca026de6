"""The embedded engine: what people type finds what they mean, in order, and only for those who may find it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.embedded.engine import EmbeddedEngine
from search.embedded.folder import Folder
from search.embedded.writing import rebuild, writing
from search.engine import Facts, Question, SearchDocument
from search.keys import same_key
from search.language import parse

ALBUM, ARTIST, TRACK = "album", "artist", "track"


def document(kind: str, ref: int, name: str, **more: Any) -> SearchDocument:
    return SearchDocument(
        **{"kind": kind, "ref": ref, "audience": "everyone", "name": name, **more}
    )


def by(artist: str, album: str = "") -> list[tuple[str, int]]:
    return [(artist, 2), *([(album, 1)] if album else [])]


DOCUMENTS = [
    document(ARTIST, 1, "Miles Davis", rank=50),
    document(ARTIST, 2, "Björk"),
    document(ARTIST, 3, "Simon & Garfunkel"),
    document(ARTIST, 4, "The The"),
    document(ARTIST, 5, "AC/DC"),
    document(ARTIST, 6, "椎名林檎", others=[("Shiina Ringo", 2)]),
    document(ARTIST, 7, "Red Hot Chili Peppers"),
    document(ARTIST, 8, "!!!"),
    document(ARTIST, 9, "Radiohead"),
    document(ARTIST, 10, "Кино"),
    document(ARTIST, 11, "Guns N' Roses"),
    document(ARTIST, 12, "-M-"),
    document(ALBUM, 1, "Kind of Blue", others=by("Miles Davis"), facts=Facts(genres=("Jazz",), year=1959)),
    document(ALBUM, 2, "Blue", others=by("Joni Mitchell"), facts=Facts(genres=("Folk",), year=1971)),
    document(ALBUM, 3, "Blue Train", others=by("John Coltrane"), facts=Facts(genres=("Jazz",), year=1958)),
    document(ALBUM, 4, "Blackstar", others=by("David Bowie")),
    document(ALBUM, 5, "Black Star", others=by("Talib Kweli")),
    document(ALBUM, 6, "Ágætis byrjun", others=by("Sigur Rós")),
    document(ALBUM, 7, "千のナイフ", others=by("坂本龍一")),
    document(TRACK, 1, "So What", others=by("Miles Davis", "Kind of Blue"), rank=9,
             facts=Facts(genres=("Jazz", "Modal Jazz"), moods=("Calm",), year=1959, bpm=136, seconds=562, key="Dm",
                         isrc="USSM15900113", format="flac")),
    document(TRACK, 2, "Blue in Green", others=by("Miles Davis", "Kind of Blue"), rank=3,
             facts=Facts(genres=("Jazz",), year=1959, bpm=60, seconds=327, key="Bb", format="mp3")),
    document(TRACK, 3, "Smells Like Teen Spirit", others=by("Nirvana", "Nevermind"),
             facts=Facts(genres=("Rock",), year=1991, bpm=117, seconds=301, key="8A", format="flac")),
    document(TRACK, 4, "Blue (live)", others=by("Joni Mitchell", "Blue")),
]  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(tmp_path_factory.mktemp("search"))
    with folder.locked(wait=True):
        rebuild(folder, DOCUMENTS)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Folder]:
    """An empty index of a test's own."""
    folder = Folder(tmp_path)
    with folder.locked(wait=True):
        rebuild(folder, [])
        yield folder


def found(folder: Folder, typed: str, kind: str, *audiences: str, limit: int = 10) -> list[int]:
    answer = EmbeddedEngine(folder).answer(
        Question(parse(typed), kinds=[kind], audiences=audiences or ["everyone"], limit=limit)
    )
    return [hit.ref for hit in answer.hits]


@pytest.mark.parametrize(
    ("typed", "kind", "first"),
    [
        # As it is, by its beginning, by any words in any order.
        ("kind of blue", ALBUM, 1), ("kind o", ALBUM, 1), ("blue kind", ALBUM, 1), ("BLUE TR", ALBUM, 3),
        # Artist and title in one.
        ("miles davis so what", TRACK, 1), ("so what miles", TRACK, 1), ("davis kind blue", ALBUM, 1),
        # Accents, case, width, scripts.
        ("bjork", ARTIST, 2), ("BJÖRK", ARTIST, 2), ("ｂｊｏｒｋ", ARTIST, 2), ("Бьорк", ARTIST, 2),
        ("agaetis", ALBUM, 6),
        ("kino", ARTIST, 10), ("КИНО", ARTIST, 10), ("椎名", ARTIST, 6), ("shiina ringo", ARTIST, 6),
        ("ナイフ", ALBUM, 7), ("naifu", ALBUM, 7), ("坂本", ALBUM, 7), ("!!!", ARTIST, 8),
        # What people leave out, and how they join words.
        ("the radiohead", ARTIST, 9), ("the the", ARTIST, 4), ("simon and garfunkel", ARTIST, 3),
        ("simon garfunkel", ARTIST, 3), ("simon & garfunkel", ARTIST, 3), ("acdc", ARTIST, 5), ("ac dc", ARTIST, 5),
        ("black star bowie", ALBUM, 4), ("blackstar talib", ALBUM, 5), ("radio head", ARTIST, 9),
        ("guns and roses", ARTIST, 11), ("guns n roses", ARTIST, 11), ("rhcp", ARTIST, 7), ("-M-", ARTIST, 12),
        # Errors.
        ("radiohed", ARTIST, 9), ("raidohead", ARTIST, 9), ("radioheda", ARTIST, 9), ("miels davis", ARTIST, 1),
        ("smels like teen spirt", TRACK, 3), ("nirvanna teen spirit", TRACK, 3), ("garfunkle", ARTIST, 3),
        ("smells like teen sprit nirvana live", TRACK, 3),
        # The language.
        ("artist:miles blue", TRACK, 2), ("album:nevermind", TRACK, 3), ("track:what", TRACK, 1),
        ('"in green"', TRACK, 2), ("blue -live -green", ALBUM, 2), ('artist:"miles davis" -what', TRACK, 2),
        ("genre:modal", TRACK, 1), ('genre:"Jazz" green', TRACK, 2), ("mood:calm", TRACK, 1),
        ("year:1990-1995", TRACK, 3),
        ("bpm:100-120", TRACK, 3), ("length:5-6 genre:jazz", TRACK, 2), ("isrc:ussm15900113", TRACK, 1),
        ("key:A#", TRACK, 2), ("key:am", TRACK, 3), ("format:MP3", TRACK, 2), ("blue year:1970s", ALBUM, 2),
        ("artist:mils blue", TRACK, 2),
    ],
)  # fmt: skip
def test_what_is_typed_finds_what_is_meant(
    folder: Folder, typed: str, kind: str, first: int
) -> None:
    assert found(folder, typed, kind)[:1] == [first]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", TRACK), ("   ", TRACK), ("\x00\ud800", TRACK), ("genre:polka", TRACK), ("year:1800", TRACK),
        ('"green in"', TRACK),
        ("track:blue", ALBUM), ("genre:\"Modal\"", TRACK), ("blue -blue", TRACK), ("xyzzy plugh", TRACK),
        ("artist:*", TRACK),
        ("isrc:", TRACK), ("x" * 10_000, ARTIST),
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(folder: Folder, typed: str, kind: str) -> None:
    assert found(folder, typed, kind) == []


def test_by_match_then_popularity_then_name_and_ties_are_stable(own: Folder) -> None:
    with writing(own) as writer:
        writer.index(
            [
                document(TRACK, 1, "Miles Away", rank=1),
                document(TRACK, 2, "Tutu", others=by("Miles Davis"), rank=9_000),
                document(TRACK, 3, "Miles", rank=0),
                document(TRACK, 4, "Milestones", rank=5),
                document(TRACK, 5, "Milestones", rank=50),
                document(TRACK, 7, "Milestones", rank=5),
                document(TRACK, 6, "Milestone Alley", rank=5),
                document(TRACK, 8, "Eight Miles High", rank=70),
                document(TRACK, 9, "The Miles", rank=2),
            ]
        )
        writer.commit()
    assert found(own, "miles", TRACK) == [9, 3, 5, 6, 4, 7, 1, 8, 2]


@pytest.mark.parametrize("first_half", [True, False])
def test_pages_are_cut_from_one_order(own: Folder, *, first_half: bool) -> None:
    with writing(own) as writer:
        writer.index(document(TRACK, ref, f"Song {ref:03}", rank=ref % 5) for ref in range(200))
        writer.commit()
    engine = EmbeddedEngine(own)
    asked: dict[str, Any] = {"kinds": [TRACK], "audiences": ["everyone"]}
    whole = engine.answer(Question(parse("song"), limit=200, **asked))
    offset = 0 if first_half else 100
    page = engine.answer(Question(parse("song"), limit=100, offset=offset, **asked))
    assert page.hits == whole.hits[offset : offset + 100]
    assert whole.totals == {TRACK: 200}


def test_twins_that_differ_in_owner_only_are_told_apart_within_the_query(own: Folder) -> None:
    """A thousand of somebody else's come first in every order, and take no place from one's own."""
    with writing(own) as writer:
        writer.index(
            document(TRACK, ref, "Secret Song", audience=f"workspace:{ref % 2}", rank=2 * (ref % 2),
                     facts=Facts(genres=("Hidden",) if ref % 2 else ("Own",)))
            for ref in range(2000)
        )  # fmt: skip
        writer.commit()
    answer = EmbeddedEngine(own).answer(
        Question(
            parse("secret song"),
            kinds=[TRACK],
            audiences=["everyone", "workspace:0"],
            limit=1000,
            facets_of=TRACK,
        )
    )
    assert {hit.ref % 2 for hit in answer.hits} == {0}
    assert answer.totals == {TRACK: 1000}
    assert [bucket.value for bucket in answer.facets["genre"]] == ["Own"]
    assert found(own, "secret", TRACK) == []
    assert found(own, "secrte", TRACK, "members") == []
    assert found(own, "secret", TRACK, "workspace:10") == []


def test_nobody_finds_anything_without_an_audience(folder: Folder) -> None:
    engine = EmbeddedEngine(folder)
    assert not engine.answer(Question(parse("blue"), kinds=[ALBUM], audiences=[], limit=5)).hits


def test_each_kind_has_its_hits_and_its_total(own: Folder) -> None:
    with writing(own) as writer:
        writer.index(document(TRACK, ref, f"Blue {ref}") for ref in range(500))
        writer.index([document(ALBUM, 1, "Blue"), document(ARTIST, 1, "Somebody")])
        writer.commit()
    answer = EmbeddedEngine(own).answer(
        Question(parse("blue"), kinds=[ARTIST, ALBUM, TRACK], audiences=["everyone"], limit=2)
    )
    assert [hit.kind for hit in answer.hits] == [ALBUM, TRACK, TRACK]
    assert answer.totals == {ARTIST: 0, ALBUM: 1, TRACK: 500}
    assert answer.of(ALBUM)[0].score > answer.of(TRACK)[0].score


def test_facets_count_the_hits(folder: Folder) -> None:
    answer = EmbeddedEngine(folder).answer(
        Question(
            parse("artist:miles"), kinds=[TRACK], audiences=["everyone"], limit=1, facets_of=TRACK
        )
    )
    told = {
        name: [(bucket.value, bucket.count) for bucket in buckets if bucket.low is None]
        for name, buckets in answer.facets.items()
    }
    assert told["genre"] == [("Jazz", 2), ("Modal Jazz", 1)]
    assert sorted(told["format"]) == [("flac", 1), ("mp3", 1)]
    assert [(b.low, b.high, b.count) for b in answer.facets["year"]] == [(1950, 1959, 2)]
    assert [(b.low, b.high, b.count) for b in answer.facets["bpm"]] == [
        (None, 79, 1),
        (120, 139, 1),
    ]
    assert [(b.low, b.high, b.count) for b in answer.facets["length"]] == [
        (240, 419, 1),
        (420, 1199, 1),
    ]


def test_taking_in_again_replaces_and_forgetting_forgets(own: Folder) -> None:
    for name in ("Blue", "Green"):
        with writing(own) as writer:
            writer.index([document(ALBUM, 1, name)])
            writer.commit()
    assert found(own, "blue", ALBUM) == []
    assert found(own, "green", ALBUM) == [1]
    with writing(own) as writer:
        writer.remove(ALBUM, [1, 2])
        writer.commit()
    assert found(own, "green", ALBUM) == []


@pytest.mark.parametrize(
    ("written", "key"),
    [("Am", "am"), ("8A", "am"), ("a minor", "am"), ("8B", "c"), ("C", "c"), ("Bb", "a#"), ("A#", "a#"), ("F#m", "f#m"),
     ("gb moll", "f#m"), ("E♭ major", "d#"), ("o", "o"), ("", "")],
)  # fmt: skip
def test_keys_are_the_same_however_they_are_written(written: str, key: str) -> None:
    assert same_key(written) == key


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(st.characters(), max_size=80), st.sampled_from([ALBUM, ARTIST, TRACK]))
def test_any_text_is_a_query(folder: Folder, text: str, kind: str) -> None:
    found(folder, text, kind)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.text(st.characters(), max_size=80))
def test_any_text_is_a_name(own: Folder, text: str) -> None:
    with writing(own) as writer:
        writer.index([document(TRACK, 1, text, others=by(text, text))])
        writer.commit()
    found(own, text, TRACK)
