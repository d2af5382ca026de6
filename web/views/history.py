"""What the listener heard, by day; and what it adds up to, by month and year."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.dates import MONTHS
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.viewer import user_for, viewer_for
from catalog.models import Track
from common.errors import Invalid, NotFound
from streaming.history import Period, history_clear, play_forget, plays_of, totals, years_of
from web.caching import own_page
from web.listing import Order, listing
from web.meta import about
from web.views.left_open import bookmarks_shown


@require_safe
@login_required
@own_page
def history(request: HttpRequest) -> HttpResponse:
    viewer = viewer_for(request)
    words = request.GET.get("q", "")[:200].strip()
    found = listing(
        request,
        plays_of(user_for(request), viewer, words=words).prefetch_related(
            Prefetch("track", Track.objects.for_rows())
        ),
        orders=(Order("newest", _("Newest"), ("-started_at", "-id")),),
        size=100,
    )
    context = {"room": "history", "listing": found, "plays": found.rows, "words": words}
    if found.is_first and not words:
        context["bookmarks"] = bookmarks_shown(user_for(request), viewer_for(request))
    described = about("/history/", description=_("History"), listed_to=1)
    return render(request, "web/history.html", context | described)


@require_POST
@login_required
@own_page
def history_change(request: HttpRequest) -> HttpResponse:
    """Take one play out (`play`), or all of them (`all`)."""
    user = user_for(request)
    if "all" in request.POST:
        history_clear(user=user)
    else:
        play_forget(user=user, client_id=request.POST.get("play", ""))
    return HttpResponseRedirect(reverse("history"), status=303)


@require_safe
@login_required
@own_page
def statistics(request: HttpRequest) -> HttpResponse:
    zone = get_current_timezone()
    try:
        period = Period(_number(request, "year"), _number(request, "month"), zone)
    except (Invalid, ValueError) as error:
        raise NotFound from error
    user, viewer = user_for(request), viewer_for(request)
    context = {
        "room": "history",
        "period": period,
        "month_name": MONTHS[period.month] if period.month else "",
        "months": MONTHS.items(),
        "years": years_of(user, zone=zone),
        "totals": totals(user, viewer, period),
    }
    described = about("/statistics/", description=_("Statistics"), listed_to=1)
    return render(request, "web/statistics.html", context | described)


def _number(request: HttpRequest, name: str) -> int | None:
    """Raises ValueError for what is no plain number."""
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdecimal() and len(given) <= 4):
        raise ValueError(given)
    return int(given)
