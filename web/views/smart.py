"""Making and changing a smart playlist: a form of sentences that needs no script, and shows what it would find."""

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.viewer import user_for, viewer_for
from catalog.models import Library
from common.errors import DomainError, NotFound, TooMany
from playlists.api.smart import PreviewLimit
from playlists.models import Playlist
from playlists.models.playlist import TITLE_LENGTH
from playlists.services import playlist_change, playlist_create
from playlists.smart.conditions import Asked
from playlists.smart.fields import EVERY, FIELDS, ORDERS
from playlists.smart.grammar import Rules, RulesRefused, parse, to_json
from playlists.smart.owned import rules_of
from playlists.smart.preview import preview
from web.caching import own_page
from web.forms.smart import Box, Row, box_from, box_of, edited, marked

MOST_NAMED = 500
"""Playlists that a rule can be chosen from."""


@dataclass(slots=True)
class Draft:
    """All that the editor holds."""

    box: Box
    title: str = ""
    by: str = "date_added"
    descending: bool = True
    seed: str = "1"
    every: str = "never"
    limit: str = ""
    errors: list[str] = field(default_factory=list)
    title_error: str = ""

    def to_json(self) -> dict[str, Any]:
        order: dict[str, Any] = {"by": self.by}
        if self.by == "random":
            order |= {"seed": _number(self.seed), "every": self.every}
        else:
            order |= {"descending": self.descending}
        limit = {"limit": _number(self.limit)} if self.limit.strip() else {}
        return self.box.to_json() | {"order": order} | limit


def _number(text: str) -> Any:
    return int(text) if text.strip().isascii() and text.strip().isdigit() and len(text) < 16 else text  # fmt: skip


def _sent(request: HttpRequest) -> Draft:
    given = request.POST
    return Draft(
        edited(box_from(given), given),
        given.get("title", "")[: TITLE_LENGTH + 1],
        given.get("by") or "date_added",
        given.get("descending") == "yes",
        given.get("seed", "1")[:20],
        given.get("every", "never"),
        given.get("limit", "")[:20],
    )


def _kept(rules: Rules, title: str) -> Draft:
    order = rules.order
    limit = "" if rules.limit is None else str(rules.limit)
    return Draft(
        box_of(to_json(rules)), title, order.by, order.descending, str(order.seed or 1), order.every, limit
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def smart_new(request: HttpRequest) -> HttpResponse:
    """A smart playlist to be made."""
    return _editor(request, None, Draft(Box(rules=[Row()]).numbered()))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def smart_edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rules of one's own."""
    try:
        own = rules_of(viewer_for(request), public_id)
    except DomainError as error:
        # Whose rules they are is nobody else's business, on pages as little.
        raise NotFound from error
    draft = _kept(own.rules or Rules(), own.playlist.title)
    return _editor(request, own.playlist, draft)


def _editor(request: HttpRequest, playlist: Playlist | None, draft: Draft) -> HttpResponse:
    found = None
    if request.method == "POST":
        draft = _sent(request)
    is_done = request.method == "POST" and request.POST.get("what") == "save"
    if is_done and not draft.title.strip():
        draft.title_error = _("A playlist needs a title.")
    try:
        rules = parse(draft.to_json())
        if is_done and not draft.title_error:
            return _saved(request, playlist, draft, rules)
        with suppress(TooMany):
            PreviewLimit.count_page(request)
            found = preview(rules, Asked(viewer_for(request), now()))
    except RulesRefused as refused:
        draft.errors = marked(draft.box, refused.errors, is_done=is_done)
    except DomainError as error:
        draft.errors = [str(error)]
    return render(
        request,
        "playlists/rules.html",
        {
            "room": "playlists",
            "title": _("Rules") if playlist else _("New smart playlist"),
            "playlist": playlist,
            "draft": draft,
            "found": found,
            "fields": FIELDS.values(),
            "orders": [(name, words) for name, (words, _reads) in ORDERS.items()],
            "every": EVERY.items(),
            "things": _things(request),
        },
        # Turbo shows the answer to a form only when it redirects or is 4xx; the script of the editor asks by itself.
        status=422 if request.method == "POST" and "X-Look" not in request.headers else 200,
    )


def _saved(
    request: HttpRequest, playlist: Playlist | None, draft: Draft, rules: Rules
) -> HttpResponse:
    if playlist is None:
        made = playlist_create(user=user_for(request), title=draft.title, rules=rules)
    else:
        made = playlist_change(
            viewer=viewer_for(request), public_id=playlist.public_id, title=draft.title, rules=rules
        )
    return HttpResponseRedirect(made.get_absolute_url(), status=303)


def _things(request: HttpRequest) -> dict[str, list[tuple[str, str]]]:
    """What a rule can name, by field: (public id, name)."""
    viewer = viewer_for(request)
    by_hand = Playlist.objects.mine(viewer).filter(is_smart=False).order_by("sort_key", "id")
    libraries = Library.objects.of(viewer)
    return {
        "playlist": list(by_hand.values_list("public_id", "title")[:MOST_NAMED]),
        "library": list(libraries.values_list("public_id", "name")[:MOST_NAMED]),
    }
