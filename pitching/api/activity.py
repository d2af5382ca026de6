"""`pitches/<id>/activity/`: what recipients did with a pitch, in numbers and one by one."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from common.api.conditions import tagged
from common.api.query import IdField, query_of
from common.api.scopes import KEEPS
from common.errors import Invalid, NotFound
from common.ids import PUBLIC_ID
from pitching.access import pitch_for
from pitching.activity.queries import (
    NEWEST,
    PEOPLE,
    activity_tag,
    devices_of,
    events_of,
    events_seen,
    overview,
    people_active,
    tracks_shown,
    version_of,
)
from pitching.activity.words import deed, who_of
from pitching.models import LinkSum, Pitch, PitchActivity, PitchLink


class CountsSerializer(serializers.Serializer[Any]):
    """`seconds` of listening."""

    plays = serializers.IntegerField()
    seconds = serializers.FloatField()
    downloads = serializers.IntegerField()
    favourites = serializers.IntegerField()
    comments = serializers.IntegerField()
    last_at = serializers.DateTimeField(allow_null=True)


class TrackActivitySerializer(CountsSerializer):
    """`heat`: how often each hundredth of the track was heard; empty when it was not played."""

    id = serializers.CharField(source="track.public_id", allow_null=True, default=None)
    title = serializers.CharField(source="row.title")
    plays = serializers.IntegerField(source="sums.plays")
    listeners = serializers.IntegerField(source="sums.listeners")
    seconds = serializers.FloatField(source="sums.seconds")
    downloads = serializers.IntegerField(source="sums.downloads")
    favourites = serializers.IntegerField(source="sums.favourites")
    comments = serializers.IntegerField(source="sums.comments")
    last_at = serializers.DateTimeField(source="sums.last_at", allow_null=True)
    heat = serializers.ListField(source="sums.heat", child=serializers.IntegerField())


class PitchActivitySummarySerializer(CountsSerializer):
    """How many recipients opened, played and downloaded; `devices` and `countries` count devices."""

    recipients = serializers.IntegerField(source="about.recipients")
    opened = serializers.IntegerField(source="about.opened")
    played = serializers.IntegerField(source="about.played")
    downloaded = serializers.IntegerField(source="about.downloaded")
    opens = serializers.IntegerField()
    licences = serializers.IntegerField()
    devices = serializers.DictField(source="kinds", child=serializers.IntegerField())
    countries = serializers.DictField(child=serializers.IntegerField())
    tracks = TrackActivitySerializer(many=True)


class PitchDeviceSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(PitchActivity.DeviceKind.choices)
    country = serializers.CharField()


class WhoSerializer(serializers.Serializer[PitchLink]):
    """Whose link it is; `contact` is null for a general one."""

    link = serializers.CharField(source="public_id")
    contact = serializers.CharField(source="contact.public_id", allow_null=True, default=None)
    name = serializers.SerializerMethodField()

    def get_name(self, link: PitchLink) -> str:
        return who_of(link)


class PersonActivitySerializer(CountsSerializer):
    """One recipient's activity."""

    who = WhoSerializer(source="link")
    opens = serializers.IntegerField()
    licences = serializers.IntegerField()
    devices = serializers.SerializerMethodField()

    @extend_schema_field(PitchDeviceSerializer(many=True))
    def get_devices(self, sums: LinkSum) -> list[dict[str, str]]:
        return [{"kind": one.kind, "country": one.country} for one in devices_of(sums)]


class EventSerializer(serializers.Serializer[PitchActivity]):
    """One thing that was done. `heard`: `[[from ms, to ms], …]`; `words`: `played 1:12–1:40 of Harbour twice`."""

    id = serializers.CharField(source="client_id")
    kind = serializers.ChoiceField(PitchActivity.Kind.choices)
    at = serializers.DateTimeField()
    pitch = serializers.CharField(source="link.pitch.public_id")
    who = WhoSerializer(source="link")
    track = serializers.CharField(source="track.public_id", allow_null=True, default=None)
    words = serializers.SerializerMethodField()
    heard = serializers.ListField(child=serializers.ListField(child=serializers.IntegerField()))
    seconds = serializers.FloatField()
    device = serializers.SerializerMethodField()

    def get_words(self, event: PitchActivity) -> str:
        return deed(event)

    @extend_schema_field(PitchDeviceSerializer)
    def get_device(self, event: PitchActivity) -> dict[str, str]:
        return {"kind": event.device_kind, "country": event.country}


class PitchEventsQuery(serializers.Serializer[Any]):
    """`link` is the id of one link."""

    link = IdField(required=False)


class EventsQuery(serializers.Serializer[Any]):
    """One of them, or both."""

    track = IdField(required=False)
    contact = IdField(required=False)


class PitchSummaryView(APIView):
    """A pitch's activity in numbers; ask again with `If-None-Match` as often as every few seconds."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_activity_summary",
        tags=["pitches"],
        responses=PitchActivitySummarySerializer,
    )
    def get(self, request: Request, public_id: str) -> Response:
        pitch = pitch_for(viewer_for(request), public_id)
        tag = activity_tag(pitch.public_id, pitch.version, version_of(pitch))

        def body() -> Any:
            about = overview(pitch)
            sums: Any = about.sums
            sums.about, sums.tracks = about, tracks_shown(pitch)
            return PitchActivitySummarySerializer(sums).data

        return tagged(request, tag, body)


@method_decorator(never_cache, name="dispatch")
class PitchPeopleView(ListAPIView[Any]):
    """Who did something with a pitch, the last to do so first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = PersonActivitySerializer
    scope = KEEPS

    @extend_schema(operation_id="pitch_activity_people", tags=["pitches"])
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return LinkSum.objects.none()
        return people_active(pitch_for(viewer_for(self.request), self.kwargs["public_id"]))

    def keyset_order(self) -> tuple[str, ...]:
        return PEOPLE


@method_decorator(never_cache, name="dispatch")
class PitchEventsView(ListAPIView[Any]):
    """What was done with a pitch, the newest first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = EventSerializer
    scope = KEEPS

    @extend_schema(operation_id="pitch_activity", tags=["pitches"], parameters=[PitchEventsQuery])
    def get(self, request: Request, public_id: str) -> Response:
        return self.list(request)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return PitchActivity.objects.none()
        pitch = pitch_for(viewer_for(self.request), self.kwargs["public_id"])
        asked = query_of(self.request, PitchEventsQuery)
        link = link_for(pitch, asked["link"]) if asked.get("link") else None
        return events_of(pitch=pitch, link=link).select_related(
            "link__contact__company", "link__pitch", "track"
        )

    def keyset_order(self) -> tuple[str, ...]:
        return NEWEST


@method_decorator(never_cache, name="dispatch")
class EventsView(ListAPIView[Any]):
    """What was done in all pitches with one track, or by one contact, the newest first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = EventSerializer
    scope = KEEPS

    @extend_schema(operation_id="pitches_activity", tags=["pitches"], parameters=[EventsQuery])
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> Any:
        if getattr(self, "swagger_fake_view", False):
            return PitchActivity.objects.none()
        asked = query_of(self.request, EventsQuery)
        named = {f"{name}_id": asked[name] for name in ("track", "contact") if asked.get(name)}
        if not named:
            raise Invalid("Name a track or a contact.", field="track")
        return events_seen(viewer_for(self.request), **named)

    def keyset_order(self) -> tuple[str, ...]:
        return NEWEST


def link_for(pitch: Pitch, public_id: str) -> PitchLink:
    """A recipient's link of the pitch. Raises NotFound."""
    rows = PitchLink.objects.of_recipients().select_related("contact__company", "pitch", "sums")
    found: PitchLink | None = (
        rows.filter(pitch=pitch, public_id=public_id).first()
        if PUBLIC_ID.fullmatch(public_id)
        else None
    )
    if found is None:
        raise NotFound
    return found
