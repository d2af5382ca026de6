"""Where one is signed in."""

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.devices import device_kinds
from accounts.services import device_end, sign_out_everywhere
from accounts.viewer import user_for


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def devices(request: HttpRequest) -> HttpResponse:
    """Browsers and apps, each with "sign out there"; and all at once."""
    user = user_for(request)
    if request.method == "POST":
        if "everywhere" in request.POST:
            sign_out_everywhere(user=user)
            get_adapter().logout(request)
            return HttpResponseRedirect(reverse("account_login"), status=303)
        device_end(user=user, kind=request.POST.get("kind", ""), id=request.POST.get("device", ""))
        messages.success(request, _("Signed out there."))
        return HttpResponseRedirect(reverse("devices"), status=303)
    kinds = [
        (name, kind.title, list(kind.devices(user, request))) for name, kind in device_kinds.items()
    ]
    return render(request, "people/devices.html", {"room": "account", "kinds": kinds})
