"""How often search has the right answer among its first three: 200 judged queries (see `tests.relevance`)."""

from pathlib import Path

import pytest

from search.embedded.engine import EmbeddedEngine
from search.embedded.folder import Folder
from search.embedded.writing import rebuild
from search.engine import Question
from search.language import parse
from tests.relevance import Judged, documents, judged

FIRST = 3
LEAST = {"exact": 0.98, "misspelt": 0.90}
KINDS = ("artist", "album", "track")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], str]:
    """The names of all there is, by kind and key; they are in the index of `folder`."""
    return {(document.kind, document.ref): document.name for document in documents()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    folder = Folder(Path(tmp_path_factory.mktemp("relevance")))
    with folder.locked(wait=True):
        rebuild(folder, documents())
    return folder


def has_answer(folder: Folder, names: dict[tuple[str, int], str], one: Judged) -> bool:
    """Whether the first three of the section in which the answer belongs have it."""
    found = EmbeddedEngine(folder).answer(
        Question(parse(one.typed), kinds=KINDS, audiences=["everyone"], limit=FIRST)
    )
    return one.name in {names[hit.kind, hit.ref] for hit in found.of(one.kind)}


def test_there_are_two_hundred_judged_queries_of_things_that_exist(
    names: dict[tuple[str, int], str],
) -> None:
    queries = judged()
    assert len(queries) == 200
    existing = {(kind, name) for (kind, _), name in names.items()}
    assert all((one.kind, one.name) in existing for one in queries)
    for sort in LEAST:
        assert sum(one.sort == sort for one in queries) == 100


@pytest.mark.parametrize("sort", LEAST)
def test_the_right_answer_is_among_the_first_three(
    sort: str, folder: Folder, names: dict[tuple[str, int], str]
) -> None:
    queries = [one for one in judged() if one.sort == sort]
    missed = [one for one in queries if not has_answer(folder, names, one)]
    share = 1 - len(missed) / len(queries)
    print(f"{sort}: {share:.0%}")  # noqa: T201 - the figure, under -s
    assert share >= LEAST[sort], missed
