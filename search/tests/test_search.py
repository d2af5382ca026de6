"""Search by the database: what people type finds what they mean, whoever may not see it excepted."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.jobs.worker import drain
from common.text import text_key
from search import indexing
from search.database import DatabaseEngine
from search.engine import Question, SearchDocument
from search.language import parse
from search.models import Document, DocumentWord, Pending
from search.services import search_mark
from search.words import index_words, query_words, search_key

pytestmark = pytest.mark.django_db

NAMES = {
    1: "Kind of Blue",
    2: "Blue",
    3: "Blue Train",
    4: "Ágætis byrjun",
    5: "音楽図鑑",
    6: "!!!",
    7: "The The",
    8: "Straße der Träume",
    9: "千のナイフ",
    10: "Łódź Sessions",
}


def document(ref: int, name: str, **more: Any) -> SearchDocument:
    return SearchDocument(
        **{"kind": "album", "ref": ref, "audience": "everyone", "name": name, **more}
    )


@pytest.fixture
def engine() -> DatabaseEngine:
    engine = DatabaseEngine()
    engine.index([document(ref, name) for ref, name in NAMES.items()])
    return engine


def found(engine: DatabaseEngine, text: str, *audiences: str, limit: int = 10) -> list[int]:
    answer = engine.answer(
        Question(parse(text), kinds=["album"], audiences=audiences or ["everyone"], limit=limit)
    )
    return [hit.ref for hit in answer.hits]


@pytest.mark.parametrize(
    ("text", "refs"),
    [
        ("blue", [2, 3, 1]),
        ("BLU", [2, 3, 1]),
        ("blue tr", [3]),
        ("train blue", [3]),
        ("agaetis", [4]),
        ("ágæ", [4]),
        ("byrj", [4]),
        ("strasse traume", [8]),
        ("音楽", [5]),
        ("図鑑", [5]),
        ("鑑", [5]),
        ("ナイフ", [9]),
        ("!!!", [6]),
        ("the the", [7]),
        ("lodz", [10]),
        ("lue", []),
        ("blue nothing", []),
        ("", []),
        ("   ", []),
        ("🎺", []),
        ("\x00\ud800", []),
        ("%", []),
        ("b_ue", []),
        ("x" * 10_000, []),
        ("blue " * 2_000, [1, 2, 3]),
    ],
)
def test_what_is_typed_finds_what_is_meant(
    engine: DatabaseEngine, text: str, refs: list[int]
) -> None:
    assert found(engine, text) == refs


def test_name_before_artist_before_popularity(engine: DatabaseEngine) -> None:
    engine.index(
        [
            document(20, "Miles", rank=1),
            document(21, "Milestones", rank=5),
            document(22, "Milestones", rank=50),
            document(23, "Tutu", others=[("Miles Davis", 2)], rank=9_000),
        ]
    )
    assert found(engine, "miles") == [20, 22, 21, 23]
    assert found(engine, "miles tutu") == [23], "the words may come from different texts"


def test_only_audiences_that_are_held_are_searched(engine: DatabaseEngine) -> None:
    engine.index([document(30, "Secret", audience="library:7")])
    assert found(engine, "secret") == []
    assert found(engine, "secret", "everyone", "library:7") == [30]
    assert (
        engine.answer(Question(parse("secret"), kinds=["album"], audiences=[], limit=5)).hits == ()
    )


def test_indexing_again_replaces_every_word_and_the_audience(engine: DatabaseEngine) -> None:
    engine.index([document(2, "Green", audience="members")])
    assert found(engine, "blue") == [3, 1]
    assert found(engine, "green") == []
    assert found(engine, "green", "members") == [2]
    assert Document.objects.filter(ref=2).count() == 1


def test_kinds_come_in_their_order_with_a_limit_each(engine: DatabaseEngine) -> None:
    engine.index([document(ref, f"Blue {ref}", kind="track") for ref in range(50)])
    answer = engine.answer(
        Question(parse("blue"), kinds=["track", "album"], audiences=["everyone"], limit=2)
    )
    assert [hit.kind for hit in answer.hits] == ["track", "track", "album", "album"]


def test_a_common_word_does_not_bury_a_whole_name(engine: DatabaseEngine) -> None:
    engine.index([document(ref, f"The thing {ref}") for ref in range(1000, 4000)])
    assert found(engine, "the the", limit=1) == [7]


def test_the_number_of_questions_does_not_grow(
    engine: DatabaseEngine, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        found(engine, "kind of blue")


# --- The outbox of marks ------------------------------------------------------------------------------


def test_what_is_marked_is_indexed_or_forgotten_by_the_job(rows: dict[int, str]) -> None:
    rows.update({1: "Abraxas", 2: "Bitches Brew"})
    search_mark(kind="album", refs=[1, 2, 2, 3])
    drain("quick")
    assert found(indexing.engine(), "abr") == [1]
    del rows[1]
    search_mark(kind="album", refs=[1])
    drain("quick")
    assert found(indexing.engine(), "abr") == []
    assert not Pending.objects.exists()
    assert DocumentWord.objects.count() == 2


def test_marking_many_costs_a_few_statements(django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(9):
        search_mark(kind="album", refs=range(900))


def test_a_mark_of_a_kind_that_nobody_loads_is_dropped(rows: dict[int, str]) -> None:
    search_mark(kind="unknown", refs=[1])
    drain("quick")
    assert not Pending.objects.exists()


def test_what_is_gone_is_forgotten_with_its_mark(rows: dict[int, str]) -> None:
    DatabaseEngine().index([document(9, "Gone")])
    rows[1] = "Abraxas"
    search_mark(kind="album", refs=[1, 9])
    drain("quick")
    assert list(Document.objects.values_list("ref", flat=True)) == [1]


def test_a_query_of_very_many_words_asks_for_the_longest_alone(
    engine: DatabaseEngine,
) -> None:
    fields = ("a-b-c-d-e-f-g-h", "i-j-k-l-m-n-o-p", "q-r-s-t-u-v-w-x", "a-b-c-d-e-f-g-h")
    query = parse(" ".join(f"album:{words}" for words in fields))
    with CaptureQueriesContext(connection) as asked:
        engine.answer(Question(query, kinds=["album"], audiences=["everyone"], limit=5))
    assert max(one["sql"].count("EXISTS") for one in asked.captured_queries) < 16


# --- Words --------------------------------------------------------------------------------------------

anything = st.text(st.characters(), max_size=300)


@given(anything)
def test_words_of_anything_are_short_and_few(text: str) -> None:
    assert len(query_words(text)) <= 8
    for word in [*query_words(text), *index_words(text)]:
        assert 0 < len(word) <= 60
        word.encode()  # no half of a surrogate pair, which no database takes


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=300))
def test_the_short_way_to_a_key_is_the_same(text: str) -> None:
    assert search_key(text) == text_key(text)


@given(st.text(max_size=40), st.data())
def test_a_name_is_found_by_any_beginning_of_its_words(name: str, data: st.DataObject) -> None:
    asked = query_words(name)
    known = index_words(name)
    for word in asked:
        cut = data.draw(st.integers(1, len(word)))
        assert any(other.startswith(word[:cut]) for other in known)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(anything)
def test_any_text_is_a_query_and_a_name(text: str) -> None:
    engine = DatabaseEngine()
    engine.index([document(99, text.replace("\x00", ""))])
    engine.answer(Question(parse(text), kinds=["album"], audiences=["everyone"], limit=5))
