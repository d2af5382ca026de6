"""`radio/`: tracks that go with a track, an artist or a genre, for ever."""

from typing import Any
from urllib.parse import urlencode

from django.utils.crypto import get_random_string
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer, viewer_for
from catalog.api.serializers import TrackSerializer
from catalog.merged import standing
from catalog.models import Artist, Genre, Track
from common.api.query import IdField, query_of
from common.api.scopes import READS
from common.errors import Invalid, NotFound
from editorial.radio import Station, station_of_artist, station_of_genre, station_of_track

KINDS: dict[str, tuple[Any, Any]] = {
    "track": (Track, station_of_track),
    "artist": (Artist, station_of_artist),
    "genre": (Genre, station_of_genre),
}
SEEDS = "abcdefghijklmnopqrstuvwxyz0123456789"


class RadioQuery(serializers.Serializer[Any]):
    """What a station begins with, one of three, and a place in it, as `next` says it."""

    track = IdField(required=False)
    artist = IdField(required=False)
    genre = IdField(required=False)
    limit = serializers.IntegerField(min_value=1, max_value=100, default=25)
    cursor = serializers.RegexField(
        r"\A[a-z0-9]{1,12}\.[0-9]{1,7}\Z", required=False, help_text="Of `next`; without, another order each time."
    )  # fmt: skip


class RadioPageSerializer(serializers.Serializer[Any]):
    """There is always a `next`, unless nothing goes with it that the viewer may hear."""

    next = serializers.CharField(allow_null=True)
    results = TrackSerializer(many=True)


class RadioView(APIView):
    """A station, page by page: it never ends."""

    permission_classes = (AllowAny,)
    scope = READS

    @extend_schema(
        operation_id="radio", tags=["radio"], parameters=[RadioQuery], responses=RadioPageSerializer
    )
    def get(self, request: Request) -> Response:
        asked = query_of(request, RadioQuery, also=frozenset())
        kind, public_id = _which(asked)
        viewer = viewer_for(request)
        station = _station(kind, public_id, viewer)
        seed, _, place = asked.get("cursor", f"{get_random_string(8, SEEDS)}.0").partition(".")
        start, count = int(place), asked["limit"]
        keys = station.tracks(seed=seed, start=start, count=count)
        rows = Track.objects.for_rows().in_bulk(set(keys))
        query = {kind: public_id, "limit": count, "cursor": f"{seed}.{start + count}"}
        following = request.build_absolute_uri(f"{request.path}?{urlencode(query)}")
        found = [rows[key] for key in keys if key in rows]
        results = TrackSerializer(found, many=True, context={"request": request})
        return Response({"next": following if keys else None, "results": results.data})


def _which(asked: dict[str, Any]) -> tuple[str, str]:
    given = [(kind, asked[kind]) for kind in KINDS if kind in asked]
    if len(given) != 1:
        raise Invalid("Name one track, artist or genre.", field="track")
    return given[0]


def _station(kind: str, public_id: str, viewer: Viewer) -> Station:
    model, made = KINDS[kind]
    thing = standing(model.objects.reachable_by(viewer), public_id)
    if thing is None:
        raise NotFound
    station: Station = made(thing, viewer)
    return station
