"""Shares as people write them in one cell: `Anna Berg (STIM, IPI 00014107338, pub. Berg Musik) 50%; Bo Ek 50%`.

In the parentheses stand the PRO, the IPI name number and the writer's publisher, each where it is known. One party
alone has 100 %, said or not.
"""

import re
from collections.abc import Iterable

from catalog.models import WHOLE
from catalog.services.rights import SplitFacts
from common.errors import Invalid

_entry = re.compile(
    r"(?P<party>[^(%]*?)\s*(?:\((?P<told>.*)\))?\s*(?:[-–:=]\s*)?(?:(?P<share>\d+(?:[.,]\d+)?)\s*%)?\s*"  # noqa: RUF001
)
_ipi = re.compile(r"(?:ipi\b[\s:#]*)?([\d.\s]{5,15})", re.IGNORECASE)
_publisher = re.compile(r"pub(?:lisher)?\b[.:]?\s*(.*)", re.IGNORECASE)


def splits_text(splits: Iterable[SplitFacts]) -> str:
    return "; ".join(map(_entry_text, splits))


def _entry_text(split: SplitFacts) -> str:
    told = [split.pro] if split.pro else []
    if split.ipi:
        told.append(f"IPI {split.ipi}")
    if split.publisher:
        told.append(f"pub. {split.publisher}")
    beside = f" ({', '.join(told)})" if told else ""
    return f"{split.party}{beside} {split.share / 100:g}%"


def splits_parsed(text: str, side: str) -> list[SplitFacts]:
    """The shares that a cell tells of. Raises Invalid."""
    entries = [entry.strip() for entry in re.split(r"[;\n|]", text) if entry.strip()]
    return [_parsed(entry, side, alone=len(entries) == 1) for entry in entries]


def _parsed(entry: str, side: str, *, alone: bool) -> SplitFacts:
    found = _entry.fullmatch(entry)
    party = found["party"].strip(" ,") if found else ""
    if found is None or not party:
        raise Invalid(f"“{entry[:60]}” is not understood: write Name (PRO, IPI) 50%.")
    if found["share"] is None and not alone:
        raise Invalid(f"What is the share of {party[:60]}? Write it in %.")
    share = _basis_points(found["share"]) if found["share"] else WHOLE
    pro = ipi = publisher = ""
    rest = found["told"] or ""
    while rest.strip():
        piece, _, after = rest.partition(",")
        piece = piece.strip()
        if named := _publisher.fullmatch(rest.strip()):
            publisher, after = named[1].strip(), ""
        elif number := _ipi.fullmatch(piece):
            ipi = number[1].strip()
        elif not pro:
            pro = piece
        else:
            publisher, after = rest.strip(), ""
        rest = after
    return SplitFacts(side, party, share, pro, ipi, publisher)


def _basis_points(text: str) -> int:
    whole, _, part = text.replace(",", ".").partition(".")
    if len(part) > 2 or len(whole) > 3:
        raise Invalid(f"{text} % is no share: at most two decimal places.")
    return int(whole) * 100 + int(part.ljust(2, "0") or 0)
