"""How one is called, what one shows, how one likes things."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.forms import PersonForm, PreferencesForm, ProfileForm
from accounts.models import Preferences, Profile, User
from accounts.services import (
    avatar_remove,
    avatar_set,
    person_change,
    preferences_change,
    profile_change,
)
from accounts.viewer import user_for
from common.errors import DomainError


def _forms(user: User, given: HttpRequest | None, which: str) -> dict[str, forms.Form]:
    """The page's forms: the one that was sent with what was sent, the others as things are."""
    profile = Profile.objects.filter(user=user).first() or Profile(user=user)
    preferences = Preferences.objects.filter(user=user).first() or Preferences(user=user)

    def data(name: str) -> dict[str, Any]:
        return {"data": given.POST, "files": given.FILES} if given and which == name else {}

    return {
        "person": PersonForm(initial={"name": user.name, "handle": user.handle}, **data("person")),
        "profile": ProfileForm(
            initial={"is_public": profile.is_public, "about": profile.about}, **data("profile")
        ),
        "preferences": PreferencesForm(
            initial={
                "theme": preferences.theme,
                "language": preferences.language,
                "letters_of_shares": preferences.letters_of_shares,
            },
            languages=list(settings.LANGUAGES),
            **data("preferences"),
        ),
    }


def _person(user: User, given: dict[str, Any]) -> None:
    person_change(user=user, name=given["name"], handle=given["handle"])


def _profile(user: User, given: dict[str, Any]) -> None:
    if given["avatar"]:
        avatar_set(user=user, data=given["avatar"].read())
    elif given["remove_avatar"]:
        avatar_remove(user=user)
    profile_change(user=user, is_public=given["is_public"], about=given["about"])


def _preferences(user: User, given: dict[str, Any]) -> None:
    preferences_change(
        user=user,
        theme=given["theme"],
        language=given.get("language"),
        letters_of_shares=given.get("letters_of_shares"),
    )


SAVES: dict[str, Callable[[User, dict[str, Any]], None]] = {
    "person": _person, "profile": _profile, "preferences": _preferences,
}  # fmt: skip


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Three forms, each saved by itself."""
    user, which = user_for(request), request.POST.get("form", "")
    found = _forms(user, request if request.method == "POST" else None, which)
    problem = False
    if request.method == "POST":
        sent = found.get(which)
        if sent is not None and sent.is_valid():
            try:
                SAVES[which](user, sent.cleaned_data)
            except DomainError as error:
                sent.add_error(error.field if error.field in sent.fields else None, str(error))
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(reverse("preferences"), status=303)
        problem = True
    mine = User.objects.get(pk=user.pk)  # as it is kept, not as the form would have it
    context = {"room": "account", "mine": mine, "forms": found}
    return render(request, "people/preferences.html", context, status=422 if problem else 200)
