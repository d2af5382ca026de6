"""The administrator's first visit: which folder holds the music, whom it is for, and how far it is read."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import viewer_for
from catalog.audience import Visibility
from catalog.models import Album, Library
from common.errors import DomainError, NotFound
from streaming.libraries import FolderPreview, folder_preview, library_add, library_rescan
from streaming.models import Scan, ScanRefusal

MOST_REFUSALS = 50


class FolderForm(forms.Form):
    """A folder of this machine and whom its music is for."""

    root = forms.CharField(
        label=_("Folder"),
        max_length=4096,
        strip=True,
        widget=forms.TextInput(
            attrs={"class": "input", "autocomplete": "off", "spellcheck": "false"}
        ),
        help_text=_("A folder of the machine this site runs on, such as /home/ann/Music."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may hear it"),
        choices=[
            (Visibility.MEMBERS, _("Members")),
            (Visibility.PUBLIC, _("Everyone")),
            (Visibility.PRIVATE, _("Only you")),
        ],
        initial=Visibility.MEMBERS,
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask for a folder; look at it; add it. A wrong folder answers 422, an added one 303, as Turbo needs."""
    viewer = viewer_for(request)
    if not viewer.is_administrator:
        raise NotFound
    if request.method != "POST":
        return _ask(request, FolderForm(), status=200)
    form = FolderForm(request.POST)
    if not form.is_valid():
        return _ask(request, form, status=422)
    root, visibility = form.cleaned_data["root"], form.cleaned_data["visibility"]
    try:
        if "start" in request.POST:
            library = library_add(root=root, visibility=visibility)
            scan = library_rescan(library=library)
            return HttpResponseRedirect(reverse("scan", args=[scan.public_id]), status=303)
        preview = folder_preview(path=root, viewer=viewer)
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return _ask(request, form, status=422)
    # Turbo shows the answer to a form only when it redirects or is 4xx; nothing is wrong with the form here, and
    # nothing is kept yet.
    return _ask(request, form, status=422, preview=preview)


def _ask(
    request: HttpRequest, form: FolderForm, *, status: int, preview: FolderPreview | None = None
) -> HttpResponse:
    return render(
        request,
        "web/welcome.html",
        {
            "room": "account",
            "form": form,
            "preview": preview,
            "demo": Library.objects.filter(is_demo=True).first(),
            "libraries": Library.objects.filter(kind=Library.Kind.FOLDER, is_demo=False),
        },
        status=status,
    )


@require_safe
@never_cache
@login_required
def scan(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far a folder is read. The page comes again every two seconds until it is done."""
    if not viewer_for(request).is_administrator:
        raise NotFound
    found = Scan.objects.filter(public_id=public_id).select_related("library").first()
    if found is None:
        raise NotFound
    running = found.state in {Scan.State.WAITING, Scan.State.RUNNING}
    return render(
        request,
        "web/scan.html",
        {
            "room": "account",
            "scan": found,
            "is_running": running,
            "albums": Album.objects.filter(library=found.library, deleted_at=None).count(),
            "refusals": []
            if running
            else list(
                ScanRefusal.objects.filter(library=found.library).order_by("id")[:MOST_REFUSALS]
            ),
        },
    )
