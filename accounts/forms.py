"""allauth's forms where ours differ, and those of our own pages."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import AddEmailForm, ResetPasswordKeyForm, SignupForm
from allauth.account.internal.flows.manage_email import emit_email_changed
from allauth.account.models import EmailAddress
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Preferences, User
from accounts.services import email_change, sign_out_everywhere
from mail.services import letters_are_sent


class SignUpForm(SignupForm):  # type: ignore[misc]  # allauth has no types
    """Takes as long for an address that is known as for a new one."""

    def try_save(self, request: HttpRequest) -> Any:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    """A password that was forgotten, or taken over: whatever the old one opened is shut, tokens of programs too."""

    @transaction.atomic
    def save(self) -> None:
        super().save()
        sign_out_everywhere(user=self.user)


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    """A passkey signs in by itself unless one says that it is a second factor only."""

    passwordless = forms.BooleanField(
        label=_("Sign in with it alone, without the password"),
        required=False,
        initial=True,
        help_text=_(
            "It asks for a finger, a face or a PIN then. Older security keys can't do that."
        ),
    )


class ChangeEmailForm(AddEmailForm):  # type: ignore[misc]  # allauth has no types
    """A new address waits until its letter is answered; without a mail server it is taken at once."""

    def clean_email(self) -> str:
        email = str(super().clean_email())
        if not letters_are_sent() and User.objects.filter(email=email).exists():
            raise get_adapter().validation_error("email_taken")
        return email

    def save(self, request: HttpRequest) -> Any:
        if letters_are_sent():
            return super().save(request)
        before = EmailAddress.objects.get_primary(self.user)
        email_change(user=self.user, email=self.cleaned_data["email"], is_verified=False)
        after = EmailAddress.objects.get(user=self.user)
        emit_email_changed(request, before, after)
        return after


class WorkspaceForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=100)


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=190, required=False,
        help_text=_("Leave it empty for a link that lets in whoever you give it to, once."),
    )  # fmt: skip
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[
            (Membership.Role.VIEWER.value, _("Viewer: sees and hears everything in it")),
            (Membership.Role.EDITOR.value, _("Editor: adds and changes as well")),
            (Membership.Role.OWNER.value, _("Owner: decides who is in it as well")),
        ],
    )


class PersonForm(forms.Form):
    """How a person is called."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    handle = forms.CharField(
        label=_("Handle"), max_length=30,
        help_text=_("In the address of your page: 2 to 30 of a–z, 0–9, - and _."),
    )  # fmt: skip


class ProfileForm(forms.Form):
    """What a person shows."""

    is_public = forms.BooleanField(
        label=_("Everybody may see my page"), required=False,
        help_text=_("With your name, picture, these words and your public playlists."),
    )  # fmt: skip
    about = forms.CharField(
        label=_("About you"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    avatar = forms.FileField(
        label=_("Picture"), required=False,
        help_text=_("JPEG, PNG, WebP, GIF or AVIF. Where and when it was taken is not kept."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp,image/gif,image/avif"}),
    )  # fmt: skip
    remove_avatar = forms.BooleanField(label=_("Remove the picture"), required=False)


class PreferencesForm(forms.Form):
    """How a person likes things, on all their devices."""

    theme = forms.ChoiceField(
        label=_("Colours"),
        choices=[
            (Preferences.Theme.SYSTEM.value, _("As the device")),
            (Preferences.Theme.LIGHT.value, _("Light")),
            (Preferences.Theme.DARK.value, _("Dark")),
        ],
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    letters_of_shares = forms.BooleanField(
        label=_("Send me a letter when somebody shares something with me"), required=False
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not letters_are_sent():
            del self.fields["letters_of_shares"]
        if len(languages) < 2:  # nothing to choose from
            del self.fields["language"]
            return
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("As the browser asks")), *languages]
