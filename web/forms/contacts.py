"""Forms of contacts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pitching.models import Contact
from pitching.models.contact import EMAIL_LENGTH, NAME_LENGTH, NOTES_LENGTH
from pitching.services.contacts import PHONE_LENGTH


class ContactForm(forms.Form):
    """A name or an address at least."""

    name = forms.CharField(
        label=_("Name"), max_length=NAME_LENGTH, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    email = forms.CharField(
        label=_("E-mail"), max_length=EMAIL_LENGTH, required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    company = forms.CharField(label=_("Company"), max_length=NAME_LENGTH, required=False)
    role = forms.CharField(label=_("What they do"), max_length=NAME_LENGTH, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=PHONE_LENGTH, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Tags"), max_length=2000, required=False, help_text=_("With commas between them.")
    )
    notes = forms.CharField(
        label=_("Notes"), max_length=NOTES_LENGTH, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def clean_tags(self) -> list[str]:
        parts = (part.strip().removeprefix("#") for part in self.cleaned_data["tags"].split(","))
        return [part for part in parts if part]


class ContactFileForm(forms.Form):
    """A file of contacts."""

    file = forms.FileField(
        label=_("File"),
        max_length=255,
        help_text=_("CSV from a spreadsheet, mailing list or address book, or vCards (.vcf)."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.vcf,.vcard,text/csv,text/vcard"}),
    )


def facts_of(contact: Contact) -> dict[str, Any]:
    """What the form starts from."""
    return {
        "name": contact.name, "email": contact.email, "role": contact.role, "phone": contact.phone,
        "company": contact.company.name if contact.company else "", "notes": contact.notes,
        "tags": ", ".join(sorted(tag.name for tag in contact.tags.all())),
    }  # fmt: skip
