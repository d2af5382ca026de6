"""`POST me/likes/bulk/`: many likes put or taken back in one request, as an app does that was without a network."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from common.api.bulk import bulk, bulk_of, bulk_results
from common.api.idempotency import idempotent
from common.api.query import IdField
from common.api.scopes import KEEPS
from playlists.services import KINDS, like_add, like_remove


class LikeItemSerializer(serializers.Serializer[Any]):
    """A thing, and whether it is to be liked."""

    kind = serializers.ChoiceField(list(KINDS))
    id = IdField()
    liked = serializers.BooleanField(default=True)


@method_decorator(never_cache, name="dispatch")
class LikesBulkView(APIView):
    """Many likes at once. Each item has a result of its own; one that fails leaves the others as they are."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="likes_bulk",
        tags=["me"],
        request=bulk_of(LikeItemSerializer),
        responses=bulk_results(),
    )
    @idempotent
    def post(self, request: Request) -> Response:
        user, viewer = user_for(request), viewer_for(request)

        def put(item: dict[str, Any]) -> None:
            if item["liked"]:
                like_add(user=user, viewer=viewer, kind=item["kind"], public_id=item["id"])
            else:
                like_remove(user=user, kind=item["kind"], public_id=item["id"])

        return bulk(request, LikeItemSerializer, put)
