"""News of one's pitches: first plays and downloads in words, and whether letters tell of them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import Invalid, NotFound
from common.paging import keyset_page
from mail.services import letters_are_sent
from pitching.activity.notices import news_of, news_set, notices_of, notices_read, told
from pitching.models import PitchNews
from web.caching import own_page
from web.views.playlist_edit import back_to

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def pitch_notices(request: HttpRequest) -> HttpResponse:
    """POST `read` marks all as read, `letters` says how often to write."""
    user, failed = user_for(request), ""
    if request.method == "POST":
        if "read" in request.POST:
            notices_read(user=user, at=now())
            return back_to(reverse("pitch-notices"))
        if request.POST.get("letters") in PitchNews.Letters:
            news_set(user=user, letters=request.POST["letters"])
            return back_to(reverse("pitch-notices"), saved="1")
        failed = _("Choose one of these.")
    try:
        page = keyset_page(
            notices_of(user, viewer_for(request)),
            order=("-at", "-id"),
            cursor=request.GET.get("cursor", ""),
            size=PAGE,
        )
    except Invalid as error:
        raise NotFound from error
    context: dict[str, Any] = {
        "room": "pitches",
        "sayings": told(page.rows),
        "has_unread": any(row.read_at is None for row in page.rows),
        "next_url": f"?cursor={page.next}" if page.next else "",
        "choices": PitchNews.Letters.choices,
        "chosen": news_of(user).letters,
        "letters_are_sent": letters_are_sent(),
        "is_saved": "saved" in request.GET,
        "failed": failed,
    }
    return render(request, "pitching/notices.html", context, status=422 if failed else 200)
