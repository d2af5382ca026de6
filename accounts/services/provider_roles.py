"""Writes: roles that an OpenID provider decides."""

from collections.abc import Set as AbstractSet

from django.contrib.auth.models import Group
from django.db import transaction

from accounts.models import User
from accounts.roles import Role
from accounts.services.administrators import others_administer
from accounts.services.users import user_staff_by_groups


@transaction.atomic
def user_roles_follow(*, user: User, decided: AbstractSet[Role], held: AbstractSet[Role]) -> None:
    """Give the user those of the `decided` roles that they hold at their provider, and take the others away.

    Roles that the provider does not decide stay as they are. The last active administrator stays one, whatever a
    provider says: a wrong group there must not lock everybody out here.
    """
    groups = {role: Group.objects.get_or_create(name=role)[0] for role in decided}
    user.groups.add(*(groups[role] for role in held))
    lost = decided - held
    if Role.ADMINISTRATOR in decided:
        is_administrator = Role.ADMINISTRATOR in held
        if not is_administrator and user.is_superuser and not others_administer(user):
            lost = lost - {Role.ADMINISTRATOR}
        elif is_administrator != user.is_superuser:
            user.is_superuser = is_administrator
            user.save(update_fields=["is_superuser"])
    user.groups.remove(*(groups[role] for role in lost))
    user_staff_by_groups(user=user)
