"""Erasing contacts: who they were and what they wrote goes for good, what is counted of them stays."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from accounts.models import User, Workspace
from accounts.viewer import Viewer
from catalog.services.grants import grants_revoke
from common.errors import NotFound
from pitching.access import check_may_change
from pitching.models import (
    Company,
    Contact,
    LicenceRequest,
    Pitch,
    PitchComment,
    PitchLetter,
    PitchLink,
)
from pitching.services.stops import address_hash

KEPT = timedelta(days=30)
"""For how long a deleted contact can be brought back."""
AT_ONCE = 200


@transaction.atomic
def contact_erase(*, user: User, viewer: Viewer, public_id: str, at: datetime) -> None:
    """Erase a contact, deleted or not: it can not be undone. Raises NotFound, Forbidden."""
    rows = Contact.objects.filter(workspace_id__in=viewer.workspace_ids, erased_at__isnull=True)
    found: Contact | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise NotFound
    check_may_change(user, viewer, found.workspace_id)
    if not _erased(found, at, still=rows):
        raise NotFound


def contacts_sweep(*, at: datetime) -> int:
    """Erase contacts that were deleted more than 30 days ago; how many. Safe to break off."""
    over = Contact.objects.filter(deleted_at__lt=at - KEPT, erased_at__isnull=True).order_by("pk")
    return sum(_erased(contact, at, still=over) for contact in list(over[:AT_ONCE]))


@transaction.atomic
def _erased(contact: Contact, at: datetime, *, still: "QuerySet[Contact]") -> bool:
    """Erase a contact that is `still` one of these; whether it was, as somebody may have brought it back meanwhile.

    Their links close: nobody could say any more whose they are. The rows of what they did keep the counts.
    """
    Workspace.objects.select_for_update().get(pk=contact.workspace_id)
    row: Contact | None = still.select_for_update().filter(pk=contact.pk).first()
    if row is None:
        return False
    links = PitchLink.objects.filter(contact=row)
    pitches = sorted(set(links.values_list("pitch_id", flat=True)))
    list(Pitch.objects.select_for_update().filter(pk__in=pitches).order_by("pk").values("pk"))

    grants = links.filter(grant__isnull=False).values_list("grant_id", flat=True)
    grants_revoke(grants=[pk for pk in grants if pk is not None], at=at)
    links.filter(revoked_at__isnull=True).update(revoked_at=at)
    links.update(name="")
    PitchComment.objects.filter(link__contact=row).delete()
    LicenceRequest.objects.filter(link__contact=row).delete()
    # A mail server repeats the address in what it says of it.
    PitchLetter.objects.filter(link__contact=row).update(detail="")
    Pitch.objects.filter(pk__in=pitches).update(version=F("version") + 1)

    company = row.company_id
    row.tags.clear()
    if row.email:
        row.erased_hash = address_hash(row.workspace_id, row.email)
    row.name = row.name_key = row.email = row.role = row.phone = row.notes = ""
    row.email_once = row.company = None
    row.erased_at, row.deleted_at = at, row.deleted_at or at
    row.version += 1
    row.save()
    if company is not None and not Contact.objects.filter(company=company).exists():
        Company.objects.filter(pk=company).delete()
    return True
