"""Jobs of people."""

from django.utils.timezone import now

from accounts.models import AccountDeletion, PersonalExport
from accounts.services import exports, tokens
from common.jobs import job


@job(queue="heavy", unique=True)
def personal_export_make(export_id: int) -> None:
    export = PersonalExport.objects.select_related("user").filter(pk=export_id).first()
    if export is not None:
        exports.export_make(export=export, at=now())


@job(unique=True)
def personal_exports_purge() -> int:
    return exports.exports_purge(at=now())


@job(queue="heavy", unique=True)
def account_erase(user_id: int) -> bool:
    return exports.account_erase(user_id=user_id, at=now())


@job(unique=True)
def accounts_erase_due() -> int:
    """Ask for the erasure of everyone whose days of grace are over."""
    due = list(AccountDeletion.objects.filter(due_at__lte=now()).values_list("user_id", flat=True))
    for user_id in due:
        account_erase.enqueue(user_id)
    return len(due)


@job(unique=True)
def tokens_purge() -> int:
    """Forget sign-ins of clients and personal tokens that ended long ago."""
    return tokens.tokens_purge(at=now())
