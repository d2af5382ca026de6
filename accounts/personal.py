"""What this room keeps about a person, for their export and erasure (`common.personal`)."""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.db import transaction

from accounts.models import (
    AppPassword,
    Invitation,
    Membership,
    PersonalExport,
    PersonalToken,
    Preferences,
    Profile,
    SavedFilter,
    TokenFamily,
    User,
)
from accounts.search_documents import person_mark
from accounts.services.workspaces import workspaces_hand_on
from common.personal import PersonalData, personal_data
from common.storage import storage_delete
from pictures.services import artwork_file, artworks_discard

type Rows = Iterator[dict[str, Any]]


def account_of(user: User) -> Rows:
    yield {
        "id": user.public_id,
        "email": user.email,
        "handle": user.handle,
        "name": user.name,
        "joined": user.date_joined,
        "last_sign_in": user.last_login,
        "roles": sorted(user.groups.values_list("name", flat=True)),
        "addresses": list(
            EmailAddress.objects.filter(user=user).values("email", "primary", "verified")
        ),
    }


def profile_of(user: User) -> Rows:
    for profile in Profile.objects.filter(user=user):
        yield {"is_public": profile.is_public, "about": profile.about}


def avatar_of(user: User) -> Iterable[tuple[str, str]]:
    for profile in Profile.objects.filter(user=user).select_related("avatar"):
        if made := artwork_file(profile.avatar, 768):
            yield "avatar.webp", made[0]


def profile_erase(user: User) -> None:
    shown = list(Profile.objects.filter(user=user).values_list("avatar_id", flat=True))
    Profile.objects.filter(user=user).delete()
    person_mark(user)
    artworks_discard(shown)


def preferences_of(user: User) -> Rows:
    for row in Preferences.objects.filter(user=user):
        yield {
            "language": row.language, "theme": row.theme, "letters_of_shares": row.letters_of_shares,
            "player": row.player,
        }  # fmt: skip


def workspaces_of(user: User) -> Rows:
    rows = Membership.objects.filter(user=user).select_related("workspace").order_by("pk")
    for row in rows:
        where = row.workspace
        yield {"id": where.public_id, "name": where.name, "kind": where.kind, "role": row.role}


def workspaces_erase(user: User) -> None:
    workspaces_hand_on(user=user)


def invitations_of(user: User) -> Rows:
    rows = Invitation.objects.filter(invited_by=user) | Invitation.objects.filter(accepted_by=user)
    for row in rows.select_related("workspace").order_by("pk"):
        yield {
            "by_you": row.invited_by_id == user.pk,
            "workspace": str(row.workspace or ""),
            "role": row.workspace_role if row.workspace else row.role,
            "made_at": row.created_at,
            "accepted_at": row.accepted_at,
        }


def devices_of(user: User) -> Rows:
    for row in UserSession.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": "browser", "agent": row.user_agent, "address": row.ip,
            "signed_in_at": row.created_at, "last_seen_at": row.last_seen_at,
        }  # fmt: skip
    for factor in Authenticator.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": "second factor", "type": factor.get_type_display(),
            "made_at": factor.created_at, "last_used_at": factor.last_used_at,
        }  # fmt: skip
    for account in SocialAccount.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": "sign-in elsewhere", "provider": account.provider, "id": account.uid,
            "told_by_it": account.extra_data, "linked_at": account.date_joined,
        }  # fmt: skip
    yield from tokens_of(user)


def tokens_of(user: User) -> Rows:
    """What opens the API for them; of the secrets nothing."""
    for family in TokenFamily.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": "app", "name": family.name, "address": family.address,
            "signed_in_at": family.created_at, "last_seen_at": family.last_used_at, "ended_at": family.ended_at,
        }  # fmt: skip
    for token in PersonalToken.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": "personal token", "name": token.name, "scopes": token.scopes,
            "made_at": token.created_at, "last_seen_at": token.last_used_at, "ended_at": token.revoked_at,
        }  # fmt: skip
    for password in AppPassword.objects.filter(user=user).order_by("pk"):
        yield {
            "kind": "app password", "name": password.name,
            "made_at": password.created_at, "last_seen_at": password.last_used_at,
        }  # fmt: skip


def exports_of(user: User) -> Rows:
    for row in PersonalExport.objects.filter(user=user).order_by("pk"):
        yield {"asked_at": row.created_at, "ready_at": row.ready_at, "bytes": row.bytes}


def exports_erase(user: User) -> None:
    # Also of one whose job stored the file and died before it said so.
    keys = [row.place for row in PersonalExport.objects.filter(user=user).select_related("user")]
    PersonalExport.objects.filter(user=user).delete()
    transaction.on_commit(partial(storage_delete, keys))


def saved_filters_of(user: User) -> Rows:
    for row in SavedFilter.objects.filter(user=user).order_by("pk"):
        yield {
            "list": row.model_label, "name": row.name, "query": row.query, "for_all_managers": row.is_shared,
            "made_at": row.created_at, "changed_at": row.updated_at,
        }  # fmt: skip


def administration_of(user: User) -> Rows:
    """What they did in the admin."""
    rows = LogEntry.objects.filter(user=user).select_related("content_type").order_by("pk")
    for row in rows.iterator(500):
        yield {
            "at": row.action_time,
            "what": str(row.content_type),
            "of": row.object_repr,
            "how": str(row),
        }


def register() -> None:
    entries = {
        "account": PersonalData(
            ("account.EmailAddress.user", "accounts.User_groups.user", "accounts.User_user_permissions.user"),
            account_of,
        ),
        "profile": PersonalData(("accounts.Profile.user",), profile_of, profile_erase, avatar_of),
        "preferences": PersonalData(("accounts.Preferences.user",), preferences_of),
        "workspaces": PersonalData(
            ("accounts.Membership.user", "accounts.Workspace.personal_of"), workspaces_of, workspaces_erase
        ),
        "invitations": PersonalData(
            ("accounts.Invitation.invited_by", "accounts.Invitation.accepted_by"), invitations_of
        ),
        "devices": PersonalData(
            ("usersessions.UserSession.user", "mfa.Authenticator.user", "socialaccount.SocialAccount.user",
             "accounts.TokenFamily.user", "accounts.PersonalToken.user", "accounts.AppPassword.user"),
            devices_of,
        ),
        "exports": PersonalData(
            ("accounts.PersonalExport.user", "accounts.AccountDeletion.user"), exports_of, exports_erase
        ),
        "saved_filters": PersonalData(("accounts.SavedFilter.user",), saved_filters_of),
        "administration": PersonalData(("admin.LogEntry.user",), administration_of),
    }  # fmt: skip
    for name, entry in entries.items():
        personal_data.add(name, entry)
