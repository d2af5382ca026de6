"""Finding soon: kinds that drown among another's hits, numbers that nobody asked for, and ways that are not needed."""

from pathlib import Path

import pytest

from search.embedded.engine import AT_ONCE, EmbeddedEngine
from search.embedded.folder import Folder
from search.embedded.writing import rebuild
from search.engine import Answer, Question, SearchDocument
from search.language import parse

KINDS = ("artist", "album", "track")
TRACKS, ALBUMS, ARTISTS = 2 * AT_ONCE, AT_ONCE + 40, 5


def document(kind: str, ref: int, name: str, *, rank: int = 0) -> SearchDocument:
    return SearchDocument(kind, ref, "everyone", name, rank=rank)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """Many popular tracks and albums and a few artists whom nobody knows, all of them called so."""
    folder = Folder(Path(tmp_path_factory.mktemp("stages")))
    with folder.locked(wait=True):
        rebuild(
            folder,
            [
                *(document("track", n, f"Ember Song {n}", rank=500) for n in range(TRACKS)),
                *(document("album", n, f"Ember Book {n}", rank=400) for n in range(ALBUMS)),
                *(document("artist", n, f"Band of Ember {n}") for n in range(ARTISTS)),
                document("artist", 99, "Sunflower Bean"),
                document("track", 9999, "Bands of Silver and Gold"),
                document("genre", 1, "Ember"),
                *(document("track", 20_000 + n, f"Hymn of Gloming {n}", rank=n) for n in range(2)),
                *(
                    document("track", 21_000 + n, f"Hymn of Glowing {n}", rank=900)
                    for n in range(40)
                ),
            ],
        )
    return folder


def ask(folder: Folder, typed: str, *, limit: int = 4, is_quick: bool = False) -> Answer:
    question = Question(parse(typed), KINDS, ["everyone"], limit, is_quick=is_quick)
    return EmbeddedEngine(folder).answer(question)


def test_every_kind_is_found_and_counted_however_many_hits_another_has(folder: Folder) -> None:
    answer = ask(folder, "ember")
    assert {kind: len(answer.of(kind)) for kind in KINDS} == dict.fromkeys(KINDS, 4)
    assert answer.totals == {"artist": ARTISTS, "album": ALBUMS, "track": TRACKS}


def test_more_of_each_than_one_search_brings(folder: Folder) -> None:
    answer = ask(folder, "ember", limit=AT_ONCE)
    assert {kind: len(answer.of(kind)) for kind in KINDS} == {
        "artist": ARTISTS, "album": AT_ONCE, "track": AT_ONCE,
    }  # fmt: skip
    assert answer.totals == {"artist": ARTISTS, "album": ALBUMS, "track": TRACKS}


def test_who_is_typing_gets_the_same_hits_without_numbers(folder: Folder) -> None:
    quick = ask(folder, "ember", is_quick=True)
    assert list(quick.hits) == list(ask(folder, "ember").hits)
    assert quick.totals["track"] is None


@pytest.mark.parametrize(
    ("typed", "artists"), [("sun", [99]), ("ban", [0, 1, 2, 3]), ("bea", [99])]
)
def test_a_few_letters_are_first_looked_for_where_names_begin(
    folder: Folder, typed: str, artists: list[int]
) -> None:
    answer = ask(folder, typed, is_quick=True)
    # Nobody's name begins with `bea`: it is found in the middle of one all the same.
    assert [hit.ref for hit in answer.of("artist")] == artists


def test_what_has_all_of_many_words_needs_nothing_looser_beside_it(folder: Folder) -> None:
    assert [hit.ref for hit in ask(folder, "ember song 17").of("track")][:1] == [17]
    assert ask(folder, "ember song 17").totals["album"] == 0
    # With a word of no name in it most of the words are enough.
    assert ask(folder, "silver gold nonsense bands").of("track")[0].ref == 9999


def test_a_later_page_goes_on_where_the_first_has_ended(folder: Folder) -> None:
    """Two have the word, and many one that is nearly so."""
    question = parse("gloming")
    pages = [
        EmbeddedEngine(folder).answer(Question(question, ["track"], ["everyone"], 10, offset))
        for offset in (0, 10, 20)
    ]
    refs = [hit.ref for page in pages for hit in page.hits]
    assert refs[:2] == [20001, 20000]
    assert len(set(refs)) == len(refs) == 30
    assert {page.totals["track"] for page in pages} == {42}
