"""Pitches: the list of them, a new one, what a workspace's start from. All of it works without a script."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Workspace
from accounts.viewer import user_for, viewer_for
from catalog.models import Album, Track
from common.errors import Conflict, Invalid
from common.ids import PUBLIC_ID
from mail.services import letters_are_sent
from pitching.access import (
    check_may_change,
    may_change,
    may_pitch,
    workspace_for,
    workspaces_for,
)
from pitching.activity.notices import notices_unread
from pitching.models import Contact, ContactTag, Pitch
from pitching.models.pitch import MOST_TRACKS
from pitching.queries import pitch_cards
from pitching.services import defaults_logo_set, defaults_of, defaults_set, tracks_add
from pitching.services.recipients import pitch_make
from pitching.services.tracks import KINDS, tracks_named
from playlists.models import Playlist
from web.caching import own_page
from web.forms.excerpts import ExcerptsForm
from web.forms.pitches import DefaultsForm, NewPitchForm, look_of
from web.listing import Filter, Order, listing
from web.views.playlist_edit import back_to

SUGGESTED = 200
"""Contacts that the field of recipients suggests."""
OTHERS = 50
"""Pitches to which tracks can be added instead."""


@login_required
@require_safe
@own_page
def pitches(request: HttpRequest) -> HttpResponse:
    """The pitches of one's workspaces, the last changed first; `?of=templates`: what others start from."""
    viewer, user = viewer_for(request), user_for(request)
    workspaces = workspaces_for(viewer)
    shows_templates = request.GET.get("of") == "templates"
    rows = Pitch.objects.seen_by(viewer).filter(is_template=shows_templates)
    found = listing(
        request,
        rows.for_cards(),
        orders=(
            Order("changed", _("Last changed"), ("-changed_at", "-id")),
            Order("title", _("By title"), ("title_key", "id")),
        ),
        filters=[
            Filter(
                "workspace",
                _("Workspace"),
                [(one.public_id, one.name) for one in workspaces],
                lambda rows, value: rows.filter(workspace__public_id=value),
            )
        ]
        if len(workspaces) > 1
        else [],
    )
    context = {
        "room": "pitches",
        "title": _("Pitches"),
        "listing": found,
        "cards": pitch_cards(found.rows),
        "shows_templates": shows_templates,
        "may_pitch": may_pitch(user),
        "letters_are_sent": letters_are_sent(),
        "deleted": request.GET.get("deleted", ""),
        "news": notices_unread(viewer).count(),
        "shows_workspaces": len(workspaces) > 1,
    }
    return render(request, "pitching/pitches.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def pitch_new(request: HttpRequest) -> HttpResponse:
    """`?item=playlist:<id>`, `?item=track:<id>&item=…`: title, tracks, recipients; the rest as the defaults say."""
    viewer, user = viewer_for(request), user_for(request)
    given = request.POST if request.method == "POST" else request.GET
    things = _things(given.getlist("item"))
    workspace = _workspace(request, things, given.get("workspace", ""))
    check_may_change(user, viewer, workspace.pk)
    if into := given.get("into", "") if request.method == "POST" else "":
        added = tracks_add(user=user, viewer=viewer, public_id=into, things=things)
        return back_to(f"{added.pitch.get_absolute_url()}#tracks")
    tracks, left_out = tracks_named(viewer, workspace.pk, things)
    defaults = defaults_of(workspace)
    form = NewPitchForm(
        request.POST or None, initial={"title": _title(request, things), **look_of(defaults)}
    )
    starts = ExcerptsForm(request.POST or None, tracks=[(track, None) for track in tracks])
    if request.method == "POST" and all([form.is_valid(), starts.is_valid()]):
        chosen = set(given.getlist("track")) if "chosen" in given else None
        kept = [("track", track.public_id) for track in tracks]
        try:
            shown = pitch_make(
                user=user,
                viewer=viewer,
                workspace=workspace,
                things=[one for one in kept if chosen is None or one[1] in chosen],
                starts=starts.starts(),
                recipients=form.cleaned_data["recipients"],
                send="send" in given,
                at=now(),
                **form.facts(),
            )
            return back_to(shown.pitch.get_absolute_url(), made="1")
        except (Invalid, Conflict) as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
    context = {
        "room": "pitches", "title": _("New pitch"), "form": form, "starts": starts,
        "tracks": tracks, "left_out": left_out,
        "items": [f"{kind}:{public_id}" for kind, public_id in things], "workspace": workspace,
        "workspaces": [one for one in workspaces_for(viewer) if may_change(user, viewer, one.pk)],
        "others": Pitch.objects.seen_by(viewer).filter(workspace=workspace).order_by("-changed_at", "-pk")[:OTHERS]
        if things else [], "letters_are_sent": letters_are_sent(), **suggestions(workspace),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "pitching/new.html", context, status=status)


def suggestions(workspace: Workspace) -> dict[str, Any]:
    """Contacts and tags that a field of recipients suggests."""
    people = Contact.objects.alive().filter(workspace=workspace).order_by("-updated_at", "-pk")
    return {
        "people": list(people.values_list("name", "email")[:SUGGESTED]),
        "tags": list(
            ContactTag.objects.filter(workspace=workspace, contacts__deleted_at__isnull=True)
            .order_by("name_key")
            .values_list("name", flat=True)
            .distinct()[:50]
        ),
    }


def _things(items: list[str]) -> list[tuple[str, str]]:
    """What the address names, without what is none of ours."""
    parts = (item.partition(":") for item in items[:MOST_TRACKS])
    return [
        (kind, public_id)
        for kind, _colon, public_id in parts
        if kind in KINDS and PUBLIC_ID.fullmatch(public_id)
    ]


def _workspace(request: HttpRequest, things: list[tuple[str, str]], named: str) -> Workspace:
    """The one that is named; else the first of one's own whose music it is; else one's own."""
    user, viewer = user_for(request), viewer_for(request)
    if named:
        return workspace_for(user, viewer, named)
    mine = [one for one in workspaces_for(viewer) if may_change(user, viewer, one.pk)]
    for workspace in mine:
        if things and tracks_named(viewer, workspace.pk, things)[0]:
            return workspace
    return mine[0] if mine else user.personal_workspace


def _title(request: HttpRequest, things: list[tuple[str, str]]) -> str:
    """What a pitch of one thing is called unless told."""
    if len(things) != 1:
        return ""
    kind, public_id = things[0]
    models: dict[str, Any] = {"playlist": Playlist, "album": Album, "track": Track}
    found = models[kind].objects.reachable_by(viewer_for(request)).filter(public_id=public_id)
    return str(found.values_list("title", flat=True).first() or "")[:200]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def pitch_defaults(request: HttpRequest) -> HttpResponse:
    """What new pitches of a workspace start from."""
    viewer, user = viewer_for(request), user_for(request)
    named = request.POST.get("workspace") or request.GET.get("workspace", "")
    workspace = workspace_for(user, viewer, named)
    defaults = defaults_of(workspace)
    initial = look_of(defaults) | {
        "sender_name": defaults.sender_name, "reply_to": defaults.reply_to, "expires_days": defaults.expires_days,
    }  # fmt: skip
    form = DefaultsForm(request.POST or None, request.FILES or None, initial=initial)
    if defaults.logo_id is None:
        del form.fields["no_logo"]
    if request.method == "POST" and form.is_valid() and _kept(form, request, workspace):
        return back_to(reverse("pitches"))
    context = {
        "room": "pitches", "title": _("How pitches start"), "form": form, "workspace": workspace,
        "defaults": defaults,
        "workspaces": [one for one in workspaces_for(viewer) if may_change(user, viewer, one.pk)],
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "pitching/defaults.html", context, status=status)


def _kept(form: DefaultsForm, request: HttpRequest, workspace: Workspace) -> bool:
    who: dict[str, Any] = {
        "user": user_for(request), "viewer": viewer_for(request), "workspace": workspace,
    }  # fmt: skip
    told = form.cleaned_data
    try:
        defaults_set(**who, **form.facts())
        if told["logo"] or told.get("no_logo"):
            defaults_logo_set(**who, data=told["logo"])
    except (Invalid, Conflict) as error:
        _told(form, error)
        return False
    return True


def _told(form: forms.Form, error: Invalid | Conflict) -> None:
    form.add_error(error.field if error.field in form.fields else None, str(error))
