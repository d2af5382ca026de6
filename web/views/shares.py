"""Sharing: the form that shares something, and what one has shared. Its buttons are forms."""

from contextlib import suppress

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import DomainError, NotFound
from common.ids import PUBLIC_ID
from common.paging import keyset_page
from playlists.api.shares import ShareLimit
from playlists.models import ShareRecipient
from playlists.sharing.giving import Terms, share_make, share_revoke
from playlists.sharing.queries import NEWEST, given, people_near
from playlists.sharing.rights import KINDS, may_let_download, thing_to_give
from web.caching import own_page
from web.forms.refusals import refuse, refused
from web.forms.shares import ShareForm
from web.views.playlist_edit import back_to

PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def share(request: HttpRequest) -> HttpResponse:
    """`?item=album:<id>`: with whom. The dialog of the client shows this page's form."""
    viewer, user = viewer_for(request), user_for(request)
    item = request.POST.get("item") or request.GET.get("item", "")
    kind, _colon, public_id = item.partition(":")
    if kind not in KINDS or not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    thing = thing_to_give(viewer, kind, public_id)
    may_download = may_let_download(viewer, kind, thing)
    form, error = ShareForm(request.POST or None, may_download=may_download), None
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            ShareLimit.count_page(request)
            share_make(
                viewer=viewer,
                user=user,
                kind=kind,
                public_id=public_id,
                to=values.pop("to"),
                terms=Terms(**values),
            )
            return back_to(reverse("shares"), shared=item)
        except DomainError as told:
            error = told
            refuse(form, error)
    context = {
        "room": "shares", "title": _("Share"), "item": item, "thing": thing, "form": form,
        "people": people_near(user),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return refused(render(request, "playlists/share.html", context, status=status), error)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def shares(request: HttpRequest) -> HttpResponse:
    """What one gave to whom; a POST takes something back."""
    viewer = viewer_for(request)
    if request.method == "POST":
        with suppress(NotFound):  # it is taken back: the page shows how it is now
            share_revoke(user=user_for(request), recipient_id=request.POST.get("revoke", ""))
        return back_to(reverse("shares"))
    rows = ShareRecipient.objects.given_by(viewer).with_things()
    page = keyset_page(rows, order=NEWEST, cursor=request.GET.get("cursor", ""), size=PAGE)
    return render(
        request,
        "playlists/shares.html",
        {
            "room": "inbox",
            "title": _("Shared by me"),
            "lines": given(page.rows, viewer),
            "next_url": f"{request.path}?cursor={page.next}" if page.next else "",
            "just_shared": bool(request.GET.get("shared")),
        },
    )
