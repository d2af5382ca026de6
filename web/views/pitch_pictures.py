"""Pictures of pitches for those who make them: a pitch's artwork, a workspace's logo.

Recipients have addresses of their own.
"""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from accounts.viewer import user_for, viewer_for
from common.errors import NotFound
from pictures.models import Artwork
from pictures.serving import drawn, sent
from pitching.access import pitch_for, workspace_seen
from pitching.queries import picture_of
from pitching.services import defaults_of
from web.views.artwork import PRIVATE, STAND_IN


@login_required
@require_safe
def pitch_artwork(request: HttpRequest, public_id: str, size: str) -> HttpResponseBase:
    """The uploaded artwork, or the first track's cover, in the smallest size that is large enough; else a drawn one."""
    pitch = pitch_for(viewer_for(request), public_id)
    return _picture(request, picture_of(pitch), pitch.public_id, pitch.title, size)


@login_required
@require_safe
def pitch_logo(request: HttpRequest, public_id: str, size: str) -> HttpResponseBase:
    workspace = workspace_seen(user_for(request), viewer_for(request), public_id)
    logo = defaults_of(workspace).logo
    if logo is None:
        raise NotFound
    return _picture(request, logo, workspace.public_id, workspace.name, size)


def _picture(
    request: HttpRequest, artwork: Artwork | None, seed: str, name: str, size: str
) -> HttpResponseBase:
    if size == "generated.svg":
        return drawn(request, seed, (name, ""), PRIVATE)
    return sent(request, artwork, size, PRIVATE) or drawn(request, seed, (name, ""), STAND_IN)
