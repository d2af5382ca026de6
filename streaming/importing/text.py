"""Text from tags: which encoding it is in, and what of it can be kept.

Tags are hostile text. Control characters, NUL and bidirectional overrides (which make one name look like
another, https://trojansource.codes/) are taken out, lone surrogates too, and everything is NFC.
"""

import re
import unicodedata
from collections.abc import Iterable

_unwanted = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_unwanted_in_lines = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_spaces = re.compile(r"\s{2,}")
_newlines = re.compile(r"\r\n?|[\u2028\u2029\x85]")

LINE = 2000
"""Characters of a value of one line that are kept."""
LINES = 60_000
"""Characters of lyrics and comments that are kept."""


def clean(text: str, most: int = LINE) -> str:
    """One line: without what is unwanted, runs of blanks as one, at most `most` characters."""
    if text.isascii() and text.isprintable():
        if len(text) <= most and "  " not in text:
            return text.strip()
        return _spaces.sub(" ", text[: most * 2]).strip()[:most].rstrip()
    text = _unwanted.sub(" ", unicodedata.normalize("NFC", text[: most * 4]))
    return _spaces.sub(" ", text).strip()[:most].rstrip()


def clean_lines(text: str, most: int = LINES) -> str:
    """Several lines: line ends are `\\n`, without what is unwanted."""
    text = _newlines.sub("\n", unicodedata.normalize("NFC", text[: most * 2]))
    return _unwanted_in_lines.sub(" ", text).strip()[:most].rstrip()


def decode(data: bytes) -> str:
    """Text of an encoding that is not stated."""
    return data.decode() if data.isascii() else decode_all([data])[0]


def decode_all(parts: Iterable[bytes]) -> list[str]:
    """Several texts from one tag, which share an encoding: together they tell more than each alone."""
    values = list(parts)
    encoding = guess_encoding(values)
    return [_decoded(value, encoding) for value in values]


def guess_encoding(parts: list[bytes]) -> str:
    """UTF-8 where it is valid; an East Asian or Cyrillic encoding where the bytes can hardly be Latin; else cp1252.

    Works on patterns that Latin text doesn't have: bytes 0x80–0x9F in pairs (Shift-JIS), whole words of
    bytes from 0xC0 (Cyrillic), whole words of pairs from 0xA1 (EUC-JP, EUC-KR, GBK).
    """
    telling = [part for part in parts if not part.isascii()]
    if not telling or _all_decode(telling, "utf-8"):
        return "utf-8"
    together = b" ".join(telling)
    if any(0x80 <= byte <= 0x9F for byte in together) and _mostly(telling, "cp932", _japanese):
        return "cp932"
    words = [
        word
        for word in re.split(rb"[\x00-\x40\x5b-\x60\x7b-\x7f]+", together)
        if not word.isascii()
    ]
    letters = sum(map(len, words))
    high = sum(byte >= 0xA0 for word in words for byte in word)
    if letters < 4 or high / letters < 0.8:
        return "cp1252"
    below = sum(0xA1 <= byte <= 0xBF and byte not in b"\xa8\xb8" for byte in together)
    if below / high >= 0.1:
        for encoding, right, share in _EAST_ASIAN:
            if _mostly(telling, encoding, right, share):
                return encoding
    return _cyrillic(telling)


def _cyrillic(parts: list[bytes]) -> str:
    """cp1251 or KOI8-R: in the wrong one of them words start small and go on in capitals."""
    words = " ".join(part.decode("cp1251", "replace") for part in parts).split()
    inside_out = sum(len(w) > 2 and w[0].islower() and w[1:].isupper() for w in words)
    shouted = sum(len(w) > 2 and w[1:].isupper() for w in words)
    longer = sum(len(w) > 2 for w in words)
    return "koi8_r" if inside_out and shouted * 2 > longer else "cp1251"


def _all_decode(parts: list[bytes], encoding: str) -> bool:
    return all(_strict(part, encoding) is not None for part in parts)


def _strict(data: bytes, encoding: str) -> str | None:
    """Decoded; also where the last character was cut in two, in a field of ID3v1 (28 or 30 bytes)."""
    for cut in (0, 1, 2) if 28 <= len(data) <= 30 else (0,):
        try:
            return data[: len(data) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _mostly(parts: list[bytes], encoding: str, right: re.Pattern[str], share: float = 0.6) -> bool:
    decoded = [_strict(part, encoding) for part in parts]
    if None in decoded:
        return False
    text = "".join(part or "" for part in decoded)
    letters = sum(character.isalpha() for character in text)
    return len(right.findall(text)) >= share * max(letters, 1)


_japanese = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\u3005]")
_kana = re.compile(r"[\u3040-\u30ff]")
_hangul = re.compile(r"[\uac00-\ud7af]")
_han = re.compile(r"[\u4e00-\u9fff]")
_EAST_ASIAN = (("euc_jp", _kana, 0.3), ("euc_kr", _hangul, 0.9), ("gb18030", _han, 0.6))


def _decoded(data: bytes, encoding: str) -> str:
    text = _strict(data, encoding)
    if text is not None:
        return text
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")
