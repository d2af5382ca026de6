"""Which tables there are, in the order in which they are taken: whom rows name comes before who names them."""

from typing import Any

from web.exchange import albums, artists, credits, playlists, tracks
from web.exchange.kinds import Kind

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (artists.KIND, albums.KIND, tracks.KIND, credits.KIND, playlists.KIND)
}
MODELS = {
    "artists": ("catalog.{}_artist",),
    "albums": ("catalog.{}_album",),
    "tracks": ("catalog.{}_track",),
    "credits": ("catalog.{}_album", "catalog.{}_track"),
    "playlists": ("playlists.{}_playlist",),
}
"""Whose permissions each kind takes in the admin: which of its rows somebody then sees, the kinds themselves tell."""


def kinds_seen_by(user: Any) -> tuple[str, ...]:
    return _kinds(user, "view")


def kinds_changed_by(user: Any) -> tuple[str, ...]:
    return _kinds(user, "change")


def _kinds(user: Any, verb: str) -> tuple[str, ...]:
    return tuple(
        name for name in KINDS if user.has_perms([one.format(verb) for one in MODELS[name]])
    )
