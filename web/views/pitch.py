"""One pitch as its sender sees it: tracks, recipients, links, terms. Its buttons are forms."""

from collections.abc import Callable, Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.viewer import Viewer, user_for, viewer_for
from common.errors import Conflict, Invalid
from common.paging import keyset_page
from common.spreadsheets import csv_lines
from mail.services import letters_are_sent
from pitching.access import check_may_change, may_change, pitch_for
from pitching.letters.days import letters_kept_back
from pitching.links import link_path, link_url
from pitching.models import Format, Pitch
from pitching.queries import had_before, pitch_cards, pitch_links, pitch_tracks
from pitching.services import (
    links_add,
    links_change,
    links_restore,
    links_revoke,
    pitch_delete,
    pitch_duplicate,
    pitch_edit,
    pitch_restore,
    pitch_schedule,
    pitch_send,
    pitch_unschedule,
    preview_open,
    track_step,
)
from pitching.services.documents import document_add, document_remove
from pitching.services.recipients import recipients_add
from web.caching import own_page
from web.forms.excerpts import ExcerptsForm
from web.forms.pitches import PitchEditForm, RecipientsForm, SendForm, look_of
from web.views.pitches import suggestions
from web.views.playlist_edit import back_to

LINKS = 100
"""Links of a page."""


def _who(request: HttpRequest, public_id: str) -> dict[str, Any]:
    return {
        "user": user_for(request), "viewer": viewer_for(request), "public_id": public_id,
    }  # fmt: skip


@login_required
@require_safe
@own_page
def pitch_page(request: HttpRequest, public_id: str) -> HttpResponse:
    return shown(request, public_id)


def shown(
    request: HttpRequest,
    public_id: str,
    *,
    form: forms.Form | None = None,
    send_form: forms.Form | None = None,
    failed: str = "",
) -> HttpResponse:
    """The page of a pitch; with a form that failed, as 422."""
    viewer = viewer_for(request)
    pitch = pitch_for(viewer, public_id)
    (card,) = pitch_cards([pitch])
    edits = may_change(user_for(request), viewer, pitch.workspace_id)
    page = keyset_page(
        pitch_links(pitch), order=("id",), cursor=request.GET.get("cursor", ""), size=LINKS
    )
    # Without a mail server, what was sent once has nothing left to send: new links open by themselves.
    to_send = letters_are_sent() or pitch.sent_at is None
    waiting = to_send and any(
        link.state == link.State.WAITING and not link.revoked_at for link in page.rows
    )
    context: dict[str, Any] = {
        "room": "pitches",
        "pitch": pitch,
        "card": card,
        "edits": edits,
        "tracks": pitch_tracks(pitch, viewer),
        "documents": list(pitch.documents.order_by("position")),
        "links": [(link, link_url(link) if edits else "") for link in page.rows],
        "next_url": f"{request.path}?cursor={page.next}" if page.next else "",
        "formats": Format.choices,
        "is_waiting": waiting,
        "had_before": had_before(pitch) if edits and waiting else [],
        "form": form or RecipientsForm(),
        "send_form": send_form or SendForm(),
        "letters_are_sent": letters_are_sent(),
        "kept_back": letters_kept_back(pitch, at=now())
        if pitch.state == Pitch.State.SENDING
        else 0,
        "failed": failed,
        "just_made": bool(request.GET.get("made")),
        "lacks_password": edits and not pitch.password and _had_password(request, viewer),
        **(suggestions(pitch.workspace) if edits else {}),
    }
    status = 422 if failed or form is not None or send_form is not None else 200
    return render(request, "pitching/pitch.html", context, status=status)


def _had_password(request: HttpRequest, viewer: Viewer) -> bool:
    """Whether the pitch that this one was copied from a moment ago (`?copied=`) asks for a password."""
    source = request.GET.get("copied", "")
    rows = Pitch.objects.seen_by(viewer).filter(public_id=source[:32]) if source else None
    return rows is not None and rows.exclude(password="").exists()


@login_required
@require_POST
@own_page
def pitch_act(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the buttons of a pitch's page do."""
    try:
        where = _done(request, public_id)
    except Conflict as error:
        return shown(request, public_id, failed=str(error))
    except _Failed as failed:
        return shown(request, public_id, **failed.forms)
    return back_to(where)


class _Failed(Exception):
    """A form on the page that has errors."""

    def __init__(self, **given: Any) -> None:
        super().__init__()
        self.forms = given


def _done(request: HttpRequest, public_id: str) -> str:
    """Do what was asked; where to go then. Raises as the services do."""
    given, who = request.POST, _who(request, public_id)
    here = reverse("pitch", args=[public_id])
    links = given.getlist("link")
    simple: dict[str, Callable[[], Any]] = {
        "unschedule": lambda: pitch_unschedule(**who),
        "general": lambda: links_add(**who, general=True, name=given.get("name", "")),
        "revoke_chosen": lambda: links_revoke(**who, links=links, at=now()),
        "reopen_chosen": lambda: links_restore(**who, links=links),
        "formats_chosen": lambda: links_change(**who, links=links, formats=given.getlist("format")),
        "formats_as_pitch": lambda: links_change(**who, links=links, formats=None),
        "revoke_all": lambda: links_revoke(**who, at=now()),
        "reopen": lambda: links_restore(**who),
        "restore": lambda: pitch_restore(**who),
        "document_remove": lambda: document_remove(
            **who, document_id=given.get("document_remove", "")
        ),
        "document_add": lambda: _document(request, who),
        "send": lambda: _send(request, who),
        "add": lambda: _add(request, who),
    }
    for name, act in simple.items():
        if name in given:
            act()
            return here
    for name, by in (("up", -1), ("down", 1), ("remove", 0)):
        if name in given:
            if not given[name].isdecimal():
                raise Invalid(_("There is nothing to do."))
            track_step(**who, row=int(given[name][:18]), by=by)
            return f"{here}#tracks"
    if "duplicate" in given or "template" in given:
        copy = pitch_duplicate(**who, is_template="template" in given)
        return f"{copy.get_absolute_url()}?copied={public_id}"
    if "delete" in given:
        pitch_delete(**who, at=now())
        return f"{reverse('pitches')}?deleted={public_id}"
    raise Invalid(_("There is nothing to do."))


def _send(request: HttpRequest, who: dict[str, Any]) -> Pitch:
    form = SendForm(request.POST)
    if not form.is_valid():
        raise _Failed(send_form=form)
    moment = form.cleaned_data["at"]
    try:
        if moment:
            return pitch_schedule(**who, scheduled_for=moment, at=now())
        return pitch_send(**who, at=now())
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        raise _Failed(send_form=form) from error


def _document(request: HttpRequest, who: dict[str, Any]) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise _Failed(failed=_("Choose a file first."))
    try:
        document_add(**who, file=file, name=file.name or "")
    except (Invalid, Conflict) as error:
        raise _Failed(failed=str(error)) from error


def _add(request: HttpRequest, who: dict[str, Any]) -> int:
    form = RecipientsForm(request.POST)
    workspace = pitch_for(who["viewer"], who["public_id"]).workspace
    if form.is_valid():
        try:
            return recipients_add(**who, workspace=workspace, text=form.cleaned_data["recipients"])
        except (Invalid, Conflict) as error:
            form.add_error("recipients", str(error))
    raise _Failed(form=form)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def pitch_edit_page(request: HttpRequest, public_id: str) -> HttpResponse:
    """Look and terms of a pitch. A sent one shows them at once, under the same links."""
    who = _who(request, public_id)
    pitch = pitch_for(who["viewer"], public_id)
    check_may_change(who["user"], who["viewer"], pitch.workspace_id)
    embargo = pitch.embargo_until
    initial = look_of(pitch) | {
        "title": pitch.title, "video_url": pitch.video_url,
        "embargo_until": embargo.replace(second=0, microsecond=0) if embargo else None,
        "expires_on": localdate(pitch.expires_at) if pitch.expires_at else None,
    }  # fmt: skip
    form = PitchEditForm(request.POST or None, request.FILES or None, initial=initial, pitch=pitch)
    shown = [
        (one.track, one.row.excerpt_start_ms)
        for one in pitch_tracks(pitch, who["viewer"])
        if one.track
    ]
    starts = ExcerptsForm(request.POST or None, tracks=shown)
    if request.method == "POST" and all([form.is_valid(), starts.is_valid()]):
        told = form.cleaned_data
        try:
            pitch_edit(
                **who,
                starts=starts.starts(),
                artwork=told["artwork"],
                without_artwork=bool(told.get("no_artwork")),
                **form.facts(),
            )
            return back_to(pitch.get_absolute_url())
        except (Invalid, Conflict) as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    context = {"room": "pitches", "pitch": pitch, "form": form, "starts": starts}
    status = 422 if request.method == "POST" else 200
    return render(request, "pitching/edit.html", context, status=status)


@login_required
@require_safe
@own_page
def pitch_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """What recipients see, as wide as a phone and as a desk's screen."""
    who = _who(request, public_id)
    link = preview_open(**who, at=now())
    context = {
        "room": "pitches", "pitch": pitch_for(who["viewer"], public_id), "address": link_path(link),
    }  # fmt: skip
    return render(request, "pitching/preview.html", context)


def _table(pitch: Pitch) -> Iterator[tuple[str, ...]]:
    """Whom each link is of, and the link; one that was taken back is left out."""
    yield ("name", "email", "company", "link", "expires")
    for link in pitch_links(pitch).filter(revoked_at__isnull=True).order_by("pk").iterator(500):
        link.pitch = pitch
        contact = link.contact
        until = link.open_until
        yield (
            contact.name if contact else link.name,
            contact.email if contact else "",
            contact.company.name if contact and contact.company else "",
            link_url(link),
            until.isoformat() if until else "",
        )


@login_required
@require_safe
@own_page
def pitch_table(request: HttpRequest, public_id: str) -> Any:
    """All personal links as a table, for a mail merge."""
    who = _who(request, public_id)
    pitch = pitch_for(who["viewer"], public_id)
    check_may_change(who["user"], who["viewer"], pitch.workspace_id)
    response = StreamingHttpResponse(
        csv_lines(_table(pitch)), content_type="text/csv; charset=utf-8"
    )
    name = slugify(pitch.title)[:60] or "pitch"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-links.csv"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
