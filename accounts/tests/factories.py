"""People and workspaces for tests, made by the services that make real ones."""

from typing import TYPE_CHECKING, Any

import factory

from accounts.models import Membership, User, Workspace
from accounts.services import user_create


class ModelFactory[M](factory.django.DjangoModelFactory[M]):  # type: ignore[misc]
    """factory-boy's own, whose call is known to make a row of the model."""

    class Meta:
        abstract = True

    if TYPE_CHECKING:

        def __new__(cls, **fields: Any) -> M: ...  # type: ignore[misc]


PASSWORD = "correct horse battery staple"


class UserFactory(ModelFactory[User]):
    """A listener with a personal workspace: listener1@example.org, listener2@… in order."""

    class Meta:
        model = User

    handle = factory.Sequence(lambda n: f"listener{n}")
    email = factory.LazyAttribute(lambda user: f"{user.handle}@example.org")
    name = factory.LazyAttribute(lambda user: user.handle.title())
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        return user_create(**fields)


class WorkspaceFactory(ModelFactory[Workspace]):
    """A label's workspace without members."""

    class Meta:
        model = Workspace

    kind = Workspace.Kind.TEAM
    name = factory.Sequence(lambda n: f"Label {n}")


class MembershipFactory(ModelFactory[Membership]):
    class Meta:
        model = Membership

    workspace = factory.SubFactory(WorkspaceFactory)
    user = factory.SubFactory(UserFactory)
    role = Membership.Role.VIEWER
