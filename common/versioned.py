"""Forms that overwrite nobody: a save over a later save shows both texts and writes neither.

The page carries the version that it shows (`common.versions`) in a hidden field. Where the row has another by then, the
form comes back with what was written in it and, at each field that differs, what stands there now; saved once more it
is a decision.
"""

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

SEEN = "seen_version"
LONGEST = 200
"""Characters of the other text that are shown."""


class VersionedForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """`version_of` gives the version of the row as it is in the database; the admin of the model names it."""

    version_of: Callable[[Any], str]
    seen_version = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now_seen = type(self).version_of(self.instance) if self.instance.pk else ""
        # What the row holds now, before the form writes what it was given on its instance.
        self.held = dict(self.initial)
        self.initial[SEEN] = self.now_seen

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        # A script that sends no version minds none; a page always has one.
        claims = self.instance.pk and self.add_prefix(SEEN) in self.data
        if claims and self.cleaned_data.get(SEEN) != self.now_seen:
            self._tell_both()
        return cleaned

    def _tell_both(self) -> None:
        """Errors with the other text; the next save is over what is shown now."""
        for name in self.changed_data:
            if name in self.held and name != SEEN:
                self.add_error(name, _("It now is: %(text)s") % {"text": self._words(name)})
        self.add_error(
            None,
            _(
                "Somebody has saved this since you opened it. Nothing was overwritten: where the two differ, "
                "both are shown. Save once more to put yours in place of theirs."
            ),
        )
        sent = QueryDict(mutable=True)
        sent.update(cast(Any, self.data))
        sent[self.add_prefix(SEEN)] = self.now_seen
        self.data = sent

    def _words(self, name: str) -> str:
        value = self.held[name]
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(one) for one in value)
        text = str("" if value is None else value)
        return f"{text[:LONGEST]}…" if len(text) > LONGEST else text or _("(nothing)")
