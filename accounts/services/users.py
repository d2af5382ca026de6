"""Writes: users."""

import re

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import Membership, User
from accounts.roles import STAFF, Role
from accounts.services.emails import email_settle
from accounts.services.workspaces import (
    site_workspace,
    workspace_ensure_personal,
    workspace_join,
)
from common.errors import Conflict
from common.ids import uuid7_hex
from common.text import slug


def handle_for(email: str) -> str:
    """A free handle made from the part of an address before the `@`."""
    base = re.sub(r"[^a-z0-9_-]", "", slug(email.partition("@")[0]))[:20].strip("-_") or "listener"
    base = base if len(base) > 1 else f"{base}-user"
    if not User.objects.filter(handle=base).exists():
        return base
    return f"{base}-{uuid7_hex()[-6:]}"


@transaction.atomic
def user_create(
    *,
    email: str,
    password: str | None,
    name: str = "",
    handle: str = "",
    is_administrator: bool = False,
    role: Role = Role.LISTENER,
) -> User:
    """A new user with a personal workspace. Raises Conflict when the address or handle is taken."""
    role = Role.ADMINISTRATOR if is_administrator else role
    email = email.strip().lower()
    if User.objects.filter(email=email).exists():
        raise Conflict("Somebody has signed up with that address already.", field="email")
    if handle and User.objects.filter(handle=handle).exists():
        raise Conflict("That handle is taken.", field="handle")
    user = User(
        email=email,
        name=name,
        handle=handle or handle_for(email),
        is_staff=role in STAFF,
        is_superuser=role == Role.ADMINISTRATOR,
    )
    user.set_password(password)
    user.save()
    user_settle(user=user, role=role)
    # Who makes the account vouches for the address.
    email_settle(user=user, is_verified=True)
    if role == Role.ADMINISTRATOR:
        workspace_join(workspace=site_workspace(), user=user, role=Membership.Role.OWNER)
    return user


@transaction.atomic
def user_settle(*, user: User, role: Role = Role.LISTENER) -> None:
    """What every new user gets, however they came: their group and a workspace of their own."""
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    workspace_ensure_personal(user=user)


def user_staff_by_groups(*, user: User) -> None:
    """Who is in a group of staff may enter the admin, and nobody else but superusers."""
    is_staff = user.is_superuser or user.groups.filter(name__in=STAFF).exists()
    if is_staff != user.is_staff:
        user.is_staff = is_staff
        user.save(update_fields=["is_staff"])
