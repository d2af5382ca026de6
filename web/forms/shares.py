"""The form that shares something."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from playlists.models.share import NOTE_LENGTH
from web.forms.times import end_of, last_day_input, timed


class ShareForm(forms.Form):
    """With whom, with which words, and with which rights: no more than the giver has."""

    to = forms.CharField(
        label=_("With whom"),
        max_length=4000,
        help_text=_("Handles or e-mail addresses, with spaces between them."),
        widget=forms.TextInput(
            attrs={
                "class": "input", "list": "people-near", "autocomplete": "off", "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
    )  # fmt: skip
    note = forms.CharField(
        label=_("A note"),
        max_length=NOTE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    may_download = forms.BooleanField(label=_("They may download it"), required=False)
    may_share = forms.BooleanField(label=_("They may share it further"), required=False)
    expires_at = forms.DateField(
        label=timed(_("Until the end of")),
        required=False,
        help_text=_("Without a day: until you take it back."),
        widget=last_day_input(),
    )

    def __init__(self, *args: Any, may_download: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_download:
            del self.fields["may_download"]

    def clean_to(self) -> list[str]:
        return [name for name in re.split(r"[\s,;]+", self.cleaned_data["to"]) if name]

    def clean_expires_at(self) -> datetime | None:
        return end_of(self.cleaned_data["expires_at"])
