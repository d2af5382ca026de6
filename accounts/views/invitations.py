"""The page that an invitation's link opens."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.adapter import INVITATION
from accounts.models import User
from accounts.services import invitation_accept, invitation_find


@never_cache
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Says who invites into what. Accepted by whoever is signed in; others sign up with it, or sign in first."""
    found = invitation_find(token=token)
    if request.method == "POST":
        if isinstance(request.user, User):
            invitation_accept(invitation=found, user=request.user)
            leads_to = (
                reverse("workspace", args=[found.workspace.public_id]) if found.workspace else "/"
            )
            return HttpResponseRedirect(leads_to, status=303)
        request.session[INVITATION] = found.token_hash
        return HttpResponseRedirect(reverse("account_signup"), status=303)
    return render(
        request,
        "people/invitation.html",
        {
            "room": "account",
            "invitation": found,
            "is_mine": isinstance(request.user, User) and found.email in {"", request.user.email},
            "can_sign_up": settings.SIGN_UP != "closed",
        },
    )
