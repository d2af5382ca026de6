"""`me/later/`: the list of what to hear."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import CoverSerializer
from common.api.query import body_of
from common.api.scopes import KEEPS
from playlists.api.entries import PlaceSerializer, place_of
from playlists.api.likes import things_in
from playlists.later import Later, later_list
from playlists.services.later import (
    KINDS,
    later_add,
    later_change,
    later_clear,
    later_remove,
)


class LaterSerializer(serializers.Serializer[Later]):
    """A track, an album or a playlist to hear."""

    id = serializers.CharField()
    item = serializers.SerializerMethodField(help_text="`track:<id>` and the like.")
    title = serializers.CharField()
    line = serializers.CharField(help_text="Whose it is.")
    url = serializers.CharField()
    cover = CoverSerializer()
    duration_ms = serializers.IntegerField()
    added_at = serializers.DateTimeField()
    done_at = serializers.DateTimeField(allow_null=True)

    def get_item(self, later: Later) -> str:
        return f"{later.kind}:{later.thing}"


class LaterListSerializer(serializers.Serializer[Any]):
    results = LaterSerializer(many=True)


class LaterAddSerializer(serializers.Serializer[Any]):
    item = serializers.CharField(
        max_length=50, help_text="`track:<id>`, `album:<id>` or `playlist:<id>`."
    )

    def validate_item(self, item: str) -> tuple[str, str]:
        return things_in([item], KINDS)[0]


class LaterChangeSerializer(PlaceSerializer):
    at = serializers.ChoiceField(["first", "last"], required=False)
    done = serializers.BooleanField(required=False)


class ClearedSerializer(serializers.Serializer[Any]):
    cleared = serializers.IntegerField()


def _list(request: Request, code: int = status.HTTP_200_OK) -> Response:
    found: Any = later_list(viewer_for(request))
    return Response({"results": LaterSerializer(found, many=True).data}, status=code)


@method_decorator(never_cache, name="dispatch")
class LaterView(APIView):
    """The list: whole, as it is short, and in its order."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="later", tags=["me"], responses=LaterListSerializer)
    def get(self, request: Request) -> Response:
        return _list(request)

    @extend_schema(
        operation_id="later_add",
        tags=["me"],
        request=LaterAddSerializer,
        responses={201: LaterListSerializer},
    )
    def post(self, request: Request) -> Response:
        given = body_of(request, LaterAddSerializer)
        kind, public_id = given["item"]
        later_add(
            user=user_for(request), viewer=viewer_for(request), kind=kind, public_id=public_id
        )
        return _list(request, status.HTTP_201_CREATED)


@method_decorator(never_cache, name="dispatch")
class LaterItemView(APIView):
    """One item: ticked off, put elsewhere, taken away."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="later_change",
        tags=["me"],
        request=LaterChangeSerializer,
        responses=LaterListSerializer,
    )
    def patch(self, request: Request, item_id: str) -> Response:
        user, values = user_for(request), body_of(request, LaterChangeSerializer)
        later_change(
            user=user,
            item_id=item_id,
            done=values.get("done"),
            place=place_of(values) if values.keys() & {"at", "before", "after"} else None,
        )
        return _list(request)

    @extend_schema(operation_id="later_remove", tags=["me"], request=None, responses={204: None})
    def delete(self, request: Request, item_id: str) -> Response:
        later_remove(user=user_for(request), item_id=item_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class LaterClearView(APIView):
    """Take away what is ticked off."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="later_clear", tags=["me"], request=None, responses=ClearedSerializer
    )
    def post(self, request: Request) -> Response:
        return Response({"cleared": later_clear(user=user_for(request))})
