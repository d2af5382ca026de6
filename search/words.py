"""Text as search words, the same for what is indexed and for what is asked."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from common.text import KEY_LENGTH, text_key

WORD_LENGTH = 60
TEXT_LENGTH = 500
QUERY_LENGTH, QUERY_WORDS = 200, 8

_word = re.compile(r"\w+")
# Scripts written without spaces: kana, Han, and their extensions.
unspaced = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def search_key(text: str) -> str:
    """The key by which a name is compared here: `text_key` of any text whatever."""
    if text.isascii() and text.isprintable():  # most names: the same by a shorter way
        return " ".join(text.lower().split())[:KEY_LENGTH]
    return text_key("".join(c for c in text if _printable(c)))


def _printable(c: str) -> bool:
    """Not a control character or half of a surrogate pair, which no database takes."""
    return unicodedata.category(c)[0] != "C" or c in "\t\n\r"


@lru_cache(maxsize=4096)  # an artist's name stands on every track
def index_words(text: str) -> tuple[str, ...]:
    """The words by which a text is found, each once.

    Words of a script without spaces become pairs of neighbours and the last character, so that any part of a
    name is found: 坂本龍一 → 坂本, 本龍, 龍一, 一. A text of signs alone (the band `!!!`) is one word.
    """
    return tuple(dict.fromkeys(words_of(search_key(text[:TEXT_LENGTH]), last_alone=True)))


def query_words(text: str) -> list[str]:
    """The words of a query, each to be a prefix of some word of a document. At most 8, from any input whatever."""
    return list(dict.fromkeys(words_of(search_key(text[:QUERY_LENGTH]), last_alone=False)))[
        :QUERY_WORDS
    ]


def words_of(
    key: str, *, last_alone: bool, made: Callable[[str], str] = str, in_pairs: bool = True
) -> list[str]:
    """The words of a key in their order: `made` of those of spaced scripts, pairs of signs of the others."""
    found: list[str] = []
    for word in _word.findall(key):
        at = 0
        for run in unspaced.finditer(word):
            found.append(made(word[at : run.start()]))
            found += _pairs(run[0], last_alone=last_alone) if in_pairs else [run[0]]
            at = run.end()
        found.append(made(word[at:]))
    words = [word[:WORD_LENGTH] for word in found if word.strip("_")]
    signs = key.replace(" ", "")[:WORD_LENGTH]
    return words or ([signs] if signs else [])


def _pairs(run: str, *, last_alone: bool) -> list[str]:
    pairs = ["".join(pair) for pair in pairwise(run)]
    return [*pairs, run[-1]] if last_alone or not pairs else pairs
