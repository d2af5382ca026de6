"""`dashboards/<workspace>/`: what plays of a workspace's music add up to, for its members."""

from typing import Any

from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from common.api.query import IdField, query_of
from common.api.scopes import READS
from editorial.dashboards import about_for, dashboard
from editorial.figures import PERIODS


class DashboardQuery(serializers.Serializer[Any]):
    """How far back, and of what: all of the workspace's music, or one artist's, album's or track's."""

    days = serializers.ChoiceField(PERIODS, default=28, help_text="Today included, in UTC.")
    artist = IdField(required=False)
    album = IdField(required=False)
    track = IdField(required=False)


class PlaySumsSerializer(serializers.Serializer[Any]):
    """`starts` are all plays; `plays` those that count (half of the track, or four minutes)."""

    starts = serializers.IntegerField()
    plays = serializers.IntegerField()
    seconds = serializers.FloatField()
    completions = serializers.IntegerField(help_text="Heard nine tenths of it.")
    skips = serializers.IntegerField(help_text="Given up within half a minute.")


class PlayTotalSerializer(PlaySumsSerializer):
    listeners = serializers.IntegerField(help_text="People and links, once each.")


class DayPlaysSerializer(serializers.Serializer[Any]):
    day = serializers.DateField(source="thing")
    sums = PlaySumsSerializer()


class TrackPlaysSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="thing.public_id")
    title = serializers.CharField(source="thing.title")
    sums = PlaySumsSerializer()


class ArtistPlaysSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="thing.public_id")
    name = serializers.CharField(source="thing.name")
    sums = PlaySumsSerializer()


class PlayShareSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    plays = serializers.IntegerField()
    percent = serializers.FloatField()


class DashboardSerializer(serializers.Serializer[Any]):
    """At most 50 of each list, the most played first."""

    first = serializers.DateField(source="about.first")
    last = serializers.DateField(source="about.last")
    total = PlayTotalSerializer()
    before = PlayTotalSerializer(help_text="As many days before.")
    days = DayPlaysSerializer(many=True)
    tracks = TrackPlaysSerializer(many=True)
    albums = TrackPlaysSerializer(many=True)
    artists = ArtistPlaysSerializer(many=True)
    sources = PlayShareSerializer(many=True)
    countries = PlayShareSerializer(many=True)
    playlist_count = serializers.IntegerField(help_text="Playlists that hold any of it.")


@method_decorator(never_cache, name="dispatch")
class DashboardView(APIView):
    """What plays of a workspace's music add up to."""

    permission_classes = (IsAuthenticated,)
    scope = READS

    @extend_schema(
        operation_id="dashboard", tags=["dashboards"], parameters=[DashboardQuery],
        responses=DashboardSerializer,
    )  # fmt: skip
    def get(self, request: Request, public_id: str) -> Response:
        asked = query_of(request, DashboardQuery)
        viewer = viewer_for(request)
        at = now()
        about = about_for(viewer, public_id, at=at, **asked)
        return Response(DashboardSerializer(dashboard(about, viewer, at=at)).data)
