"""Names as people compare them: keys for equality, sorting and prefix search, the same on every database.

MySQL's collations differ from SQLite's and from each other, so the database compares bytes (binary collation)
and these keys are computed here: NFKC, case-folded, without accents, in letters that everybody can type.
"""

import re
import unicodedata
from functools import lru_cache

from django.utils.text import slugify

KEY_LENGTH = 190
"""Characters of a key: the longest that fits in an index of utf8mb4 (767 bytes) on every MySQL row format."""

ARTICLES = ("the ", "a ", "an ")
_words = re.compile(r"\w+", re.UNICODE)
_spaces = re.compile(r"\s+")
_digits = re.compile(r"\d+")
# Letters that no normal form takes apart, as people without them on the keyboard type them.
_plain = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)


@lru_cache(8192)  # an import asks for the same names over and over
def text_key(text: str) -> str:
    """The key by which two names are the same: `Béla  BARTÓK` → `bela bartok`, `Mø` → `mo`."""
    if text.isascii():
        return " ".join(text.lower().split())[:KEY_LENGTH]
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    whole = unicodedata.normalize("NFKC", bare).translate(_plain)
    return _spaces.sub(" ", whole).strip()[:KEY_LENGTH]


def sort_key(text: str) -> str:
    """The key by which names stand in a list: without a leading article, numbers in order of their value.

    `The 2 Bears` → `0002 bears`, so that it stands before `10cc`.
    """
    key = text_key(text)
    for article in ARTICLES:
        if key.startswith(article) and len(key) > len(article):
            key = key.removeprefix(article)
            break
    return _digits.sub(lambda digits: digits[0].zfill(4), key)[:KEY_LENGTH]


def words(text: str) -> list[str]:
    """The words of a text as search keys, each once, in order."""
    return list(dict.fromkeys(_words.findall(text_key(text))))


def initial(key: str) -> str:
    """The letter under which a sort key is filed: `a`–`z`, or `#` for all others."""
    return key[0] if key[:1].isascii() and key[:1].isalpha() else "#"


def has_link(text: str) -> bool:
    """Whether mail programs would make a link of some of it: what people are called stands in letters to strangers."""
    return any(mark in text_key(text) for mark in ("://", "www."))


@lru_cache(8192)  # a list shows the same artists and albums over and over
def slug(text: str) -> str:
    """The readable part of an address; it decides nothing. Empty names give `untitled`."""
    return (
        slugify(text, allow_unicode=False)[:60].strip("-")
        or slugify(text, allow_unicode=True)[:60]
        or "untitled"
    )
