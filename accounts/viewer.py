"""Who is looking: what access rules need to know of a person, read once a request."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from accounts.models import Membership, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WRITERS = frozenset({Membership.Role.OWNER, Membership.Role.EDITOR})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or nobody, with the workspaces they belong to and the links they hold.

    `link_hashes` are the SHA-256 of link tokens that this request carries (shares and pitches).
    """

    user_id: int | None = None
    workspace_ids: frozenset[int] = frozenset()
    editable_workspace_ids: frozenset[int] = frozenset()
    group_ids: frozenset[int] = frozenset()
    link_hashes: frozenset[str] = frozenset()
    is_administrator: bool = False

    @property
    def is_member(self) -> bool:
        """Signed in."""
        return self.user_id is not None


NOBODY = Viewer()


def viewer_of(user: "User | AnonymousUser", *, link_hashes: frozenset[str] = frozenset()) -> Viewer:
    """What a user may be shown by membership. Two queries for a signed-in user, none for nobody."""
    if not isinstance(user, User) or not user.is_active:
        return Viewer(link_hashes=link_hashes)
    roles = dict(Membership.objects.filter(user=user).values_list("workspace_id", "role"))
    return Viewer(
        user_id=user.pk,
        workspace_ids=frozenset(roles),
        editable_workspace_ids=frozenset(pk for pk, role in roles.items() if role in WRITERS),
        group_ids=frozenset(user.groups.values_list("pk", flat=True)),
        link_hashes=link_hashes,
        is_administrator=user.is_superuser,
    )


def viewer_for(request: HttpRequest) -> Viewer:
    """The viewer of this request, kept on the request so that it is read once."""
    kept: tuple[Any, Viewer] | None = getattr(request, "_viewer", None)
    # The API finds the user of a bearer token later than the session's middleware finds its own.
    if kept is None or kept[0] != request.user.pk:
        kept = (request.user.pk, viewer_of(request.user))
        request._viewer = kept  # type: ignore[attr-defined]  # private to this function
    return kept[1]


def user_for(request: HttpRequest) -> User:
    """The signed-in user of a request whose view lets nobody else in."""
    user = request.user
    if not isinstance(user, User):
        raise TypeError("a view for signed-in people was asked by nobody")
    return user
