"""The form that brings a past along."""

from django import forms
from django.utils.translation import gettext_lazy as _

from playlists.services.listening import MOST_BYTES


class ListeningForm(forms.Form):
    """A file from another service. Which, its content tells."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_(
            "navidrome.db, my_spotify_data.zip, listenbrainz_….zip, or a JSON file of theirs."
        ),
        widget=forms.FileInput(attrs={"accept": ".db,.zip,.json,.jsonl,.jspf"}),
    )
    navidrome_user = forms.CharField(
        label=_("Your name in Navidrome"),
        required=False,
        max_length=190,
        help_text=_("Only where several people use it."),
        widget=forms.TextInput(attrs={"class": "input", "autocomplete": "off"}),
    )
    dry_run = forms.BooleanField(label=_("Only tell me what would come"), required=False)

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("At most 512 MB."))
        return file
