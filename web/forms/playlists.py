"""Forms of playlists."""

from django import forms
from django.utils.translation import gettext_lazy as _

from catalog.audience import Visibility
from playlists.models.playlist import DESCRIPTION_LENGTH, TITLE_LENGTH

VISIBILITIES = [
    (Visibility.PRIVATE, _("Private: only you and those who edit it")),
    (Visibility.UNLISTED, _("Unlisted: whoever has its address")),
    (Visibility.MEMBERS, _("Members: everyone who is signed in")),
    (Visibility.PUBLIC, _("Public: everyone")),
]
MOST_COVER_BYTES = 10_000_000


class TitleForm(forms.Form):
    """A new playlist."""

    title = forms.CharField(
        label=_("New playlist"),
        max_length=TITLE_LENGTH,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )


class PlaylistForm(forms.Form):
    """What its owner decides."""

    title = forms.CharField(
        label=_("Title"), max_length=TITLE_LENGTH, widget=forms.TextInput(attrs={"class": "input"})
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=DESCRIPTION_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    visibility = forms.ChoiceField(label=_("Who finds it"), choices=VISIBILITIES)
    cover = forms.FileField(
        label=_("Cover"),
        required=False,
        help_text=_("A JPEG, PNG or WebP picture. Without one, covers of its albums stand for it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_cover = forms.BooleanField(label=_("Take the cover away"), required=False)

    def clean_cover(self) -> bytes | None:
        file = self.cleaned_data["cover"]
        if not file:
            return None
        if file.size > MOST_COVER_BYTES:
            raise forms.ValidationError(_("At most 10 MB."))
        data: bytes = file.read()
        return data


class PersonForm(forms.Form):
    """Somebody who may edit."""

    handle = forms.CharField(
        label=_("Handle"),
        max_length=31,
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )


class ImportForm(forms.Form):
    """A file that holds a playlist."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_("M3U, M3U8, XSPF or JSPF, at most 5 MB."),
        widget=forms.FileInput(attrs={"accept": ".m3u,.m3u8,.xspf,.jspf,.json"}),
    )
