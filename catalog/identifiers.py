"""Identifiers of recordings, works and interested parties: their forms and check digits.

Each `…_checked` takes what people write (spaces, dots, hyphens, any case), gives the form that is stored, the empty
text for nothing, and raises Invalid with a sentence for a person.
"""

import re

from common.errors import Invalid

_filling = re.compile(r"[\s.\-–·/]+")  # noqa: RUF001  # spreadsheets make dashes of hyphens
_isrc = re.compile(r"[A-Z]{2}[A-Z0-9]{3}\d{7}")
_iswc = re.compile(r"T(\d{9})(\d)")
_ipi = re.compile(r"\d{1,11}")


def isrc_checked(text: str) -> str:
    """An ISRC as its 12 characters: `GB-AYE-69-00534` → `GBAYE6900534`. It has no check digit.

    Prefix code of two letters and three letters or digits, year, designation: ISO 3901,
    https://isrc.ifpi.org/en/isrc-standard/structure.
    """
    bare = _filling.sub("", text).upper().removeprefix("ISRC").lstrip(":")
    if bare and not _isrc.fullmatch(bare):
        raise Invalid("An ISRC has two letters, three letters or digits, and seven digits.")
    return bare


def iswc_checked(text: str) -> str:
    """An ISWC as people read it: `T0345246801` → `T-034.524.680-1`.

    The check digit makes 1 plus the sum of each digit times its place a multiple of ten: ISO 15707,
    https://en.wikipedia.org/wiki/International_Standard_Musical_Work_Code.
    """
    bare = _filling.sub("", text).upper().removeprefix("ISWC").lstrip(":")
    if not bare:
        return ""
    found = _iswc.fullmatch(bare)
    if found is None:
        raise Invalid("An ISWC has the letter T and ten digits, like T-034.524.680-1.")
    work, check = found.groups()
    if (1 + sum(place * int(digit) for place, digit in enumerate(work, 1)) + int(check)) % 10:
        raise Invalid("The last digit of this ISWC does not fit the others: one of them is wrong.")
    return f"T-{work[:3]}.{work[3:6]}.{work[6:]}-{check}"


def ipi_checked(text: str) -> str:
    """An IPI name number as its 11 digits: `14107338` → `00014107338`.

    Nine digits weighted 10 to 2, and two check digits that make the sum a multiple of 101 (100 is written 00): "IPI
    Name #" of CISAC's Common Works Registration, as https://github.com/matijakolaric-com/django-music-publisher has it.
    """
    bare = _filling.sub("", text).upper().removeprefix("IPI").lstrip(":")
    if not bare:
        return ""
    if not _ipi.fullmatch(bare):
        raise Invalid("An IPI name number has up to eleven digits.")
    whole = bare.zfill(11)
    weighted = sum((10 - place) * int(digit) for place, digit in enumerate(whole[:9]))
    if not int(whole[:9]) or (101 - weighted % 101) % 101 % 100 != int(whole[9:]):
        raise Invalid(
            "The last two digits of this IPI number do not fit the others: one of them is wrong."
        )
    return whole
