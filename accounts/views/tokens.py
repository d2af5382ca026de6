"""Tokens for one's programs and passwords for one's apps: made here, shown once, and revoked."""

from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from accounts.models import AppPassword, PersonalToken, User
from accounts.recent import is_proven
from accounts.services.app_passwords import app_password_create, app_password_remove
from accounts.services.personal_tokens import personal_token_create, personal_token_revoke
from accounts.viewer import user_for
from common.api.scopes import Scope
from common.errors import DomainError

SCOPES = [
    (Scope.READ.value, gettext_lazy("Read: the catalogue, and what you keep")),
    (Scope.PLAY.value, gettext_lazy("Play: hear tracks, and count them as heard")),
    (Scope.WRITE.value, gettext_lazy("Write: likes, playlists, the queue")),
    (Scope.UPLOAD.value, gettext_lazy("Upload music")),
    (Scope.ADMIN.value, gettext_lazy("Administer, where you may")),
]
DAYS = [
    ("30", gettext_lazy("in 30 days")),
    ("90", gettext_lazy("in 90 days")),
    ("365", gettext_lazy("in a year")),
    ("", gettext_lazy("never")),
]


class TokenForm(forms.Form):
    """A personal access token."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=SCOPES,
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.ChoiceField(
        label=gettext_lazy("It ends"), choices=DAYS, initial="90", required=False
    )


class AppPasswordForm(forms.Form):
    """An app password."""

    name = forms.CharField(label=gettext_lazy("Name of the app or device"), max_length=100)


@sensitive_variables("shown")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """Both lists, and a form for each. What was made is shown in the answer to its form, and is kept nowhere."""
    user, which = user_for(request), request.POST.get("form", "")
    if request.method == "POST" and which == "end":
        _end(user, request.POST.get("kind", ""), request.POST.get("id", ""))
        messages.success(request, _("It opens nothing any more."))
        return HttpResponseRedirect(reverse("tokens"), status=303)
    proven = is_proven(request)
    if request.method == "POST" and not proven:
        query = urlencode({"next": reverse("tokens")})
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{query}", status=303)
    sent = {which: request.POST} if request.method == "POST" else {}
    token_form = TokenForm(sent.get("token"), auto_id="token_%s")
    app_form = AppPasswordForm(sent.get("app"), auto_id="app_%s")
    shown, status = "", 200
    form: forms.Form | None = {"token": token_form, "app": app_form}.get(which)
    if request.method == "POST":
        status = 422
        if form is not None and form.is_valid():
            try:
                shown, status = _make(user, which, form.cleaned_data), 200
            except DomainError as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
    context = {
        "room": "account",
        "token_form": token_form if not shown else TokenForm(auto_id="token_%s"),
        "app_form": app_form if not shown else AppPasswordForm(auto_id="app_%s"),
        "proven": proven,
        "shown": shown,
        "shown_kind": which,
        "tokens": PersonalToken.objects.filter(user=user).working(at=now()).order_by("-created_at", "-id"),
        "app_passwords": AppPassword.objects.filter(user=user).order_by("-created_at", "-id"),
    }  # fmt: skip
    return render(request, "people/tokens.html", context, status=status)


def _make(user: User, which: str, given: dict[str, object]) -> str:
    """What is shown this once."""
    name, at = str(given["name"]), now()
    if which == "app":
        return app_password_create(user=user, name=name)[1]
    days, scopes = str(given["days"]), given["scopes"]
    return personal_token_create(
        user=user,
        name=name,
        scopes=scopes if isinstance(scopes, list) else [],
        expires_at=at + timedelta(days=int(days)) if days else None,
        at=at,
    )[1]


def _end(user: User, kind: str, public_id: str) -> None:
    if kind == "app":
        app_password_remove(user=user, public_id=public_id)
    else:
        personal_token_revoke(user=user, public_id=public_id, at=now())
