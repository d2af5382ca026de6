"""The editor of rules as a form: names of inputs are paths (`r.0.field`, `r.1.match`, `r.1.0.value`), read back into
the JSON that the grammar checks. What a person has typed stays as it was typed, also when it is wrong.
"""

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playlists.smart.fields import FIELDS, Field, Kind, Operator, Takes
from playlists.smart.grammar import MOST_DEPTH, MOST_RULES

ROOT = "r"
type Raw = Mapping[str, str]


@dataclass(slots=True)
class Row:
    """A rule as it is edited."""

    field: str = "title"
    operator: str = "contains"
    value: str = ""
    second: str = ""
    path: str = ""
    errors: list[str] = dataclasses.field(default_factory=list)

    @property
    def asked(self) -> Field:
        return FIELDS.get(self.field) or FIELDS["title"]

    @property
    def operators(self) -> tuple[Operator, ...]:
        return self.asked.operators

    @property
    def chosen(self) -> Operator:
        """The operator; the field's first where it has no such."""
        return self.asked.operator(self.operator) or self.operators[0]

    @property
    def takes(self) -> str:
        return self.chosen.takes.value

    @property
    def input(self) -> str:
        """What its value is typed into: text, number, date, flag, choice or thing."""
        if self.chosen.takes is Takes.DAYS:
            return "number"
        return {Kind.NAME: "text", Kind.TEXT: "text"}.get(self.asked.kind, self.asked.kind.value)

    @property
    def is_unfinished(self) -> bool:
        """Nobody has typed, or chosen, all that it takes."""
        typed = {"nothing": [], "two": [self.value, self.second]}.get(self.takes, [self.value])
        return self.input != "flag" and not all(text.strip() for text in typed)

    def to_json(self) -> dict[str, Any]:
        told = {"field": self.asked.name, "operator": self.chosen.name}
        if self.chosen.takes is Takes.NOTHING:
            return told
        if self.chosen.takes is Takes.TWO:
            return told | {"value": [self._typed(self.value), self._typed(self.second)]}
        return told | {"value": self._typed(self.value)}

    def _typed(self, text: str) -> Any:
        if self.input == "flag":
            return text != "no"
        if self.input == "number" and re.fullmatch(r"-?[0-9]{1,15}", text.strip()):
            return int(text)
        if self.input == "number" and re.fullmatch(r"[0-9]{1,9}[.,][0-9]{1,9}", text.strip()):
            return float(text.replace(",", "."))
        return text


@dataclass(slots=True)
class Box:
    """A group as it is edited."""

    match: str = "all"
    rules: "list[Row | Box]" = dataclasses.field(default_factory=list)
    path: str = ROOT
    errors: list[str] = dataclasses.field(default_factory=list)
    is_box: bool = True

    @property
    def may_nest(self) -> bool:
        return self.path.count(".") + 1 < MOST_DEPTH

    def to_json(self) -> dict[str, Any]:
        return {"match": self.match, "rules": [rule.to_json() for rule in self.rules]}

    def boxes(self) -> "Iterator[Box]":
        yield self
        for rule in self.rules:
            if isinstance(rule, Box):
                yield from rule.boxes()

    def numbered(self, path: str = ROOT) -> "Box":
        """With the paths of where each stands now."""
        self.path = path
        for index, rule in enumerate(self.rules):
            if isinstance(rule, Box):
                rule.numbered(f"{path}.{index}")
            else:
                rule.path = f"{path}.{index}"
        return self


def box_of(rules: Mapping[str, Any]) -> Box:
    """The editor of rules that are kept."""

    def read(given: Any) -> Row | Box:
        if "rules" in given:
            return Box(given["match"], [read(rule) for rule in given["rules"]])
        value = given.get("value", "")
        first, second = value if isinstance(value, list) else (value, "")
        return Row(given["field"], given["operator"], _text(first), _text(second))

    found = read(rules)
    assert isinstance(found, Box)
    return found.numbered()


def _text(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def box_from(given: Raw) -> Box:
    """The editor as it was sent: bounded in depth and number whatever was sent."""
    left = MOST_RULES

    def read(path: str, depth: int) -> Box:
        nonlocal left
        box = Box("any" if given.get(f"{path}.match") == "any" else "all")
        for index in range(MOST_RULES):
            at = f"{path}.{index}"
            if left <= 0:
                break
            if f"{at}.field" in given:
                left -= 1
                name, operator, value, second = (
                    given.get(f"{at}.{part}", "")[:400]
                    for part in ("field", "operator", "value", "second")
                )
                box.rules.append(Row(name, operator, value, second))
            elif f"{at}.match" in given and depth < MOST_DEPTH:
                left -= 1
                box.rules.append(read(at, depth + 1))
        return box

    return read(ROOT, 1).numbered()


def edited(box: Box, given: Raw) -> Box:
    """What a button did: `add`, `group` (into the group of that path) or `remove` (what stands at that path)."""
    for one in list(box.boxes()):
        if given.get("add") == one.path:
            one.rules.append(Row())
        if given.get("group") == one.path and one.may_nest:
            one.rules.append(Box(rules=[Row()]))
        one.rules = [
            rule for rule in one.rules if rule.path != given.get("remove") or not rule.path
        ]
    return box.numbered()


def marked(box: Box, errors: list[tuple[str, str]], *, is_done: bool) -> list[str]:
    """Put each error at its rule; what is left is about all of them.

    Before somebody says that they are done (`is_done`), a rule that is not finished is not wrong.
    """
    places: dict[str, Row | Box] = {}
    for one in box.boxes():
        places[one.path] = one
        places |= {rule.path: rule for rule in one.rules}
    others = []
    for pointer, sentence in errors:
        indices = re.match(r"(?:/rules/[0-9]+)*", pointer)
        path = ROOT + (indices[0].replace("/rules/", ".") if indices else "")
        if path == ROOT or path not in places:
            others.append(sentence)
        elif sentence not in (place := places[path]).errors and (
            is_done or isinstance(place, Box) or not place.is_unfinished
        ):
            place.errors.append(sentence)
    return others
