"""Text as the embedded index compares it: in Latin letters, without what people leave out when they type.

Built on `search.words`, whose keys have neither case, width nor accents. Both what is indexed and what is asked pass
through here, so that Бьорк, Björk and bjork are one word.
"""

import re
from functools import lru_cache
from itertools import pairwise

from anyascii import anyascii

from search.words import QUERY_LENGTH, QUERY_WORDS, TEXT_LENGTH, WORD_LENGTH, search_key, words_of

LEFT_OUT = frozenset({"the", "a", "an", "and", "feat", "ft", "featuring"})
"""Words that a query need not share with a name, if it has others."""

SQUEEZED = 80
"""Characters of a name without its spaces."""

_kana = re.compile("[\u3041-\u309f]+|[\u30a1-\u30ff\u31f0-\u31ff]+")
_apostrophes = re.compile(r"(?<=\w)['’‘`´ʼ′](?=\w)")
_article = re.compile(r"^(?:the|a|an) (?=\S)")
_and = re.compile(r"(?<=\S) (?:and|&|\+|n) (?=\S)")
_inner_and = re.compile(r"(?<=\w)&(?=\w)")
_soft = str.maketrans({"ь": None, "ъ": None, "ё": "йо"})
# The plain transliteration of й is y; names of the north and the Balkans are written with j.
_soft_o, _y = re.compile("ь(?=о)|й(?=о)"), "j"


@lru_cache(16384)  # an artist's name stands on every track
def sequence(text: str) -> tuple[str, ...]:
    """The words of a text in their order, folded: `Don't Stop` → dont, stop; `Бьорк` → bjork.

    Scripts written without spaces become pairs of neighbours and the last character, as in `search.words`. A text of
    signs alone (the band `!!!`) is one word.
    """
    return tuple(_fold(text[:TEXT_LENGTH], last_alone=True))


def asked(text: str) -> list[str]:
    """The words of a query: without those that may be left out, unless it has no others. At most 8."""
    words = list(dict.fromkeys(_fold(text[:QUERY_LENGTH], last_alone=False)))
    return [word for word in words if word not in LEFT_OUT][:QUERY_WORDS] or words[:QUERY_WORDS]


@lru_cache(16384)
def squeezed(text: str) -> str:
    """A name by which it is the same whatever way it is spaced: `The Simon & Garfunkel` → simongarfunkel."""
    key = _and.sub(" ", _article.sub("", _inner_and.sub(" & ", search_key(text))))
    words = _fold(key, last_alone=False, in_pairs=False)
    return "".join(words)[:SQUEEZED]


@lru_cache(16384)
def joined(text: str) -> tuple[str, ...]:
    """What else a name is typed as: words run together (`blackstar`), in Latin letters (`naifu`), initials (`rhcp`)."""
    words = _fold(text[:TEXT_LENGTH], last_alone=True, in_pairs=False)
    some = [word for word in words if word.isalnum()][:12]
    found = [f"{first}{second}"[:WORD_LENGTH] for first, second in pairwise(some)]
    if len(some) > 1:
        found.append("".join(word[0] for word in some))
        found.append("".join(word[0] for word in some if word not in LEFT_OUT))
    found += [_latin(run) for run in _kana.findall(search_key(text))]
    return tuple(dict.fromkeys(one for one in found if len(one) > 1))


def _fold(text: str, *, last_alone: bool, in_pairs: bool = True) -> list[str]:
    key = _apostrophes.sub("", search_key(text))
    return words_of(key, last_alone=last_alone, made=_latin, in_pairs=in_pairs)


def _latin(word: str) -> str:
    """A word in Latin letters, as far as they are known; itself where they are not."""
    if word.isascii():
        return word
    plain = anyascii(_soft_o.sub(_y, word).translate(_soft))
    return "".join(c for c in plain.lower() if c.isalnum() or c == "_") or word
