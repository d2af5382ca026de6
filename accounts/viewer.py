"""Who is looking: what access rules need to know of a person, read once a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from accounts.models import Membership, User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

WRITERS = frozenset({Membership.Role.OWNER, Membership.Role.EDITOR})


@dataclass(frozen=True, slots=True)
class Viewer:
    """A person or nobody, and the links they hold. Two are equal when they are the same person with the same links.

    Making one takes no query: it says of a person what their row says. What follows from other rows (memberships
    here, libraries and grants in `catalog.reach`) is read when it is first asked for, in one query each, and kept in
    `kept` as long as this object lives, which is one request. So it is never older than the request, and nobody has
    to tell anybody when a membership ends. Never keep a viewer, or what was read for one, beyond a request; SQL that
    is kept must look memberships up itself (`reachable_by(viewer, live=True)`).

    `link_hashes` are the SHA-256 of link tokens that this request carries (shares and pitches).
    """

    user_id: int | None = None
    link_hashes: frozenset[str] = frozenset()
    is_administrator: bool = False
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_member(self) -> bool:
        """Signed in."""
        return self.user_id is not None

    @property
    def roles(self) -> Mapping[int, str]:
        """Their role in each workspace they belong to, by its key."""
        if self.user_id is None:
            return {}
        if "roles" not in self.kept:
            rows = Membership.objects.filter(user_id=self.user_id)
            self.kept["roles"] = dict(rows.values_list("workspace_id", "role"))
        roles: dict[int, str] = self.kept["roles"]
        return roles

    @property
    def workspace_ids(self) -> frozenset[int]:
        """The workspaces they belong to."""
        return frozenset(self.roles)

    @property
    def editable_workspace_ids(self) -> frozenset[int]:
        """Those in which they are owner or editor."""
        return frozenset(pk for pk, role in self.roles.items() if role in WRITERS)


NOBODY = Viewer()


def viewer_of(user: "User | AnonymousUser", *, link_hashes: frozenset[str] = frozenset()) -> Viewer:
    """The viewer that a user is; nobody for a closed account. No query."""
    if not isinstance(user, User) or not user.is_active:
        return Viewer(link_hashes=link_hashes)
    return Viewer(user_id=user.pk, link_hashes=link_hashes, is_administrator=user.is_superuser)


def viewer_for(request: HttpRequest) -> Viewer:
    """The viewer of this request, kept on the request, so that what follows from it is read once.

    One query at most: the user's row, which signing the request in reads.
    """
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
