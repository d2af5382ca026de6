"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from accounts.viewer import viewer_for


def site(request: HttpRequest) -> dict[str, Any]:
    """The site's name and address, and the viewer, read only by pages that ask."""
    return {
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "site_is_open": settings.SIGN_UP == "open",
        "site_sends_letters": settings.LETTERS,
        "site_takes_passkeys": settings.PASSKEYS,
        "viewer": SimpleLazyObject(lambda: viewer_for(request)),
    }
