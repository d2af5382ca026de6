"""Files of contacts: CSV tables of other programs, and vCards (RFC 2425, 2426, 6350), as rows of plain texts.

A table's columns are known by their headings, as address books write them, unless somebody says otherwise.
vCards are read by `vobject`.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import vobject

from common.errors import Invalid
from common.text import text_key

MOST_BYTES = 4_000_000
MOST_ROWS = 5000
MOST_COLUMNS = 200
TOO_MANY = f"At most {MOST_ROWS:,} contacts: take it in parts."
MOST_LINES = 100_000
"""Of vCards, unfolded: pictures count one."""
OF_A_CARD = {
    "VERSION": 1, "FN": 1, "N": 1, "ORG": 1, "TITLE": 1, "ROLE": 1, "NOTE": 1,
    "EMAIL": 5, "TEL": 5, "CATEGORIES": 5,
}  # fmt: skip
"""Lines that are read of a vCard, by their names."""
LONGEST = {"NOTE": 6000, "CATEGORIES": 2000}
LONGEST_LINE, LONGEST_HEAD = 500, 200
"""Characters of a line that is read, and of what stands before its value."""
FIELDS = (
    "name", "first_name", "last_name", "email", "company", "role", "phone", "notes", "tags", "unsubscribed",
)  # fmt: skip
_headings: dict[str, str] = {
    "name": "name", "full name": "name", "display name": "name", "contact": "name", "contact name": "name",
    "file as": "name", "anzeigename": "name",
    "first name": "first_name", "given name": "first_name", "firstname": "first_name", "vorname": "first_name",
    "prenom": "first_name", "last name": "last_name", "family name": "last_name", "surname": "last_name",
    "lastname": "last_name", "nachname": "last_name", "nom": "last_name",
    "email": "email", "e mail": "email", "mail": "email", "email address": "email", "e mail address": "email",
    "e mail 1 value": "email", "email 1": "email", "primary email": "email", "e mail adresse": "email",
    "company": "company", "organization": "company", "organisation": "company", "organization name": "company",
    "organization 1 name": "company", "company name": "company", "firma": "company", "label": "company",
    "role": "role", "title": "role", "job title": "role", "organization title": "role", "position": "role",
    "organization 1 title": "role",
    "phone": "phone", "telephone": "phone", "phone number": "phone", "mobile phone": "phone", "mobile": "phone",
    "phone 1 value": "phone", "business phone": "phone", "telefon": "phone",
    "notes": "notes", "note": "notes", "comment": "notes", "comments": "notes", "notizen": "notes",
    "tags": "tags", "tag": "tags", "labels": "tags", "groups": "tags", "categories": "tags",
    "group membership": "tags", "list": "tags", "lists": "tags",
    "unsubscribed": "unsubscribed", "unsubscribe": "unsubscribed", "opted out": "unsubscribed",
    "opt out": "unsubscribed", "unsub time": "unsubscribed", "unsubscribed at": "unsubscribed",
}  # fmt: skip
_fold = re.compile(r"\r?\n[ \t]")
_head = re.compile(
    r"""(?:[a-z0-9_-]++\.)?+[a-z0-9_-]++  # group, name
    (?:;[a-z0-9_-]++(?:=(?:"[^"]*+"|[^";:,]*+)(?:,(?:"[^"]*+"|[^";:,]*+))*+)?+)*+:""",
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
"""What comes before the value (RFC 6350, 3.3); never tried twice at the same place."""
_plain = re.compile(r"[^\w]+")
_tags = re.compile(r"\s*(?:[;,|]|:::)\s*")
_no = frozenset({"", "0", "no", "n", "false", "subscribed", "nein", "non"})


@dataclass(frozen=True, slots=True)
class Table:
    """A file as it was read. `rows` are (number for people, field → text); of a CSV, `headings` → field or empty."""

    kind: str
    rows: list[tuple[int, dict[str, Any]]]
    columns: dict[str, str] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)
    """A value of each column, so that somebody knows which it is."""


def guessed(heading: str) -> str:
    """The field that a column's heading means; empty for none."""
    return _headings.get(" ".join(_plain.sub(" ", text_key(heading)).split()), "")


def read(data: bytes, *, columns: Mapping[str, str] | None = None) -> Table:
    """The contacts of a file; its kind is told from its content. Raises Invalid, in words for whoever chose it."""
    if len(data) > MOST_BYTES:
        raise Invalid(f"At most {MOST_BYTES // 1_000_000} MB.", field="file")
    text = _text(data).replace("\0", "")
    if not text.strip():
        raise Invalid("The file is empty.", field="file")
    if re.match(r"\s*BEGIN:VCARD", text, re.IGNORECASE):
        return Table("vcard", list(_cards(text)))
    return _table(text, columns)


def _text(data: bytes) -> str:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")  # what spreadsheets in Europe and America write


def _table(text: str, given: Mapping[str, str] | None) -> Table:
    try:
        dialect: Any = csv.Sniffer().sniff(text[:20_000].split("\n", 1)[0], delimiters=",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        lines = list(
            _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.delimiter))
        )
    except csv.Error as error:
        raise Invalid(f"The table can not be read: {error}.", field="file") from error
    headings, rows = [" ".join(cell.split())[:200] for cell in lines[0]], lines[1:]
    if len(headings) > MOST_COLUMNS:
        raise Invalid(f"At most {MOST_COLUMNS} columns.", field="file")
    if given is None and not any(guessed(heading) for heading in headings):
        # No heading says anything: perhaps there is none, and the first row holds a contact.
        headings, rows = [f"Column {number}" for number in range(1, len(headings) + 1)], lines
        columns = dict.fromkeys(headings, "")
        for heading, cell in zip(headings, lines[0], strict=True):
            if "@" in cell:
                columns[heading] = "email"
    else:
        columns = {heading: guessed(heading) for heading in headings if heading}
    if given is not None:
        columns = {heading: _known(given.get(heading, "")) for heading in columns or given}
        if not any(guessed(one) for one in lines[0]) and "Column 1" in given:
            headings, rows = [f"Column {number}" for number in range(1, len(lines[0]) + 1)], lines
            columns = {heading: _known(given.get(heading, "")) for heading in headings}
    found = [
        (number, _row(headings, columns, cells))
        for number, cells in enumerate(rows, 1 if rows is lines else 2)
        if any(cell.strip() for cell in cells)
    ]
    return Table("csv", found, columns, _samples(headings, rows))


def _known(name: str) -> str:
    if name and name not in FIELDS:
        raise Invalid(f"There is no field {name[:60]}.", field="columns")
    return name


def _samples(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for cells in rows[:50]:
        for heading, cell in zip(headings, cells, strict=False):
            if cell.strip() and heading not in found:
                found[heading] = cell.strip()[:60]
    return found


def _bounded(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    for number, line in enumerate(lines):
        if number > MOST_ROWS:
            raise Invalid(TOO_MANY, field="file")
        yield line


def _row(
    headings: Sequence[str], columns: Mapping[str, str], cells: Sequence[str]
) -> dict[str, Any]:
    """The first column of a field that has something counts; tags come of all."""
    told: dict[str, str] = {}
    tags: list[str] = []
    for heading, cell in zip(headings, cells, strict=False):
        name = columns.get(heading, "")
        if name == "tags":
            tags += [tag.lstrip("#* ") for tag in _tags.split(cell)]
        elif name and cell.strip():
            told.setdefault(name, cell.strip())
    return _facts(told, tags)


def _facts(told: Mapping[str, str], tags: Sequence[str]) -> dict[str, Any]:
    parts = (told.get("first_name", ""), told.get("last_name", ""))
    facts: dict[str, Any] = {
        name: told[name] for name in ("email", "company", "role", "phone", "notes") if name in told
    }
    if name := told.get("name") or " ".join(part for part in parts if part):
        facts["name"] = name
    if kept := [tag for tag in tags if tag.strip()]:
        facts["tags"] = kept
    if told.get("unsubscribed", "").strip().casefold() not in _no:
        facts["unsubscribed"] = True
    return facts


def _well_formed(text: str) -> str:
    """The lines of vCards that say what is kept of a contact, whole, and no more of each than anybody needs.

    `vobject` takes some 20 µs a line, whatever is in it, and on a line that is none it searches for a time that doubles
    with every quote: what a file costs is bounded here, before it is read.
    """
    lines = iter(_fold.sub("", text).splitlines()[: MOST_LINES + 1])
    kept: list[str] = []
    of_card: Counter[str] = Counter()
    cards = 0
    for number, line in enumerate(lines):
        if number >= MOST_LINES:
            raise Invalid("That is too long: take it in parts.", field="file")
        if (head := _head.match(line)) is None or len(head[0]) > LONGEST_HEAD:
            continue
        whole = _quoted(line, lines) if "QUOTED-PRINTABLE" in head[0].upper() else line
        name = head[0].rstrip(":").partition(";")[0].rpartition(".")[2].upper()
        if name in {"BEGIN", "END"}:
            if whole[head.end() :].strip().upper() != "VCARD":
                continue
            if name == "BEGIN":
                of_card.clear()
                cards += 1
                if cards > MOST_ROWS:
                    raise Invalid(TOO_MANY, field="file")
        elif of_card[name] >= OF_A_CARD.get(name, 0) or len(whole) > LONGEST.get(
            name, LONGEST_LINE
        ):
            continue
        of_card[name] += 1
        kept.append(whole)
    return "\n".join(kept) + "\n"


def _quoted(line: str, more: Iterator[str]) -> str:
    """A value of vCard 2.1 that goes on where a line ends with `=`."""
    parts = [line]
    while parts[-1].endswith("="):
        parts[-1] = parts[-1][:-1]
        parts.append(next(more, ""))
    return "".join(parts)


def _cards(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    cards = vobject.readComponents(_well_formed(text), ignoreUnreadable=True, allowQP=True)
    number = 0
    while True:
        try:
            card = next(cards)
        except StopIteration:
            return
        except Exception as error:  # a parser of strangers' files raises whatever it meets
            raise Invalid(
                f"The vCard after number {number} can not be read.", field="file"
            ) from error
        number += 1
        if card.name == "VCARD":
            yield number, _of_card(card.contents)


def _of_card(contents: Mapping[str, Sequence[Any]]) -> dict[str, Any]:
    def first(name: str) -> Any:
        return contents[name][0].value if contents.get(name) else ""

    organisation = first("org")
    if isinstance(organisation, list):
        organisation = organisation[0] if organisation else ""
    told = {
        "name": _flat(first("fn")) or _flat(first("n")), "email": _preferred(contents.get("email", ())),
        "company": _flat(organisation), "role": _flat(first("title")) or _flat(first("role")),
        "phone": _preferred(contents.get("tel", ())).removeprefix("tel:"), "notes": str(first("note")),
    }  # fmt: skip
    tags = [str(tag) for line in contents.get("categories", ()) for tag in line.value]
    return _facts({name: value for name, value in told.items() if value.strip()}, tags)


def _preferred(lines: Sequence[Any]) -> str:
    """The value that is marked as preferred (RFC 2426 TYPE=pref, RFC 6350 PREF=1), else the first."""
    for line in lines:
        types = [one.lower() for one in line.params.get("TYPE", [])]
        if "pref" in types or "1" in line.params.get("PREF", []):
            return str(line.value).strip()
    return str(lines[0].value).strip() if lines else ""


def _flat(value: Any) -> str:
    return " ".join(str(value).split())
