"""Days and times that forms ask for: of the site's zone (TZ), which their labels name."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.text import format_lazy
from django.utils.timezone import get_current_timezone, get_current_timezone_name

_zone = lazy(get_current_timezone_name, str)


def timed(label: Any) -> Any:
    """A label with the zone that a day or time is read in."""
    return format_lazy("{label} ({zone})", label=label, zone=_zone())


def moment_input() -> forms.DateTimeInput:
    """A time; a script says below it what that is where its writer is."""
    attrs = {"type": "datetime-local", "data-zone": _zone()}
    return forms.DateTimeInput(attrs=attrs, format="%Y-%m-%dT%H:%M")


def last_day_input() -> forms.DateInput:
    """A day to whose end something lasts; a script says when that is where its writer is."""
    attrs = {"type": "date", "class": "input", "data-zone": _zone()}
    return forms.DateInput(attrs=attrs, format="%Y-%m-%d")


def end_of(day: date | None) -> datetime | None:
    """The last instant of a day."""
    return datetime.combine(day, time.max, tzinfo=get_current_timezone()) if day else None
