"""Charts and the discovery shelf, as lists of tracks that can be played from the first to the last."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.viewer import viewer_for
from catalog.api.serializers import TrackSerializer
from catalog.models import Track
from common.api.scopes import READS
from common.errors import NotFound
from editorial.charts import places_listed
from editorial.discovery import discovered
from editorial.models import ChartEntry


class PlacedTracks(ListAPIView[Any]):
    """Tracks in the order of rows that place them, of those that the viewer sees listed."""

    permission_classes = (AllowAny,)
    scope = READS
    serializer_class = TrackSerializer

    def places(self) -> "QuerySet[Any]":
        raise NotImplementedError

    def get_queryset(self) -> "QuerySet[Any]":
        return self.places().prefetch_related(Prefetch("track", Track.objects.for_rows()))

    def paginate_queryset(self, queryset: Any) -> Any:
        return [place.track for place in super().paginate_queryset(queryset) or []]

    def keyset_order(self) -> tuple[str, ...]:
        return ("position",)


class ChartView(PlacedTracks):
    """A chart: what was played most in seven days (`week`), what trends, what most people like (`loved`)."""

    @extend_schema(
        operation_id="chart",
        tags=["charts"],
        parameters=[OpenApiParameter("chart", str, "path", enum=list(ChartEntry.Chart.values))],
        responses=TrackSerializer(many=True),
    )
    def get(self, request: Request, chart: str) -> Response:
        return self.list(request)

    def places(self) -> "QuerySet[Any]":
        chart = self.kwargs["chart"]
        if chart not in ChartEntry.Chart.values:
            raise NotFound
        return places_listed(viewer_for(self.request)).filter(chart=chart)


class DiscoveryView(PlacedTracks):
    """Tracks of the whole catalogue, drawn anew every three hours, the same for all."""

    @extend_schema(operation_id="discovery", tags=["charts"], responses=TrackSerializer(many=True))
    def get(self, request: Request) -> Response:
        return self.list(request)

    def places(self) -> "QuerySet[Any]":
        return discovered(viewer_for(self.request))
