"""The secret in a link's address: made, found by its hash, and read again to be sent again.

A token has 192 random bits. Its SHA-256 is the grant's `link_hash` and the only way to find it; beside it the token is
kept sealed with a key made from SECRET_KEY, so that a copy of the database alone opens nothing.
"""

import secrets

from django.conf import settings

from common.sealing import seal, token_hash, unseal
from pitching.models import PitchLink

PURPOSE = "pitching.link"
TOKEN_BYTES = 24
LONGEST = 64
"""Characters of a token that are looked at all."""


def link_new(**facts: object) -> PitchLink:
    """A link with a token of its own, not saved yet."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    return PitchLink(
        token_hash=token_hash(token), token_sealed=seal(token, purpose=PURPOSE), **facts
    )


def link_of_token(token: str) -> PitchLink | None:
    """The link that a token is of, with its pitch, contact and grant, also one that opens nothing any more."""
    if not 0 < len(token) <= LONGEST:
        return None
    rows = PitchLink.objects.select_related(
        "pitch__workspace", "pitch__artwork", "contact", "grant"
    )
    found: PitchLink | None = rows.filter(token_hash=token_hash(token)).first()
    return found


def link_path(link: PitchLink) -> str:
    """Where a recipient opens the pitch: `/p/<token>/`. Raises Unreadable when SECRET_KEY was lost."""
    return f"/p/{unseal(link.token_sealed, purpose=PURPOSE)}/"


def link_url(link: PitchLink) -> str:
    """As `link_path`, with the site before it: for letters, tables and clipboards, never for a log."""
    return f"{settings.SITE_URL.rstrip('/')}{link_path(link)}"
