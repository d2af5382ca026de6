"""Addresses of things: `<slug>-<public id>`, where only the id decides and a stale slug is redirected."""

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponsePermanentRedirect

from accounts.viewer import viewer_for
from catalog.merged import standing
from catalog.taken_down import taken_down_tell
from common.errors import NotFound


class Moved(Exception):
    """The thing has another address now. `response` leads there."""

    def __init__(self, url: str, query: str = "") -> None:
        super().__init__(url)
        self.response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)


class SluggedIdConverter:
    """The last 32 hex digits of a path part; the slug before them is whatever it is."""

    regex = r"(?:[^/]*-)?[0-9a-f]{32}"

    def to_python(self, value: str) -> str:
        return value[-32:]

    def to_url(self, value: str) -> str:
        return value


def thing_at[M: Model](request: HttpRequest, reachable: "QuerySet[M]", public_id: str) -> M:
    """The thing with this id among those that the viewer may reach.

    Raises NotFound, with the same words whether it does not exist or may not be seen; Moved when the slug is not
    today's, or when the thing was merged into another one that may be reached; TakenDown to those whose it is.
    """
    if hasattr(reachable.model, "merged_into"):
        found = standing(reachable, public_id)
    else:
        found = reachable.filter(public_id=public_id).first()
    if found is None:
        taken_down_tell(viewer_for(request), reachable.model, public_id)
        raise NotFound
    url = found.get_absolute_url()  # type: ignore[attr-defined]  # all that have pages have it
    if request.path != url:
        raise Moved(url, request.META.get("QUERY_STRING", ""))
    return found
