"""Playlists from files, with a report of what is not here; and to files."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import user_for, viewer_for
from common.errors import DomainError
from playlists.api.exchange import ImportLimit, exported
from playlists.exchange.formats import MOST_BYTES
from playlists.models import ListeningImport
from playlists.services.exchange import Imported
from playlists.services.listening import playlist_import_ask
from web.caching import own_page
from web.forms.playlists import ImportForm
from web.forms.refusals import refused

MOST_SHOWN = 500


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def playlist_import_page(request: HttpRequest) -> HttpResponse:
    """A file becomes a playlist, with a report of what is not here; a long one by a job, which has a page."""
    form, done, error = ImportForm(), None, None
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                ImportLimit.count_page(request)
                done = _import(request, form)
            except DomainError as told:
                error = told
                form.add_error("file", str(error))
    if isinstance(done, ListeningImport):
        return HttpResponseRedirect(reverse("import-report", args=[done.public_id]), status=303)
    page = render(
        request,
        "playlists/import.html",
        {
            "room": "playlists",
            "title": _("Import a playlist"),
            "form": form,
            "done": done,
            "unmatched": list(done.unmatched[:MOST_SHOWN]) if done else [],
        },
        # Turbo shows the answer to a form only when it redirects or is 4xx.
        status=422 if request.method == "POST" else 200,
    )
    return refused(page, error)


def _import(request: HttpRequest, form: ImportForm) -> Imported | ListeningImport | None:
    file = form.cleaned_data["file"]
    data = file.read(MOST_BYTES + 1)
    title = "" if _names_itself(data) else file.name.rpartition(".")[0]
    return playlist_import_ask(
        viewer=viewer_for(request), user=user_for(request), data=data, file_name=file.name, title=title, at=now()
    )  # fmt: skip


def _names_itself(data: bytes) -> bool:
    return b"#PLAYLIST:" in data or data.lstrip()[:1] in (b"<", b"{")


@require_safe
def playlist_export_page(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    return exported(viewer_for(request), public_id, ending)
