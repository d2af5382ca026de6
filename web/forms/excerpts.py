"""Where excerpts begin: a field for each track of a pitch."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Track
from pitching.activity.words import clock

_clock = re.compile(r"(?:(?:(\d{1,2}):)?([0-5]?\d):)?(\d{1,5})", re.ASCII)
PREFIX = "start"


class ClockField(forms.Field):
    """A place in a track, `1:12` or `72`, as milliseconds; None for none. `duration_ms` is 0 where nobody knows it."""

    widget = forms.TextInput(
        attrs={"class": "input", "autocomplete": "off", "placeholder": "0:00", "size": 7, "inputmode": "numeric"}
    )  # fmt: skip
    default_error_messages = {  # noqa: RUF012  # Django's own name for it
        "invalid": _("Write minutes and seconds, like 1:12."),
        "beyond": _("The track ends before that."),
    }

    def __init__(self, *, duration_ms: int, **options: Any) -> None:
        super().__init__(required=False, **options)
        self.duration_ms = duration_ms

    def to_python(self, value: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if (found := _clock.fullmatch(text)) is None or (found[2] and int(found[3]) > 59):
            raise forms.ValidationError(self.error_messages["invalid"])
        hours, minutes, seconds = (int(part or 0) for part in found.groups())
        place = ((hours * 60 + minutes) * 60 + seconds) * 1000
        if place >= max(self.duration_ms, 1):
            raise forms.ValidationError(self.error_messages["beyond"])
        return place

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, int) else value


class ExcerptsForm(forms.Form):
    """Where the excerpt of each track begins. What is left empty, the site chooses."""

    prefix = PREFIX

    def __init__(self, data: Any, *, tracks: Iterable[tuple[Track, int | None]]) -> None:
        super().__init__(data)
        for track, start in tracks:
            self.fields[track.public_id] = ClockField(
                label=track.title, duration_ms=track.duration_ms, initial=start
            )

    def starts(self) -> dict[str, int | None]:
        """By the track's id, of those that somebody changed: others stay as precise as they were told elsewhere."""
        return {name: self.cleaned_data[name] for name in self.changed_data}
