"""`me/bookmarks/`: where the listener left long tracks."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import TrackSerializer
from catalog.querysets import credits_of
from common.api.query import body_of
from common.api.scopes import KEEPS
from streaming.bookmarks import bookmark_keep, bookmark_remove, bookmarks_of
from streaming.models import Bookmark


class BookmarkSerializer(serializers.Serializer[Bookmark]):
    """Where a track was left."""

    track = TrackSerializer()
    position_ms = serializers.IntegerField()
    comment = serializers.CharField()
    created_at = serializers.DateTimeField()
    changed_at = serializers.DateTimeField()


class BookmarkKeepSerializer(serializers.Serializer[Any]):
    position_ms = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    comment = serializers.CharField(
        required=False, allow_blank=True, max_length=200, help_text="Without it, it stays."
    )


@method_decorator(never_cache, name="dispatch")
class BookmarksView(ListAPIView[Bookmark]):
    """The listener's bookmarks, the latest first."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS
    serializer_class = BookmarkSerializer

    @extend_schema(operation_id="bookmarks", tags=["me"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[Bookmark]":
        return (
            bookmarks_of(user_for(self.request), viewer_for(self.request))
            .select_related("track__album__cover")
            .prefetch_related(credits_of("track__credits"))
        )

    def keyset_order(self) -> tuple[str, ...]:
        return ("-changed_at", "-id")


@method_decorator(never_cache, name="dispatch")
class BookmarkView(APIView):
    """Where the listener left one track. Both may be said twice."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="bookmark_keep",
        tags=["me"],
        request=BookmarkKeepSerializer,
        responses={204: None},
    )
    def put(self, request: Request, public_id: str) -> Response:
        given = body_of(request, BookmarkKeepSerializer)
        bookmark_keep(
            user=user_for(request),
            viewer=viewer_for(request),
            track_id=public_id,
            at=now(),
            **given,
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="bookmark_remove", tags=["me"], request=None, responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        bookmark_remove(user=user_for(request), track_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)
