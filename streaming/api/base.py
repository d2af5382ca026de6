"""What the views of bytes have in common."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import AllowAny
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.viewer import Viewer, viewer_for
from common.api.scopes import PLAYS


class AnyAccept(BaseContentNegotiation):
    """Takes whatever `Accept` says: a media element asks for `audio/*`, and problems are JSON all the same."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        return renderers[0], renderers[0].media_type


class SoundView(APIView):
    """A view whose access rule is `reachable_by`, in `streaming.delivery.access`: anybody may ask."""

    permission_classes = (AllowAny,)
    scope = PLAYS
    content_negotiation_class = AnyAccept

    @property
    def viewer(self) -> Viewer:
        """Who asks, by whatever signed the request in."""
        return viewer_for(self.request)
