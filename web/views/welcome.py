"""The administrator's first visit: which folder holds the music, and whom it is for."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts.viewer import viewer_for
from common.errors import NotFound


@never_cache
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    if not viewer_for(request).is_administrator:
        raise NotFound
    return render(request, "web/welcome.html", {"room": "account"})
