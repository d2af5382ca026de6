"""What of a past is not here, as a file to keep: one answer for the page and for the API."""

from django.http import HttpResponse

from accounts.models import User
from common.errors import NotFound
from playlists.past.report import missing_as
from playlists.services.listening import listening_import_of

ENDINGS = ("csv", "json")


def missing_file(user: User, public_id: str, ending: str) -> HttpResponse:
    """The list of what is not here, to keep. Raises NotFound, also for a format that there is not."""
    if ending not in ENDINGS:
        raise NotFound
    row = listening_import_of(user=user, public_id=public_id)
    body, media_type = missing_as(row.missing, ending)
    response = HttpResponse(body, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="not-here.{ending}"'
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
