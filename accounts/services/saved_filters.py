"""Filters of the admin's lists: kept under a name, deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import SavedFilter, User
from accounts.models.saved_filter import LONGEST_NAME, LONGEST_QUERY
from common.errors import Conflict, Forbidden, Invalid, NotFound
from common.text import text_key

MOST = 50
"""That a person has of one list."""


@transaction.atomic
def saved_filter_keep(
    *, user: User, model_label: str, name: str, query: str, is_shared: bool
) -> str | None:
    """Keep a list's query string, which the list has accepted, under a name; one that is there is replaced.

    Returns the query string that was replaced, None where the name is new. Raises Invalid, Conflict.
    """
    name = " ".join(name.split())
    key = text_key(name)
    if not key or not name.isprintable():
        raise Invalid(_("Give the filter a name."), field="name")
    if len(name) > LONGEST_NAME:
        said = _("A name has at most %(most)s characters.") % {"most": LONGEST_NAME}
        raise Invalid(said, field="name")
    if not query:
        raise Invalid(_("Search, filter or order the list first."))
    if len(query) > LONGEST_QUERY:
        raise Invalid(_("This filter is too long to be saved."))
    User.objects.select_for_update().get(pk=user.pk)  # or two at once would both be the last
    own = SavedFilter.objects.filter(user=user, model_label=model_label)
    if held := own.filter(name_key=key).first():
        replaced = held.query
        held.name, held.query, held.is_shared = name, query, is_shared
        held.save(update_fields=["name", "query", "is_shared", "updated_at"])
        return replaced
    if own.count() >= MOST:
        said = _("%(most)s saved filters of a list are the most: delete one first.")
        raise Conflict(said % {"most": MOST})
    SavedFilter.objects.create(
        user=user, model_label=model_label, name=name, name_key=key, query=query, is_shared=is_shared
    )  # fmt: skip
    return None


@transaction.atomic
def saved_filter_delete(*, by: User, model_label: str, public_id: str) -> SavedFilter:
    """Delete one of those that the person sees; returns what it was. Raises NotFound, Forbidden."""
    seen = SavedFilter.objects.in_list(model_label, by)
    row = seen.filter(public_id=public_id).first()
    if row is None:
        raise NotFound
    if not row.may_be_deleted_by(by):
        raise Forbidden(_("Only who made this filter and administrators delete it."))
    row.delete()
    return row
