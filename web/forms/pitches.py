"""Forms of pitches."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pitching.models import Format, Pitch, PitchDefaults
from pitching.models.defaults import MESSAGE_LENGTH
from pitching.models.pitch import TITLE_LENGTH
from pitching.services.facts import LONGEST_DAYS, LONGEST_PASSWORD
from web.forms.playlists import MOST_COVER_BYTES
from web.forms.times import end_of, last_day_input, moment_input, timed

FOLDED = (
    "message", "formats", "excerpt_seconds", "expires_on", "password", "embargo_until", "video_url", "color",
)  # fmt: skip
"""What is filled from the workspace's defaults, and folded away where a pitch is made."""


def _input(**attrs: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "autocomplete": "off", **attrs})


class RecipientsField(forms.CharField):
    """Whom it goes to, as people write that."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Recipients"),
            max_length=20_000,
            help_text=_(
                "E-mail addresses, names of contacts or #tags, with commas between them. Each gets a link of their own."
            ),
            widget=forms.Textarea(
                attrs={"rows": 2, "autocapitalize": "none", "spellcheck": "false", "data-recipients": ""}
            ),
            **options,
        )  # fmt: skip


class LookForm(forms.Form):
    """What a pitch and its workspace's defaults both say."""

    message = forms.CharField(
        label=_("Message"),
        max_length=MESSAGE_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    formats = forms.MultipleChoiceField(
        label=_("They may download"),
        choices=Format.choices,
        required=False,
        help_text=_("None: they may only listen."),
        widget=forms.CheckboxSelectMultiple,
    )
    excerpt_seconds = forms.IntegerField(
        label=_("Seconds of each track"),
        required=False,
        min_value=5,
        max_value=600,
        help_text=_("Empty: whole tracks. Of excerpts nothing is downloaded."),
    )
    color = forms.RegexField(
        r"\A#[0-9A-Fa-f]{6}\Z",
        label=_("Colour"),
        required=False,
        help_text=_("Like #d9480f. Empty: the artwork's own."),
        widget=_input(placeholder="#d9480f"),
    )

    def look(self) -> dict[str, Any]:
        """The facts as services take them."""
        told = self.cleaned_data
        seconds = told["excerpt_seconds"]
        return {
            "message": told["message"], "formats": told["formats"], "color": told["color"],
            "excerpt_ms": seconds * 1000 if seconds else None,
        }  # fmt: skip


def look_of(row: Pitch | PitchDefaults) -> dict[str, Any]:
    """What a form starts from."""
    return {
        "message": row.message, "formats": row.formats, "color": row.color,
        "excerpt_seconds": row.excerpt_ms // 1000 if row.excerpt_ms else None,
    }  # fmt: skip


class PitchForm(LookForm):
    """All that is said of a pitch. Times are of the site's zone (TZ), which the labels name."""

    title = forms.CharField(label=_("Title"), max_length=TITLE_LENGTH, widget=_input())
    expires_on = forms.DateField(
        label=timed(_("Until the end of")),
        required=False,
        help_text=_("Without a day: until you take it back."),
        widget=last_day_input(),
    )
    embargo_until = forms.DateTimeField(
        label=timed(_("Nothing is heard before")),
        required=False,
        widget=moment_input(),
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=LONGEST_PASSWORD,
        min_length=4,
        required=False,
        strip=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    video_url = forms.URLField(
        label=_("Link to a video"), max_length=500, required=False, assume_scheme="https"
    )

    field_order: tuple[str, ...] = ("title", *FOLDED)

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        facts = self.look() | {
            "title": told["title"], "embargo_until": told["embargo_until"], "video_url": told["video_url"],
            "expires_at": end_of(told["expires_on"]),
        }  # fmt: skip
        return facts | ({"password": told["password"]} if told["password"] else {})


class NewPitchForm(PitchForm):
    """A pitch to be made: title and recipients, the rest folded away."""

    recipients = RecipientsField(required=False)
    field_order = ("title", "recipients", *FOLDED)

    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in FOLDED]


_field_of = {"excerpt_ms": "excerpt_seconds", "expires_at": "expires_on"}
"""Facts that the form asks for in another unit."""


class PitchEditForm(PitchForm):
    """A pitch that is there, with its picture."""

    no_password = forms.BooleanField(label=_("Ask for no password"), required=False)
    artwork = forms.FileField(
        label=_("Artwork"),
        required=False,
        help_text=_("A JPEG, PNG or WebP picture. Without one, covers of its tracks stand for it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_artwork = forms.BooleanField(label=_("Take the artwork away"), required=False)

    def __init__(self, *args: Any, pitch: Pitch, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if pitch.password:
            self.fields["password"].help_text = _("Empty: the one it has.")
        else:
            del self.fields["no_password"]
        if pitch.artwork_id is None:
            del self.fields["no_artwork"]

    def clean_artwork(self) -> bytes | None:
        return picture_of(self.cleaned_data["artwork"])

    def facts(self) -> dict[str, Any]:
        """What somebody changed: the rest stays as precise as it was told elsewhere, and as others set it meanwhile."""
        same = self.fields.keys() - set(self.changed_data)
        facts = {
            name: value
            for name, value in super().facts().items()
            if _field_of.get(name, name) not in same
        }
        return facts | ({"password": ""} if self.cleaned_data.get("no_password") else {})


class DefaultsForm(LookForm):
    """What a workspace's pitches start from."""

    sender_name = forms.CharField(
        label=_("Your name in letters"), max_length=100, required=False, widget=_input()
    )
    reply_to = forms.EmailField(label=_("Answers go to"), required=False)
    expires_days = forms.IntegerField(
        label=_("Links end after so many days"),
        required=False,
        min_value=1,
        max_value=LONGEST_DAYS,
        help_text=_("Empty: never."),
    )
    logo = forms.FileField(
        label=_("Logo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    field_order = ("sender_name", "reply_to")

    def clean_logo(self) -> bytes | None:
        return picture_of(self.cleaned_data["logo"])

    def facts(self) -> dict[str, Any]:
        told = self.cleaned_data
        names = ("sender_name", "reply_to", "expires_days")
        return self.look() | {name: told[name] for name in names}


class SendForm(forms.Form):
    """When it is sent; without a time, now."""

    at = forms.DateTimeField(
        label=timed(_("At a time to come")),
        required=False,
        widget=moment_input(),
    )


class RecipientsForm(forms.Form):
    recipients = RecipientsField()


def picture_of(file: Any) -> bytes | None:
    """The bytes of a picture that was chosen. Raises ValidationError for one that is too large."""
    if not file:
        return None
    if file.size > MOST_COVER_BYTES:
        raise forms.ValidationError(_("At most 10 MB."))
    data: bytes = file.read()
    return data
