"""Writes: asking for one's data, asking to be deleted, and staying after all."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from accounts.language import language_of
from accounts.models import AccountDeletion, PersonalExport, User
from accounts.search_documents import person_mark
from accounts.services.administrators import others_administer
from accounts.services.sign_out import sign_out_everywhere
from accounts.services.workspaces import workspace_heir_set, workspaces_left_alone
from accounts.tasks import personal_export_make
from common.errors import Conflict
from mail.services import letter_send

GRACE = timedelta(days=14)


@transaction.atomic
def personal_export_ask(*, user: User) -> PersonalExport:
    """A ZIP of everything, made by a job. One that is being made is not asked for twice."""
    User.objects.select_for_update().get(pk=user.pk)
    last = PersonalExport.objects.filter(user=user).order_by("-pk").first()
    if last is not None and last.is_being_made(at=now()):
        return last
    export = PersonalExport.objects.create(user=user)
    personal_export_make.enqueue(export.pk)
    return export


@transaction.atomic
def account_deletion_ask(
    *, user: User, heirs: Mapping[str, str] | None = None, at: datetime | None = None
) -> AccountDeletion:
    """Delete the account in GRACE, unless its owner signs in before; sign out everywhere now.

    `heirs` says for each workspace that would be without an owner (by public id) who becomes one, at once: a member's
    public id, or KEPT where there is no other. Raises Conflict for the last administrator, Invalid where one is not
    answered for.
    """
    at = at or now()
    if user.is_superuser and not others_administer(user):
        raise Conflict("You are the last administrator: make another person one first.")
    for row in workspaces_left_alone(user=user):
        workspace_heir_set(workspace=row, leaving=user, heir=(heirs or {}).get(row.public_id, ""))
    deletion, _ = AccountDeletion.objects.update_or_create(
        user=user, defaults={"asked_at": at, "due_at": at + GRACE}
    )
    person_mark(user)
    sign_out_everywhere(user=user)
    letter_send(
        to=user.email,
        template="people/letters/deletion_asked",
        language=language_of(user.pk),
        context={
            "user": user,
            "due": deletion.due_at,
            "link": f"{settings.SITE_URL}/account/login/",
        },
    )
    return deletion


@transaction.atomic
def account_deletion_cancel(*, user: User) -> bool:
    """Stay. Whether there was anything to take back."""
    taken_back = bool(AccountDeletion.objects.filter(user=user).delete()[0])
    if taken_back:
        person_mark(user)
    return taken_back
