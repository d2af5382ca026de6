"""Entity tags of what the catalogue tells: nothing is compared but its generation, the viewer and the address."""

from rest_framework.request import Request

from accounts.viewer import Viewer
from catalog.reach import reach_of
from common import pagecache
from common.versions import version_tag

# What the generation does not count: plays, and what the search index knows.
UNCOUNTED_ORDERS = frozenset({"plays", "-plays"})


def tag_for(request: Request, viewer: Viewer) -> str:
    """A tag that changes whenever the answer might; empty where nothing tells that. One query for a member at most.

    The caller has made sure that the viewer reaches the thing, which a grant may decide; what is told of it then
    depends on the catalogue and on the libraries of the viewer alone.
    """
    asked = request.query_params
    if "q" in asked or asked.get("ordering") in UNCOUNTED_ORDERS:
        return ""
    generation = pagecache.generation()
    if not generation:
        return ""
    reach = reach_of(viewer)
    if reach.holds_grants:
        return ""  # a grant ends without the catalogue changing
    return version_tag(
        generation,
        viewer.user_id,
        sorted(reach.own.items()),
        sorted(reach.read),
        request.build_absolute_uri(),
    )
