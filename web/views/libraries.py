"""The libraries of one's workspaces, and to hand one of them on to another."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Membership
from accounts.viewer import user_for
from catalog.models import Library
from catalog.services import library_give
from common.errors import DomainError
from web.caching import own_page


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def libraries(request: HttpRequest) -> HttpResponse:
    """What one owns, each with the workspaces that it may go to. A POST hands one on."""
    user, problem = user_for(request), ""
    if request.method == "POST":
        given = request.POST
        try:
            library = library_give(
                by=user, library_id=given.get("library", ""), to=given.get("to", "")
            )
        except DomainError as error:
            if error.status in {403, 404}:
                raise
            problem = str(error)
        else:
            said = _("%(library)s is %(workspace)s’s now.")
            messages.success(request, said % {"library": library, "workspace": library.workspace})
            return HttpResponseRedirect(reverse("libraries"), status=303)
    mine = Membership.objects.filter(user=user).select_related("workspace")
    roles = list(mine.order_by("workspace__name", "pk"))
    owned = [row.workspace_id for row in roles if row.role == Membership.Role.OWNER]
    there = Q(albums__deleted_at__isnull=True, albums__merged_into__isnull=True)
    rows = (
        Library.objects.filter(workspace__in=owned)
        .select_related("workspace")
        .annotate(albums_there=Count("albums", filter=there))
        .order_by("workspace__name", "name", "pk")
    )
    places = [row.workspace for row in roles if row.role != Membership.Role.VIEWER]
    return render(
        request,
        "web/libraries.html",
        {
            "room": "account",
            "rows": [
                {
                    "library": row,
                    "places": [place for place in places if place.pk != row.workspace_id],
                }
                for row in rows
            ],
            "problem": problem,
        },
        status=422 if problem else 200,
    )
