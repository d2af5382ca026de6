"""`me/history/` and `me/statistics/`: what the listener heard, and what it adds up to."""

from typing import Any

from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.timezone import get_current_timezone
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from catalog.api.serializers import AlbumSerializer, ArtistSerializer, TrackSerializer
from catalog.querysets import credits_of
from common.api.query import query_of
from common.api.scopes import KEEPS, READS
from streaming.history import Period, history_clear, play_forget, plays_of, totals
from streaming.models import Play


class HistoryQuery(serializers.Serializer[Any]):
    q = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=200,
        help_text="Words of the track, album or artist.",
    )


class ClearQuery(serializers.Serializer[Any]):
    before = serializers.DateTimeField(required=False, help_text="Only plays that began before.")


class HistoryPlaySerializer(serializers.Serializer[Play]):
    """One play."""

    id = serializers.CharField(source="client_id")
    track = TrackSerializer()
    started_at = serializers.DateTimeField()
    seconds = serializers.FloatField(help_text="How long it was heard.")
    counted = serializers.SerializerMethodField(
        help_text="Heard for half its length, or four minutes."
    )
    source = serializers.CharField(allow_blank=True)  # type: ignore[assignment]  # DRF's own argument of that name
    imported_from = serializers.CharField(
        help_text="`navidrome`, `spotify` or `listenbrainz`; empty: heard here."
    )

    def get_counted(self, play: Play) -> bool:
        return play.counted_at is not None or bool(play.imported_from)


@method_decorator(never_cache, name="dispatch")
class HistoryView(ListAPIView[Play]):
    """The listener's plays, the latest first; `DELETE` clears them."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS
    serializer_class = HistoryPlaySerializer

    @extend_schema(operation_id="history", tags=["me"], parameters=[HistoryQuery],
                   responses=HistoryPlaySerializer(many=True))  # fmt: skip
    def get(self, request: Request) -> Response:
        return self.list(request)

    @extend_schema(operation_id="history_clear", tags=["me"], parameters=[ClearQuery],
                   request=None, responses={204: None})  # fmt: skip
    def delete(self, request: Request) -> Response:
        history_clear(user=user_for(request), before=query_of(request, ClearQuery).get("before"))
        return Response(status=status.HTTP_204_NO_CONTENT)

    def get_queryset(self) -> "QuerySet[Play]":
        asked = query_of(self.request, HistoryQuery)
        return (
            plays_of(user_for(self.request), viewer_for(self.request), words=asked.get("q", ""))
            .select_related("track__album__cover")
            .prefetch_related(credits_of("track__credits"))
        )

    def keyset_order(self) -> tuple[str, ...]:
        return ("-started_at", "-id")


@method_decorator(never_cache, name="dispatch")
class HistoryPlayView(APIView):
    """One play of the listener's history."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="history_forget", tags=["me"], request=None, responses={204: None})
    def delete(self, request: Request, play_id: str) -> Response:
        play_forget(user=user_for(request), client_id=play_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PeriodQuery(serializers.Serializer[Any]):
    year = serializers.IntegerField(required=False, min_value=1900, max_value=9000)
    month = serializers.IntegerField(
        required=False, min_value=1, max_value=12, help_text="With a year."
    )


class CountedArtistSerializer(serializers.Serializer[Any]):
    artist = ArtistSerializer(source="thing")
    plays = serializers.IntegerField()


class CountedAlbumSerializer(serializers.Serializer[Any]):
    album = AlbumSerializer(source="thing")
    plays = serializers.IntegerField()


class CountedTrackSerializer(serializers.Serializer[Any]):
    track = TrackSerializer(source="thing")
    plays = serializers.IntegerField()


class StatisticsSerializer(serializers.Serializer[Any]):
    """What a period adds up to; of plays that counted."""

    plays = serializers.IntegerField()
    seconds = serializers.FloatField()
    days = serializers.IntegerField(help_text="On which something was heard.")
    longest_streak = serializers.IntegerField(help_text="Most days in a row of them.")
    artists = CountedArtistSerializer(many=True)
    albums = CountedAlbumSerializer(many=True)
    tracks = CountedTrackSerializer(many=True)


@method_decorator(never_cache, name="dispatch")
class StatisticsView(APIView):
    """The listener's totals: of all time, a year, or a month, in the site's time zone."""

    permission_classes = (IsAuthenticated,)
    scope = READS

    @extend_schema(
        operation_id="statistics",
        tags=["me"],
        parameters=[PeriodQuery],
        responses=StatisticsSerializer,
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, PeriodQuery)
        period = Period(asked.get("year"), asked.get("month"), get_current_timezone())
        found = totals(user_for(request), viewer_for(request), period)
        return Response(StatisticsSerializer(found).data)
