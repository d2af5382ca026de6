"""Playlists from files, with a report of what is not here; and to files."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import user_for, viewer_for
from common.errors import Invalid
from playlists.api.exchange import exported
from playlists.exchange.formats import MOST_BYTES
from playlists.services.exchange import Imported, playlist_import
from web.caching import own_page
from web.forms.playlists import ImportForm

MOST_SHOWN = 500


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def playlist_import_page(request: HttpRequest) -> HttpResponse:
    """A file becomes a playlist. All matched: on to it; else the report, with the way to it."""
    form, done = ImportForm(), None
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        if form.is_valid():
            done = _import(request, form)
    return render(
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


def _import(request: HttpRequest, form: ImportForm) -> Imported | None:
    file = form.cleaned_data["file"]
    try:
        data = file.read(MOST_BYTES + 1)
        name = file.name.rpartition(".")[0]
        return playlist_import(
            viewer=viewer_for(request), user=user_for(request), data=data, title="" if _names_itself(data) else name
        )  # fmt: skip
    except Invalid as error:
        form.add_error("file", str(error))
        return None


def _names_itself(data: bytes) -> bool:
    return b"#PLAYLIST:" in data or data.lstrip()[:1] in (b"<", b"{")


@require_safe
def playlist_export_page(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    return exported(viewer_for(request), public_id, ending)
