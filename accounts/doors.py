"""What keeps a door open besides browsers: clients with tokens, personal access tokens, app passwords."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts.devices import Device, DeviceKind
from accounts.models import AppPassword, PersonalToken, TokenFamily, User
from accounts.services.app_passwords import app_password_remove, app_passwords_remove
from accounts.services.personal_tokens import personal_token_revoke, personal_tokens_revoke
from accounts.services.tokens import families_end, family_end, marks_of


def clients_of(user: User, request: HttpRequest) -> Iterator[Device]:
    rows = TokenFamily.objects.filter(user=user).open(at=now()).marked(marks_of(user))
    for row in rows.order_by("-last_used_at", "-id"):
        yield Device(
            id=row.public_id,
            name=row.name,
            signed_in_at=row.created_at,
            last_seen_at=row.last_used_at,
            address=row.address,
            expires_at=row.expires_at,
        )


def client_end(user: User, public_id: str) -> bool:
    family = TokenFamily.objects.filter(user=user, public_id=public_id).first()
    return family is not None and family_end(family=family, by=TokenFamily.End.ELSEWHERE, at=now())


def clients_end(user: User) -> None:
    families_end(user=user, at=now())


def personal_tokens_of(user: User, request: HttpRequest) -> Iterator[Device]:
    rows = PersonalToken.objects.filter(user=user).working(at=now())
    for row in rows.order_by("-created_at", "-id"):
        yield Device(
            id=row.public_id,
            name=row.name,
            signed_in_at=row.created_at,
            last_seen_at=row.last_used_at,
            expires_at=row.expires_at,
        )


def app_passwords_of(user: User, request: HttpRequest) -> Iterator[Device]:
    for row in AppPassword.objects.filter(user=user).order_by("-created_at", "-id"):
        yield Device(
            id=row.public_id,
            name=row.name,
            signed_in_at=row.created_at,
            last_seen_at=row.last_used_at,
        )


CLIENTS = DeviceKind(title=_("Apps"), devices=clients_of, end=client_end, end_all=clients_end)
PERSONAL_TOKENS = DeviceKind(
    title=_("Personal access tokens"),
    devices=personal_tokens_of,
    end=lambda user, public_id: personal_token_revoke(user=user, public_id=public_id, at=now()),
    end_all=lambda user: personal_tokens_revoke(user=user, at=now()),
)
APP_PASSWORDS = DeviceKind(
    title=_("App passwords"),
    devices=app_passwords_of,
    end=lambda user, public_id: app_password_remove(user=user, public_id=public_id),
    end_all=lambda user: app_passwords_remove(user=user),
)
