"""Rules as JSON, checked: `parse` gives `Rules`, or says what is wrong with each value by its JSON pointer.

Nothing that comes from outside reaches the database but as a parameter: names of fields, operators and orders are
looked up in the tables of `playlists.smart.fields`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from common.errors import Invalid
from common.ids import PUBLIC_ID
from playlists.smart.fields import EVERY, FIELDS, ORDERS, Field, Kind, Operator, Reads, Takes
from search.words import query_words

MOST_RULES, MOST_DEPTH, MOST_LIMIT = 50, 4, 1_000_000
TEXT_LENGTH, MOST_DAYS, MOST_SEED = 190, 36_500, 2**31 - 1
MATCHES = ("all", "any")

_control = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule. `value` is of Python's types: text, int or Decimal, date, bool, a pair of these, or None."""

    field: str
    operator: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class Group:
    """Rules of which all or any must hold; without any, all tracks are meant."""

    match: str = "all"
    rules: "tuple[Condition | Group, ...]" = ()

    def conditions(self) -> Iterator[Condition]:
        for rule in self.rules:
            if isinstance(rule, Group):
                yield from rule.conditions()
            else:
                yield rule


@dataclass(frozen=True, slots=True)
class Order:
    """`seed` and `every` are of chance alone: the same seed gives the same order, drawn anew so often."""

    by: str = "date_added"
    descending: bool = True
    seed: int = 0
    every: str = "never"


@dataclass(frozen=True, slots=True)
class Rules:
    """All that a smart playlist is made by. `limit` None: as many as there are."""

    group: Group = field(default_factory=Group)
    order: Order = field(default_factory=Order)
    limit: int | None = None

    def reads(self) -> set[Reads]:
        """What it follows beside the catalogue."""
        found = {FIELDS[one.field].reads for one in self.group.conditions()}
        found.add(ORDERS[self.order.by][1])
        if self.order.by == "random" and self.order.every != "never":
            found.add(Reads.CLOCK)
        if any(one.operator in {"in_last", "not_in_last"} for one in self.group.conditions()):
            found.add(Reads.CLOCK)
        return {one for one in found if one is not None}

    def playlists(self) -> set[str]:
        """Public ids of the playlists that it reads."""
        return {one.value for one in self.group.conditions() if one.field == "playlist"}


class RulesRefused(Invalid):
    """What is wrong with rules: `errors` are (JSON pointer within them, sentence)."""

    def __init__(self, errors: list[tuple[str, str]]) -> None:
        super().__init__(errors[0][1], field="rules")
        self.errors = errors


def parse(given: Any) -> Rules:
    """Raises RulesRefused, naming all that is wrong."""
    reader = _Reader()
    rules = reader.rules(given)
    if reader.errors:
        raise RulesRefused(reader.errors)
    return rules


def to_json(rules: Rules) -> dict[str, Any]:
    """The same rules as JSON, in the one way that they are kept: `parse(to_json(rules)) == rules`."""
    told = _group_json(rules.group)
    order = rules.order
    told["order"] = {"by": order.by}
    if order.by == "random":
        told["order"] |= {"seed": order.seed, "every": order.every}
    else:
        told["order"] |= {"descending": order.descending}
    told["limit"] = rules.limit
    return told


def _group_json(group: Group) -> dict[str, Any]:
    return {
        "match": group.match,
        "rules": [
            _group_json(rule) if isinstance(rule, Group) else _condition_json(rule)
            for rule in group.rules
        ],
    }


def _condition_json(rule: Condition) -> dict[str, Any]:
    told = {"field": rule.field, "operator": rule.operator}
    if rule.value is None:
        return told
    two = isinstance(rule.value, tuple)
    return told | {"value": [_plain(v) for v in rule.value] if two else _plain(rule.value)}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return value


class _Reader:
    """Reads rules and gathers what is wrong with them. What is wrong is left out of what it gives back."""

    def __init__(self) -> None:
        self.errors: list[tuple[str, str]] = []
        self.count = 0

    def wrong(self, at: str, sentence: str) -> None:
        self.errors.append((at, sentence))

    def rules(self, given: Any) -> Rules:
        if not isinstance(given, dict):
            self.wrong("", _("Rules are an object with match and rules."))
            return Rules()
        self._known(given, "", {"match", "rules", "order", "limit"})
        return Rules(self._group(given, "", 1), self._order(given.get("order")), self._limit(given))

    def _known(self, given: dict[Any, Any], at: str, names: set[str]) -> None:
        for name in given.keys() - names:
            told = str(name)[:40].replace("~", "~0").replace("/", "~1")
            self.wrong(f"{at}/{told}", _("There is no such member here."))

    def _group(self, given: dict[Any, Any], at: str, depth: int) -> Group:
        match = given.get("match", "all")
        if not isinstance(match, str) or match not in MATCHES:
            self.wrong(f"{at}/match", _("This is all or any."))
            match = "all"
        rules = given.get("rules", [])
        if not isinstance(rules, list):
            self.wrong(f"{at}/rules", _("Rules are a list."))
            return Group()
        if not rules and depth > 1:
            self.wrong(f"{at}/rules", _("A group holds at least one rule."))
        read = []
        for index, rule in enumerate(rules):
            self.count += 1
            if self.count > MOST_RULES:
                if self.count == MOST_RULES + 1:
                    told = _("At most %(most)s rules.") % {"most": MOST_RULES}
                    self.wrong(f"{at}/rules/{index}", told)
                break
            one = self._rule(rule, f"{at}/rules/{index}", depth)
            if one is not None:
                read.append(one)
        return Group(match, tuple(read))

    def _rule(self, given: Any, at: str, depth: int) -> "Condition | Group | None":
        if not isinstance(given, dict):
            self.wrong(at, _("A rule is an object."))
            return None
        if "rules" in given or "match" in given:
            if depth >= MOST_DEPTH:
                self.wrong(at, _("Groups are at most %(most)s deep.") % {"most": MOST_DEPTH})
                return None
            self._known(given, at, {"match", "rules"})
            return self._group(given, at, depth + 1)
        self._known(given, at, {"field", "operator", "value"})
        return self._condition(given, at)

    def _condition(self, given: dict[Any, Any], at: str) -> Condition | None:
        name = given.get("field")
        asked = FIELDS.get(name) if isinstance(name, str) else None
        if asked is None:
            self.wrong(f"{at}/field", _("There is no such field."))
            return None
        name = given.get("operator")
        operator = asked.operator(name) if isinstance(name, str) else None
        if operator is None:
            takes = ", ".join(one.name for one in asked.operators)
            self.wrong(f"{at}/operator", _("This field takes %(takes)s.") % {"takes": takes})
            return None
        before = len(self.errors)
        value = self._value(asked, operator, given.get("value"), f"{at}/value")
        return Condition(asked.name, operator.name, value) if len(self.errors) == before else None

    def _value(self, asked: Field, operator: Operator, given: Any, at: str) -> Any:
        if operator.takes is Takes.NOTHING:
            if given is not None:
                self.wrong(at, _("This takes no value."))
            return None
        if operator.takes is Takes.DAYS:
            return self._whole(given, at, 1, MOST_DAYS)
        if operator.takes is Takes.ONE:
            return self._one(asked, operator, given, at)
        if not isinstance(given, list) or len(given) != 2:
            self.wrong(at, _("This takes two values: from and to."))
            return None
        low, high = (self._one(asked, operator, v, f"{at}/{i}") for i, v in enumerate(given))
        if low is not None and high is not None and low > high:
            self.wrong(at, _("The first is at most the second."))
        return low, high

    def _one(self, asked: Field, operator: Operator, given: Any, at: str) -> Any:
        match asked.kind:
            case Kind.TEXT | Kind.NAME:
                return self._text(given, at, words=operator.name.startswith("contains"))
            case Kind.CHOICE:
                names = [name for name, _label in asked.choices]
                if not isinstance(given, str) or given not in names:
                    self.wrong(at, _("This is one of %(names)s.") % {"names": ", ".join(names)})
                return given
            case Kind.NUMBER:
                return self._number(asked, given, at)
            case Kind.DATE:
                return self._date(given, at)
            case Kind.FLAG:
                if not isinstance(given, bool):
                    self.wrong(at, _("This is true or false."))
                return given
            case Kind.THING:
                if not isinstance(given, str) or not PUBLIC_ID.fullmatch(given):
                    self.wrong(at, _("This is an id: 32 lower-case hex digits."))
                return given

    def _text(self, given: Any, at: str, *, words: bool) -> str:
        if not isinstance(given, str) or _control.search(given) or not given.strip():
            self.wrong(at, _("Some text is missing here."))
            return ""
        text = " ".join(given.split())
        if len(text) > TEXT_LENGTH:
            self.wrong(at, _("At most %(most)s characters.") % {"most": TEXT_LENGTH})
        elif words and not query_words(text):
            self.wrong(at, _("There is no word in this to look for."))
        return text

    def _number(self, asked: Field, given: Any, at: str) -> Any:
        if not asked.decimals:
            return self._whole(given, at, asked.least, asked.most)
        told = _("This is a number from %(least)s to %(most)s.")
        if isinstance(given, bool) or not isinstance(given, int | float):
            self.wrong(at, told % {"least": asked.least, "most": asked.most})
            return None
        # Bounds first: infinities and numbers of a thousand digits go no further.
        if not asked.least <= given <= asked.most:
            self.wrong(at, told % {"least": asked.least, "most": asked.most})
            return None
        value = Decimal(str(given))
        if value != round(value, asked.decimals):
            self.wrong(at, _("At most %(most)s decimals.") % {"most": asked.decimals})
        return value

    def _whole(self, given: Any, at: str, least: int, most: int) -> int | None:
        if isinstance(given, bool) or not isinstance(given, int) or not least <= given <= most:
            told = _("This is a whole number from %(least)s to %(most)s.")
            self.wrong(at, told % {"least": least, "most": most})
            return None
        return given

    def _date(self, given: Any, at: str) -> date | None:
        try:
            if not isinstance(given, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", given):
                raise ValueError(given)
            found = date.fromisoformat(given)
            # The years that MySQL's DATETIME holds, with room for time zones and the next day.
            if not 1000 < found.year < 9999:
                raise ValueError(given)
        except ValueError:
            self.wrong(at, _("This is a date: 2026-01-31."))
            return None
        return found

    def _order(self, given: Any) -> Order:
        if given is None:
            return Order()
        if not isinstance(given, dict):
            self.wrong("/order", _("An order is an object."))
            return Order()
        by = given.get("by")
        if not isinstance(by, str) or by not in ORDERS:
            told = _("Tracks are ordered by %(orders)s.") % {"orders": ", ".join(ORDERS)}
            self.wrong("/order/by", told)
            return Order()
        if by == "random":
            self._known(given, "/order", {"by", "seed", "every"})
            every = given.get("every", "never")
            if not isinstance(every, str) or every not in EVERY:
                told = _("This is one of %(names)s.") % {"names": ", ".join(EVERY)}
                self.wrong("/order/every", told)
                every = "never"
            seed = self._whole(given.get("seed", 0), "/order/seed", 0, MOST_SEED)
            return Order(by, False, seed or 0, every)
        self._known(given, "/order", {"by", "descending"})
        descending = given.get("descending", False)
        if not isinstance(descending, bool):
            self.wrong("/order/descending", _("This is true or false."))
            descending = False
        return Order(by, descending)

    def _limit(self, given: dict[Any, Any]) -> int | None:
        limit = given.get("limit")
        return None if limit is None else self._whole(limit, "/limit", 1, MOST_LIMIT)
