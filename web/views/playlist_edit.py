"""Changing a playlist by forms: its facts, its people, and what stands in it. All of it works without a script."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.viewer import user_for, viewer_for
from common.errors import Conflict, Invalid, NotFound
from playlists.models import PlaylistChange
from playlists.places import Place
from playlists.queries import cards_of, collaborators_of, playlist_for
from playlists.services import (
    change_undo,
    collaborator_add,
    collaborator_remove,
    entries_move,
    entries_remove,
    entries_sort,
    entry_step,
    playlist_change,
    playlist_cover_set,
    playlist_delete,
    playlist_duplicate,
)
from web.caching import own_page
from web.forms.playlists import PersonForm, PlaylistForm


def back_to(url: str, **query: str) -> HttpResponseRedirect:
    """See other: Turbo and browsers follow with a GET."""
    given = urlencode({name: value for name, value in query.items() if value})
    return HttpResponseRedirect(f"{url}?{given}" if given else url, status=303)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def playlist_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Title, description, visibility, cover; the people who edit it; and its end. By its owner alone."""
    viewer = viewer_for(request)
    (card,) = cards_of([playlist_for(viewer, public_id)], viewer)
    if card.access != "own":
        raise NotFound
    playlist = card.playlist
    form = PlaylistForm(
        initial={
            "title": playlist.title,
            "description": playlist.description,
            "visibility": playlist.visibility,
        }
    )
    person = PersonForm()
    if request.method == "POST":
        what = request.POST.get("what", "")
        if what == "facts":
            form = PlaylistForm(request.POST, request.FILES)
            if form.is_valid() and _tried(form, lambda: _facts(request, public_id, form)):
                return back_to(playlist_for(viewer, public_id).get_absolute_url())
        elif what == "invite":
            person = PersonForm(request.POST)
            if person.is_valid() and _tried(
                person,
                lambda: collaborator_add(
                    viewer=viewer, public_id=public_id, handle=person.cleaned_data["handle"]
                ),
            ):
                return back_to(request.path)
        elif what == "uninvite":
            handle = request.POST.get("handle", "")
            collaborator_remove(viewer=viewer, public_id=public_id, handle=handle)
            return back_to(request.path)
        elif what == "delete":
            change = playlist_delete(viewer=viewer, user=user_for(request), public_id=public_id)
            return back_to(reverse("playlists"), deleted=public_id, undo=change.public_id)
    return render(
        request,
        "playlists/edit.html",
        {
            "room": "playlists",
            "playlist": playlist,
            "card": card,
            "form": form,
            "person_form": person,
            "people": collaborators_of(playlist, viewer),
        },
        status=422 if request.method == "POST" else 200,
    )


def _facts(request: HttpRequest, public_id: str, form: PlaylistForm) -> None:
    given = form.cleaned_data
    viewer = viewer_for(request)
    if given["cover"] or given["no_cover"]:
        playlist_cover_set(viewer=viewer, public_id=public_id, data=given["cover"])
    playlist_change(
        viewer=viewer,
        public_id=public_id,
        title=given["title"],
        description=given["description"],
        visibility=given["visibility"],
    )


def _tried(form: forms.Form, act: Callable[[], Any]) -> bool:
    """Do it; what the domain refuses is said at the field it is about."""
    try:
        act()
    except Invalid as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return False
    return True


@login_required
@require_POST
@own_page
def playlist_act(request: HttpRequest, public_id: str) -> HttpResponse:
    """What the buttons of a playlist's page do. Each leads back to the page, where it can be undone."""
    viewer, user = viewer_for(request), user_for(request)
    given = request.POST
    if change_id := given.get("undo"):
        playlist, redo = change_undo(
            viewer=viewer, user=user, playlist_id=public_id, change_id=change_id
        )
        return back_to(playlist.get_absolute_url(), cursor=given.get("cursor", ""))
    if "duplicate" in given:
        copy, _left = playlist_duplicate(viewer=viewer, user=user, public_id=public_id)
        return back_to(copy.get_absolute_url())
    if "leave" in given:
        collaborator_remove(viewer=viewer, public_id=public_id, handle=user.handle)
        return back_to(reverse("playlists"))
    playlist = playlist_for(viewer, public_id)
    try:
        change = _edit(public_id, given, viewer=viewer, user=user)
    except Conflict:
        change = None  # it is gone already: the page shows what there is
    return back_to(
        playlist.get_absolute_url(),
        cursor=given.get("cursor", ""),
        undo=change.public_id if change else "",
    )


def _edit(public_id: str, given: QueryDict, **who: Any) -> PlaylistChange | None:
    """One edit of the entries. Raises as the services do."""
    own = {**who, "playlist_id": public_id}
    if entry := given.get("remove"):
        return entries_remove(**own, entries=[entry])[1]
    if "remove_chosen" in given:
        return entries_remove(**own, entries=given.getlist("entry"))[1]
    if entry := given.get("up"):
        return entry_step(**own, entry=entry, up=True)
    if entry := given.get("down"):
        return entry_step(**own, entry=entry, up=False)
    if by := given.get("sort"):
        return entries_sort(**own, by=by)[1]
    for end in ("first", "last"):
        if f"{end}_chosen" in given:
            chosen = given.getlist("entry")
            return entries_move(**own, entries=chosen, place=Place(end))[1]
    raise Invalid(_("There is nothing to do."))
