"""The admin's lists with the filters that people saved: links to them, a form to save, buttons to delete."""

import re
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _

from accounts.models import SavedFilter, User
from accounts.models.saved_filter import LONGEST_NAME
from accounts.services import saved_filter_delete, saved_filter_keep
from accounts.viewer import user_for
from common.errors import Conflict, Invalid
from common.list_parts import ListPart

MOST_SHOWN = 200
"""One's own come first."""
ORDER = re.compile(r"-?\d{1,2}(\.-?\d{1,2})*")


def query_of(listed: ChangeList) -> str:
    """Search, filters and order of a list as a query string, always the same for the same; empty for the bare list.

    Of the address no more than the list itself took: no page, no pop-up's names. A list refuses to be made with
    filters that it does not know.
    """
    kept: list[tuple[str, Any]] = sorted(listed.get_filters_params().items())
    if listed.query.strip():
        kept.append((SEARCH_VAR, listed.query))
    order = listed.params.get(ORDER_VAR, "")
    if ORDER.fullmatch(order):
        kept.append((ORDER_VAR, order))
    return urlencode(kept, doseq=True)


def shown(request: HttpRequest, listed: ChangeList) -> dict[str, Any]:
    """What `admin/partials/saved_filters.html` shows."""
    if listed.is_popup:
        return {}
    user, query = user_for(request), query_of(listed)
    rows = SavedFilter.objects.in_list(listed.opts.label_lower, user).select_related("user")
    return {
        "saved_filters": {
            "rows": [_row(row, user, query) for row in rows[:MOST_SHOWN]],
            "query": query,
            "longest_name": LONGEST_NAME,
        }
    }


def _row(row: SavedFilter, user: User, query: str) -> dict[str, Any]:
    return {
        "public_id": row.public_id,
        "name": row.name,
        "query": row.query,
        "is_shared": row.is_shared,
        "by": "" if row.user_id == user.pk else str(row.user),
        "is_current": row.query == query,
        "may_delete": row.may_be_deleted_by(user),
    }


def filter_save(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Save what the address of this list says. The list is made of it, so that what it would refuse is not kept."""
    try:
        listed = model_admin.get_changelist_instance(request)
    except IncorrectLookupParameters:
        messages.error(request, _("This list has no such filter."))
        return HttpResponseRedirect(request.path, status=303)
    query, name = query_of(listed), " ".join(request.POST.get("name", "").split())
    try:
        replaced = saved_filter_keep(
            user=user_for(request), model_label=listed.opts.label_lower, name=name, query=query,
            is_shared="shared" in request.POST,
        )  # fmt: skip
    except (Invalid, Conflict) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _said(name, query, replaced))
    return HttpResponseRedirect(f"{request.path}?{query}", status=303)


def _said(name: str, query: str, replaced: str | None) -> str:
    if replaced is None:
        return _("“%(name)s” is saved.") % {"name": name}
    if replaced == query:
        return _("“%(name)s” is saved anew, as it was.") % {"name": name}
    return _linked(_("“{name}” is replaced."), _("Show what it was"), name, replaced)


def filter_delete(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """Delete one; the way to what it showed stays in the message, from where it can be saved again."""
    row = saved_filter_delete(
        by=user_for(request), model_label=model_admin.opts.label_lower,
        public_id=request.POST["_delete_filter"],
    )  # fmt: skip
    said = _linked(_("“{name}” is deleted."), _("Show what it was"), row.name, row.query)
    messages.success(request, said)
    return HttpResponseRedirect(request.get_full_path(), status=303)


def _linked(sentence: str, link: str, name: str, query: str) -> str:
    said = format_html(sentence, name=name)
    return format_html('{} <a href="?{}">{}</a>', said, query, link)


PART = ListPart(shown, {"_save_filter": filter_save, "_delete_filter": filter_delete})
