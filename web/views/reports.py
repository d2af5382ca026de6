"""Telling whoever looks after the site that something is wrong; and their way from a page to its form in the admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.viewer import Viewer, viewer_for
from catalog.models import Report
from catalog.services.reports import report_make
from common.api.limits import Limit
from common.errors import DomainError, NotFound
from common.ids import PUBLIC_ID
from editorial.models import Post
from playlists.services.likes import KINDS, thing_of
from web.caching import own_page
from web.forms.refusals import refuse, refused
from web.forms.reports import ReportForm
from web.reporting import may_report

FORMS = {
    "track": "admin:catalog_track_change",
    "album": "admin:catalog_album_change",
    "artist": "admin:catalog_artist_change",
    "post": "admin:editorial_post_change",
    "playlist": "admin:playlists_playlist_change",
}


class ReportLimit(Limit):
    """Nobody fills the queue alone."""

    name, most, window = "report", 10, 3600


@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def report(request: HttpRequest) -> HttpResponse:
    """`?item=track:<id>` and the like, of what the viewer reaches."""
    viewer = viewer_for(request)
    kind, thing = _thing(viewer, request.POST.get("item") or request.GET.get("item", ""))
    if not may_report(is_member=viewer.is_member):
        raise NotFound
    form, error = ReportForm(request.POST if request.method == "POST" else None), None
    if form.is_valid():
        by = request.user if isinstance(request.user, User) else None
        try:
            ReportLimit.count_page(request)
            report_make(kind=kind, thing=thing, by=by, **form.cleaned_data)
        except DomainError as told:
            error = told
            refuse(form, error)
        else:
            messages.success(request, _("Thank you. A person will look at it."))
            response = redirect(f"{reverse('report')}?item={kind}:{thing.public_id}&sent=1")
            response.status_code = 303
            return response
    context = {
        "kind": kind,
        "thing": thing,
        "name": str(thing),
        "reasons": Report.Reason.choices,
        "form": form,
        "is_sent": "sent" in request.GET and not form.errors,
    }
    page = render(request, "web/report.html", context, status=422 if form.errors else 200)
    return refused(page, error)


@require_safe
@own_page
def curate(request: HttpRequest) -> HttpResponse:
    """From a page to its form in the admin, for who may change it there; nothing is here for everybody else."""
    item = request.GET.get("item", "")
    kind, _colon, public_id = item.partition(":")
    app, model = FORMS.get(kind, "admin:_").removeprefix("admin:").split("_")[:2]
    if kind not in FORMS or not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    user = request.user
    verb = "view" if kind == "playlist" else "change"
    if not user.is_staff or not user.has_perm(f"{app}.{verb}_{model}"):
        raise NotFound
    rows: Any = Post.objects if kind == "post" else KINDS[kind].objects
    thing = rows.filter(public_id=public_id).only("pk").first()
    if thing is None:
        raise NotFound
    return HttpResponseRedirect(reverse(FORMS[kind], args=[thing.pk]))


def _thing(viewer: Viewer, item: str) -> tuple[str, Any]:
    kind, _colon, public_id = item.partition(":")
    if kind not in KINDS or not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    thing = thing_of(viewer=viewer, kind=kind, public_id=public_id)
    thing.refresh_from_db()
    return kind, thing
