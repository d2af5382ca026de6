"""The groups of people that the site knows by name; `musicsite.groups` gives them their permissions."""

from enum import StrEnum


class Role(StrEnum):
    """Names of groups. A person may be in several; what they own is decided by workspaces, not by these."""

    LISTENER = "listener"
    ARTIST = "artist"
    CONTENT_MANAGER = "content manager"
    ADMINISTRATOR = "administrator"


# Who gets into the admin.
STAFF = frozenset({Role.CONTENT_MANAGER, Role.ADMINISTRATOR})
