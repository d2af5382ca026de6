"""The language of the search box: any text is a query, and a query says of itself what may be typed for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.language import Field, Query, Span, Text, parse
from search.language.parser import LONGEST, MOST


def spans(low: int | None, high: int | None, field: Field = Field.YEAR) -> tuple[Span, ...]:
    return (Span(field, low, high),)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("kind of blue", (Text("kind"), Text("of"), Text("blue"))),
        ("artist:miles blue", (Text("miles", Field.ARTIST), Text("blue"))),
        ('ARTIST:"Miles Davis"', (Text("Miles Davis", Field.ARTIST, is_phrase=True),)),
        ("title:so", (Text("so", Field.TRACK),)),
        ('"kind of" blue', (Text("kind of", is_phrase=True), Text("blue"))),
        ("“kind of”", (Text("kind of", is_phrase=True),)),
        ("blue -live", (Text("blue"), Text("live", is_not=True))),
        ('blue -"at home"', (Text("blue"), Text("at home", is_phrase=True, is_not=True))),
        ("blue -genre:jazz", (Text("blue"), Text("jazz", Field.GENRE, is_not=True))),
        ("blue -year:1990", (Text("blue"), Span(Field.YEAR, 1990, 1990, is_not=True))),
        ("AC/DC", (Text("AC/DC"),)),
        ("Jay-Z", (Text("Jay-Z"),)),
        ("year:1990", spans(1990, 1990)),
        ("year:1990-1995", spans(1990, 1995)),
        ("year:1995-1990", spans(1990, 1995)),
        ("year:1990..1995", spans(1990, 1995)),
        ("year:1990-", spans(1990, None)),
        ("year:-1995", spans(None, 1995)),
        ("year:>1990", spans(1991, None)),
        ("year:<=1995", spans(None, 1995)),
        ("year:90s", spans(1990, 1999)),
        ("year:1970s", spans(1970, 1979)),
        ("bpm:118-124", spans(118, 124, Field.BPM)),
        ("length:3", spans(180, 239, Field.LENGTH)),
        ("length:3-5", spans(180, 359, Field.LENGTH)),
        ("duration:2:30-3:00", spans(150, 180, Field.LENGTH)),
        ("isrc:GBAYE0601498", (Text("GBAYE0601498", Field.ISRC),)),
        ("mood:calm", (Text("calm", Field.MOOD),)),
        # What is not of the language is words.
        ("year:soon", (Text("year:soon"),)),
        ("Vol:2", (Text("Vol:2"),)),
        ("re: blue", (Text("re:"), Text("blue"))),
        ('12" mix', (Text("12"), Text("mix"))),
        ('"kind of', (Text("kind"), Text("of"))),
        ("-M-", (Text("-M-"),)),
        ("-live", (Text("-live"),)),
        # What is not typed to its end asks for nothing yet.
        ("artist:", ()),
        ("year:", ()),
        ("blue -", (Text("blue"),)),
        ('""', ()),
        ("", ()),
        (" \t\n", ()),
    ],
)
def test_what_is_typed_is_read(typed: str, clauses: tuple[Text | Span, ...]) -> None:
    assert parse(typed).clauses == clauses


typed = st.one_of(
    st.text(max_size=300),
    # Of the language's own signs, which chance alone seldom puts together.
    st.lists(
        st.sampled_from(
            ["artist", "year", "length", "foo", "bpm", ":", "-", '"', " ", "1990", "3:20", "..", ">", "a", "é", "「"]
        ),
        max_size=30,
    ).map("".join),
)  # fmt: skip


@given(typed)
def test_any_text_is_a_query_and_a_short_one(text: str) -> None:
    query = parse(text)
    assert len(query.clauses) <= MOST
    assert len(query.words) <= LONGEST + MOST


@given(typed)
def test_a_query_typed_as_it_tells_itself_asks_the_same(text: str) -> None:
    query = parse(text)
    assert parse(str(query)) == query


@given(typed)
def test_taking_out_what_narrows_leaves_words_alone(text: str) -> None:
    query = parse(text)
    left = query.excluding(query.narrowing)
    assert all(
        isinstance(clause, Text) and not clause.field and not clause.is_phrase
        for clause in left.clauses
    )


def test_narrowing_adds_to_what_was_typed() -> None:
    span = Span(Field.YEAR, 1990, 1999)
    query = parse("blue").including(span, Text("Indie Rock", Field.GENRE, is_phrase=True))
    assert str(query) == 'blue year:1990-1999 genre:"Indie Rock"'
    assert query.excluding([span]) == Query((Text("blue"), query.clauses[-1]))
