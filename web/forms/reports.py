"""The form that reports something."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.models import Report
from catalog.services.reports import LONGEST


class ReportForm(forms.Form):
    """What is wrong, in a word and in more; and where to answer to."""

    reason = forms.ChoiceField(
        choices=Report.Reason.choices,
        error_messages={"required": _("Choose what is wrong."), "invalid_choice": _("Choose what is wrong.")},
    )  # fmt: skip
    words = forms.CharField(max_length=LONGEST, required=False)
    email = forms.EmailField(max_length=190, required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        if data is not None:
            # A browser counts the end of a line once and sends it as two characters.
            data = data.copy()
            data["words"] = data.get("words", "").replace("\r\n", "\n")
        super().__init__(data, **options)
