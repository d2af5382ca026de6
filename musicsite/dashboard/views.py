"""The admin's first page, and trying failed jobs again from it."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.tasks import TaskResultStatus as Status
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from common.jobs.models import FailedJob
from common.jobs.queue import jobs_retry
from musicsite.dashboard.charts import chart_of
from musicsite.dashboard.counting import count_if_old, counted
from musicsite.dashboard.live import live

MOST_RETRIED = 1000
SIZES = {
    "tracks": gettext_lazy("Tracks"),
    "albums": gettext_lazy("Albums"),
    "artists": gettext_lazy("Artists"),
    "playlists": gettext_lazy("Playlists"),
    "people": gettext_lazy("People"),
}
STORAGE = {
    "folders": gettext_lazy("Music in folders"),
    "uploads": gettext_lazy("Music uploaded"),
    "pictures": gettext_lazy("Pictures, as they came"),
    "renditions": gettext_lazy("Renditions (made again when needed)"),
    "arriving": gettext_lazy("Uploads on their way"),
}


def index(request: HttpRequest) -> HttpResponse:
    """Django's own page, with what there is to know above its list of models."""
    at = now()
    count_if_old(at=at)
    held = counted()
    sees_jobs = request.user.has_perm("common.view_failedjob")
    page: HttpResponse = admin.site.index(
        request,
        {
            "counted": _counted(held) if held else None,
            "live": live(at=at) if sees_jobs else None,
            "retries": request.user.has_perm("common.change_failedjob"),
        },
    )
    return page


def _counted(held: dict[str, Any]) -> dict[str, Any]:
    storage = [(label, held["storage"].get(name, 0)) for name, label in STORAGE.items()]
    most = max((size for _, size in storage), default=0)
    return {
        "at": datetime.fromisoformat(held["at"]),
        "sizes": [(label, held["sizes"].get(name, 0)) for name, label in SIZES.items()],
        "hours": held["hours"],
        "added": chart_of(held["added"]),
        "plays": chart_of(held["plays"]),
        "storage": [
            (label, size, round(100 * size / most, 2) if most else 0) for label, size in storage
        ],
        "stored": sum(size for _, size in storage),
    }


@require_POST
def jobs_again(request: HttpRequest) -> HttpResponse:
    """Put one failed job (`job`), or all (`all`), back in the queue."""
    if not request.user.has_perm("common.change_failedjob"):
        raise PermissionDenied
    failed = FailedJob.objects.filter(status=Status.FAILED)
    if "all" not in request.POST:
        try:
            failed = failed.filter(pk=request.POST.get("job", ""))
        except ValidationError as error:
            raise Http404 from error
    count = jobs_retry(
        failed.order_by("-finished_at", "pk").values_list("pk", flat=True)[:MOST_RETRIED]
    )
    if count:
        said = ngettext(
            "%(count)d job is back in the queue.", "%(count)d jobs are back in the queue.", count
        )
        messages.success(request, said % {"count": count})
    else:
        messages.info(request, _("It is back in the queue already, or gone."))
    return HttpResponseRedirect(reverse("admin:index"), status=303)
