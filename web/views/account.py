"""One's own account, and where signing in leads."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.viewer import viewer_for
from catalog.models import Library


@require_safe
@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    return render(request, "web/account.html", {"room": "account"})


@require_safe
@never_cache
@login_required
def arrived(request: HttpRequest) -> HttpResponse:
    """After signing in: the front page; an administrator of a site without music of its own is asked for a folder."""
    if viewer_for(request).is_administrator and not Library.objects.filter(is_demo=False).exists():
        return HttpResponseRedirect(reverse("welcome"))
    return HttpResponseRedirect(reverse("home"))
