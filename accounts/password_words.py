"""Words that everybody tries first at this site: a password takes more than these (docs/accounts.md)."""

import re
from typing import Any
from unicodedata import normalize
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = frozenset(
    {
        "admin", "administrator", "album", "artist", "changeme", "label", "letmein", "library", "listener", "login",
        "manager", "music", "musicsite", "password", "pitch", "player", "playlist", "secret", "track", "upload",
        "welcome",
    }
)  # fmt: skip
"""Of the product and of its roles; those of SITE_NAME and of the host come besides."""
LEFT = 5
"""Letters that must be left where such words are taken out."""
SHORTEST = 3
_written = str.maketrans("0134578@$!", "oieastbasi")


class SiteWordsValidator:
    """Refuses `Musicsite2026!` and `p@ssw0rd-admin`, and takes a sentence with such a word in it."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        plain = normalize("NFKC", password).casefold()
        read = plain.translate(_written)  # as long as it was: places stay
        taken = {
            place
            for word in site_words()
            for found in re.finditer(f"(?={re.escape(word)})", read)
            for place in range(found.start(), found.start() + len(word))
        }
        left = sum(1 for place, char in enumerate(plain) if place not in taken and char.isalpha())
        if taken and left < LEFT:
            raise ValidationError(
                _("This password is made of words that everybody tries here first."),
                code="site_words",
            )

    def get_help_text(self) -> str:
        return _("Your password can’t be made of this site’s own words, such as its name.")


def site_words() -> frozenset[str]:
    """`WORDS` and the words of SITE_NAME and of the host of SITE_URL, from three letters on."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    own = normalize("NFKC", f"{settings.SITE_NAME} {host}").casefold()
    words = re.findall(r"[^\W\d_]+", own.translate(_written) + " " + own)
    return WORDS | {word for word in words if len(word) >= SHORTEST}
