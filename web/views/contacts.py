"""Contacts: the list, a page of one with all they were given. All of it works without a script."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import Workspace
from accounts.viewer import user_for, viewer_for
from common.errors import Conflict, Invalid
from common.paging import keyset_page
from pitching.access import contact_for, may_change, workspace_seen, workspaces_for
from pitching.models import Contact
from pitching.queries import contacts_found, history_of, tags_of
from pitching.services.contacts import (
    contact_change,
    contact_create,
    contact_delete,
    contact_restore,
)
from pitching.services.erasing import contact_erase
from web.caching import own_page
from web.forms.contacts import ContactForm, facts_of
from web.listing import Order, listing
from web.views.playlist_edit import back_to

PITCHES = 50


def workspace_shown(request: HttpRequest) -> Workspace:
    """Whose contacts a page is about: the one that is named; else, where one may write, one that has some; else one's
    own.
    """
    user, viewer = user_for(request), viewer_for(request)
    named = request.POST.get("workspace") or request.GET.get("workspace", "")
    if named:
        return workspace_seen(user, viewer, named)
    mine = [one for one in workspaces_for(viewer) if may_change(user, viewer, one.pk)]
    held = Contact.objects.alive().filter(workspace__in=mine).order_by("-pk")
    last = held.values_list("workspace_id", flat=True).first()
    usual = mine[0] if mine else user.personal_workspace
    return next((one for one in mine if one.pk == last), usual)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def contacts(request: HttpRequest) -> HttpResponse:
    """The contacts of a workspace by name, by words, by tag; and a form for a new one."""
    viewer, user = viewer_for(request), user_for(request)
    workspace = workspace_shown(request)
    who: dict[str, Any] = {"user": user, "viewer": viewer}
    form = ContactForm(request.POST if "add" in request.POST else None)
    if request.method == "POST":
        if restored := request.POST.get("restore"):
            return back_to(contact_restore(**who, public_id=restored).get_absolute_url())
        if form.is_valid():
            try:
                made = contact_create(**who, workspace=workspace, **form.cleaned_data)
                return back_to(made.get_absolute_url())
            except (Invalid, Conflict) as error:
                form.add_error(error.field if error.field in form.fields else None, str(error))
    asked = {"q": request.GET.get("q", "")[:200], "tag": request.GET.get("tag", "")[:60]}
    found = listing(
        request,
        contacts_found(viewer, {**asked, "workspace": workspace.public_id}),
        orders=[Order("name", _("By name"), ("name_key", "id"))],
    )
    context = {
        "room": "pitches", "title": _("Contacts"), "listing": found, "workspace": workspace, **asked,
        "edits": may_change(user, viewer, workspace.pk), "form": form, "tags": tags_of(workspace.pk),
        "workspaces": workspaces_for(viewer), "deleted": request.GET.get("deleted", ""),
        "erased": "erased" in request.GET, "taken": counted(request),
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "pitching/contacts.html", context, status=status)


def counted(request: HttpRequest) -> dict[str, int]:
    """What an import did, as it says in the address that it leads to."""
    given = {name: request.GET.get(name, "") for name in ("new", "changed", "refused")}
    return {
        name: int(text[:6]) for name, text in given.items() if text.isdecimal() and text.isascii()
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def contact(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who somebody is, and what they were given; a POST changes, deletes or (when told to be sure) erases them."""
    viewer, user = viewer_for(request), user_for(request)
    found = contact_for(viewer, public_id)
    who: dict[str, Any] = {"user": user, "viewer": viewer, "public_id": public_id}
    erases = "erase" in request.POST
    form = ContactForm(None if erases else request.POST or None, initial=facts_of(found))
    if request.method == "POST":
        if "delete" in request.POST:
            contact_delete(**who, at=now())
            return back_to(reverse("contacts"), deleted=public_id)
        if erases and request.POST.get("sure"):
            contact_erase(**who, at=now())
            return back_to(reverse("contacts"), erased="1")
        if form.is_valid() and _changed(form, who):
            return back_to(found.get_absolute_url())
    page = keyset_page(
        history_of(found), order=("-id",), cursor=request.GET.get("cursor", ""), size=PITCHES
    )
    context = {
        "room": "pitches", "contact": found, "form": form, "links": page.rows,
        "edits": may_change(user, viewer, found.workspace_id), "is_unsure": erases,
        "next_url": f"{request.path}?cursor={page.next}" if page.next else "",
    }  # fmt: skip
    status = 422 if request.method == "POST" else 200
    return render(request, "pitching/contact.html", context, status=status)


def _changed(form: ContactForm, who: dict[str, Any]) -> Contact | None:
    try:
        return contact_change(**who, **form.cleaned_data)
    except (Invalid, Conflict) as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None
