"""What a personal access token may do. Each view of the API names it, for each method; what is not named is refused.

    class PlaylistsView(APIView):
        permission_classes = (IsAuthenticated,)
        scope = KEEPS                       # GET reads, everything else writes

    class PlaysView(APIView):
        scope = {"POST": Scope.PLAY}

    class DevicesView(APIView):
        scope = NO_TOKEN                    # a personal access token opens nothing here

A session and an access token act for the whole person and need no scope. `permission_classes` decide as always besides.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Scope(StrEnum):
    """A kind of thing that a token may be allowed to do."""

    READ = "read"
    PLAY = "play"
    WRITE = "write"
    UPLOAD = "upload"
    ADMIN = "admin"


type Scopes = Mapping[str, Scope]

READS: Scopes = MappingProxyType({"GET": Scope.READ, "HEAD": Scope.READ})
KEEPS: Scopes = MappingProxyType(
    {**READS, **dict.fromkeys(("POST", "PUT", "PATCH", "DELETE"), Scope.WRITE)}
)
PLAYS: Scopes = MappingProxyType(dict.fromkeys(("GET", "HEAD", "POST"), Scope.PLAY))
UPLOADS: Scopes = MappingProxyType(
    dict.fromkeys(("GET", "HEAD", "POST", "PUT", "DELETE"), Scope.UPLOAD)
)
NO_TOKEN: Scopes = MappingProxyType({})


def scope_for(view: Any, method: str) -> Scope | None:
    """The scope that a view asks for; None where no personal access token may do this."""
    scopes: Scopes = getattr(view, "scope", NO_TOKEN)
    return scopes.get(method)
