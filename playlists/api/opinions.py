"""`me/opinions/`, `me/ratings/` and `me/follows/`."""

from dataclasses import replace
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import AlbumSerializer, ArtistSerializer
from catalog.models import Album, Artist
from common.api.query import body_of, query_of
from common.api.scopes import KEEPS, READS
from playlists.api.likes import ThingsField
from playlists.models import Follow
from playlists.models.rating import MOST_STARS
from playlists.opinions import KINDS, opinions_among
from playlists.queries import ratings_among, releases_of_followed
from playlists.services import follow_add, follow_remove, rating_set
from playlists.waiting import waiting_counts

RATED = ("track", "album", "artist")


class OpinionsQuery(serializers.Serializer[Any]):
    ids = ThingsField(KINDS, allow_blank=True)


class OpinionsSerializer(serializers.Serializer[Any]):
    """Of the asked, by `<kind>:<id>`, those of which there is something to say."""

    liked = serializers.ListField(child=serializers.CharField())
    ratings = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_STARS), help_text="Stars."
    )
    followed = serializers.ListField(child=serializers.CharField())
    later = serializers.DictField(
        child=serializers.CharField(),
        help_text="The item of `me/later/`, of what is to hear and not ticked off.",
    )
    unread = serializers.IntegerField(help_text="How many things in the inbox are new.")
    waiting = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="How much else is new: `pitches`, of news of them.",
    )


@method_decorator(never_cache, name="dispatch")
class OpinionsView(APIView):
    """All that one has to say of the things on a page, laid over pages that are the same for everyone."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="opinions_among",
        tags=["me"],
        parameters=[OpinionsQuery],
        responses=OpinionsSerializer,
    )
    def get(self, request: Request) -> Response:
        found: Any = opinions_among(user_for(request), query_of(request, OpinionsQuery)["ids"])
        found = replace(found, **waiting_counts(viewer_for(request)))
        return Response(OpinionsSerializer(found).data)


class RatingsQuery(serializers.Serializer[Any]):
    ids = ThingsField(RATED, allow_blank=True)


class RatingsSerializer(serializers.Serializer[Any]):
    ratings = serializers.DictField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_STARS),
        help_text="Stars by `<kind>:<id>`, of those of the asked that are rated.",
    )


class StarsSerializer(serializers.Serializer[Any]):
    stars = serializers.IntegerField(
        min_value=0, max_value=MOST_STARS, help_text="0 takes the rating back."
    )


@method_decorator(never_cache, name="dispatch")
class RatingsView(APIView):
    """How one has rated the things on a page."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="ratings_among",
        tags=["me"],
        parameters=[RatingsQuery],
        responses=RatingsSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, RatingsQuery)["ids"]
        return Response({"ratings": ratings_among(user_for(request), asked)})


@method_decorator(never_cache, name="dispatch")
class RatingView(APIView):
    """One's stars for a thing."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="rating_set",
        tags=["me"],
        parameters=[
            OpenApiParameter("kind", OpenApiTypes.STR, OpenApiParameter.PATH, enum=list(RATED)),
            OpenApiParameter("public_id", OpenApiTypes.STR, OpenApiParameter.PATH),
        ],
        request=StarsSerializer,
        responses={204: None},
    )
    def put(self, request: Request, kind: str, public_id: str) -> Response:
        given = body_of(request, StarsSerializer)
        rating_set(
            user=user_for(request),
            viewer=viewer_for(request),
            kind=kind,
            public_id=public_id,
            stars=given["stars"],
        )
        return Response(status=status.HTTP_204_NO_CONTENT)


class FollowedSerializer(serializers.Serializer[Follow]):
    """A followed artist, told as an artist."""

    def to_representation(self, instance: Follow) -> Any:
        return ArtistSerializer(instance.artist).data


@method_decorator(never_cache, name="dispatch")
class FollowsView(ListAPIView[Follow]):
    """Artists whom one follows, the latest first."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS
    serializer_class = FollowedSerializer

    @extend_schema(operation_id="follows", tags=["me"], responses=ArtistSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[Follow]":
        viewer = viewer_for(self.request)
        reachable = Artist.objects.reachable_by(viewer)
        return Follow.objects.filter(
            user=user_for(self.request), artist__in=reachable
        ).prefetch_related(
            Prefetch("artist", reachable.defer("biography", "curated").with_image_for(viewer))
        )

    def keyset_order(self) -> tuple[str, ...]:
        return ("-followed_at", "-id")


@method_decorator(never_cache, name="dispatch")
class FollowView(APIView):
    """Follow an artist, or no longer. Both may be said twice."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="follow_add", tags=["me"], request=None, responses={204: None})
    def put(self, request: Request, public_id: str) -> Response:
        follow_add(user=user_for(request), viewer=viewer_for(request), public_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="follow_remove", tags=["me"], request=None, responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        follow_remove(user=user_for(request), public_id=public_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class ReleasesView(ListAPIView[Album]):
    """Albums of the artists whom one follows, the newest here first."""

    permission_classes = (IsAuthenticated,)
    scope = READS
    serializer_class = AlbumSerializer

    @extend_schema(operation_id="follows_releases", tags=["me"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> "QuerySet[Album]":
        found: QuerySet[Album] = releases_of_followed(viewer_for(self.request)).for_cards()  # type: ignore[attr-defined]  # the catalogue's own
        return found

    def keyset_order(self) -> tuple[str, ...]:
        return ("-added_at", "-id")
