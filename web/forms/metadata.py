"""Forms of spreadsheets of metadata."""

from django import forms
from django.utils.translation import gettext_lazy as _

from streaming.metadata.table import MOST_BYTES


class MetadataFileForm(forms.Form):
    """A spreadsheet to look at."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        max_length=255,
        help_text=_("CSV or XLSX: one that was made here, or an export of DISCO or SourceAudio."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    empty_clears = forms.BooleanField(label=_("Empty cells empty what is here"), required=False)

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("At most 20 MB."))
        return file
