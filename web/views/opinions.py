"""What one says of a thing, by forms: the client's buttons do the same by the API."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from common.errors import Invalid, NotFound
from common.ids import PUBLIC_ID
from playlists.opinions import KINDS, opinions_among
from playlists.services import follow_add, follow_remove, like_add, like_remove, rating_set
from playlists.services.later import later_add, later_remove
from playlists.services.likes import thing_of
from web.caching import own_page
from web.views.playlist_edit import back_to


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def opinion(request: HttpRequest) -> HttpResponse:
    """`?item=track:<id>` and the like. A POST is one press of a button, and leads back here."""
    viewer, user = viewer_for(request), user_for(request)
    item = request.POST.get("item") or request.GET.get("item", "")
    kind, _colon, public_id = item.partition(":")
    if kind not in KINDS or not PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    thing = thing_of(viewer=viewer, kind=kind, public_id=public_id)
    if request.method == "POST":
        _say(request.POST, user=user, viewer=viewer, kind=kind, public_id=public_id)
        return back_to(reverse("opinion"), item=item)
    thing.refresh_from_db()
    said = opinions_among(user, [(kind, public_id)])
    return render(
        request,
        "web/opinion.html",
        {
            "title": _("What you say of it"),
            "item": item,
            "kind": kind,
            "public_id": public_id,
            "thing": thing,
            "liked": item in said.liked,
            "followed": item in said.followed,
            "later": said.later.get(item, ""),
            "stars": said.ratings.get(item, 0),
        },
    )


def _say(given: QueryDict, **about: Any) -> None:
    """One thing. Raises as the services do, and NotFound for what can not be said of such a thing."""
    user, kind, public_id = about["user"], about["kind"], about["public_id"]
    if "like" in given:
        like_add(**about)
    elif "unlike" in given:
        like_remove(user=user, kind=kind, public_id=public_id)
    elif "later" in given and kind != "artist":
        later_add(**about)
    elif (on_list := given.get("not_later")) is not None:
        later_remove(user=user, item_id=on_list)
    elif "follow" in given and kind == "artist":
        follow_add(user=user, viewer=about["viewer"], public_id=public_id)
    elif "unfollow" in given and kind == "artist":
        follow_remove(user=user, public_id=public_id)
    elif (stars := given.get("stars", "")) and kind != "playlist":
        if not stars.isdecimal():
            raise Invalid(_("Stars are a number."), field="stars")
        rating_set(**about, stars=int(stars[:3]))
    else:
        raise NotFound
