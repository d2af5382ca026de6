"""Rules in words, for people: one sentence a rule, indented as they are nested."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from playlists.smart.fields import EVERY, FIELDS, ORDERS, Kind, Takes
from playlists.smart.grammar import Condition, Group, Rules

type Names = dict[str, str]
"""What playlists and libraries are called, by their public ids, for those that the reader may know."""


def sentences(rules: Rules, names: Names) -> list[str]:
    """All that the rules say, a line each."""
    told = list(_group(rules.group, names, 0)) or [_("Every track")]
    told.append(_order(rules))
    if rules.limit is not None:
        told.append(_("At most %(count)s tracks") % {"count": rules.limit})
    return told


def _group(group: Group, names: Names, depth: int) -> Iterator[str]:
    if not group.rules:
        return
    several = len(group.rules) > 1
    if several or depth:
        yield "  " * depth + (_("All of:") if group.match == "all" else _("Any of:"))
    inside = depth + 1 if several or depth else depth
    for rule in group.rules:
        if isinstance(rule, Group):
            yield from _group(rule, names, inside)
        else:
            yield "  " * inside + _condition(rule, names)


def _condition(rule: Condition, names: Names) -> str:
    asked = FIELDS[rule.field]
    operator = asked.operator(rule.operator)
    assert operator is not None, rule
    if asked.kind is Kind.FLAG:
        return str(asked.words) if rule.value else _("Not: %(field)s") % {"field": asked.words}
    words = f"{asked.words} {operator.words}"
    if operator.takes is Takes.NOTHING:
        return words
    if operator.takes is Takes.TWO:
        low, high = (_value(rule, one, names) for one in rule.value)
        return _("%(words)s %(low)s and %(high)s") % {"words": words, "low": low, "high": high}
    return f"{words} {_value(rule, rule.value, names)}"


def _value(rule: Condition, value: Any, names: Names) -> str:
    asked = FIELDS[rule.field]
    if asked.kind is Kind.THING:
        return names.get(value, _("(not there)"))
    if asked.kind is Kind.CHOICE:
        return str(dict(asked.choices).get(value, value))
    if isinstance(value, date):
        return date_format(value)
    return f"“{value}”" if isinstance(value, str) else str(value)


def _order(rules: Rules) -> str:
    order = rules.order
    if order.by == "random":
        if order.every == "never":
            return _("In random order")
        return _("In random order, drawn anew %(every)s") % {"every": EVERY[order.every]}
    by = ORDERS[order.by][0]
    if order.descending:
        return _("By %(order)s, the other way round") % {"order": by}
    return _("By %(order)s") % {"order": by}
