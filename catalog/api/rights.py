"""`tracks/<id>/rights/`: whose a track is, how it is cleared, what it sounds like and which it is a version of.

For the people of its workspace alone: to everybody else, whoever hears it, there is no such address.
"""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from catalog.api.curation import CURATES, edits_of
from catalog.curation import curation_tag, track_of_workspace
from catalog.models import WHOLE, Split, SplitSide, Track, TrackRights, VersionKind, Vocals
from catalog.services.rights import MOST_PARTIES, RIGHTS_FIELDS, SplitFacts
from catalog.services.track_rights import RightsChanges, track_rights_change
from common.api.conditions import conditional, seen_by, tagged
from common.api.query import body_of
from common.errors import Invalid, NotFound

_ID = r"\A[0-9a-f]{32}\Z"


class SplitSerializer(serializers.Serializer[Any]):
    """A party's share of one side. The shares of each side add up to 10,000."""

    side = serializers.ChoiceField(SplitSide.choices)
    party = serializers.CharField(max_length=200)
    share = serializers.IntegerField(
        min_value=1, max_value=WHOLE, help_text="Basis points: 10,000 is 100 %."
    )
    pro = serializers.CharField(max_length=30, allow_blank=True, default="")
    ipi = serializers.CharField(
        max_length=30, allow_blank=True, default="", help_text="IPI name number, of 11 digits."
    )
    publisher = serializers.CharField(
        max_length=200, allow_blank=True, default="", help_text="A writer's own."
    )


class VersionSerializer(serializers.Serializer[Any]):
    """An alternate version of this track, or the track that this is a version of."""

    id = serializers.RegexField(_ID)
    kind = serializers.ChoiceField(VersionKind.choices)
    title = serializers.CharField(read_only=True)


class RightsSerializer(serializers.Serializer[Any]):
    """All of it may be left out of a change. `splits` replaces the sides that it names and empties the others."""

    id = serializers.CharField(read_only=True)
    iswc = serializers.CharField(required=False, allow_blank=True, max_length=40)
    is_one_stop = serializers.BooleanField(required=False, allow_null=True)
    clearance_contact = serializers.CharField(required=False, allow_blank=True, max_length=300)
    clearance_notes = serializers.CharField(required=False, allow_blank=True, max_length=20_000)
    splits = SplitSerializer(many=True, required=False)
    vocals = serializers.ChoiceField(Vocals.choices, required=False, allow_blank=True)
    instruments = serializers.ListField(
        child=serializers.CharField(max_length=190), required=False, max_length=50
    )
    version_of = VersionSerializer(required=False, allow_null=True)
    versions = VersionSerializer(many=True, read_only=True)

    def validate_splits(self, splits: list[Any]) -> list[Any]:
        if len(splits) > MOST_PARTIES * len(SplitSide.values):
            raise serializers.ValidationError("These are too many.")
        return splits


def rights_told(track: Any) -> dict[str, Any]:
    """A track's rights as RightsSerializer tells them."""
    held = TrackRights.objects.filter(track=track).first() or TrackRights()
    of = track.version_of
    versions = Track.objects.filter(version_of=track, deleted_at=None, merged_into=None)
    columns = ("side", "party", "share", "pro", "ipi", "publisher")
    return {
        "id": track.public_id,
        **{name: getattr(held, name) for name in RIGHTS_FIELDS},
        "splits": list(
            Split.objects.filter(track=track).order_by("side", "position").values(*columns)
        ),
        "vocals": track.vocals,
        "instruments": list(
            track.instruments.order_by("name_key", "pk").values_list("name", flat=True)
        ),
        "version_of": _version(of, track.version_kind) if of else None,
        "versions": [_version(one, one.version_kind) for one in versions.order_by("pk")],
    }


def _version(track: Any, kind: str) -> dict[str, str]:
    return {"id": track.public_id, "kind": kind, "title": track.title}


@method_decorator(never_cache, name="dispatch")
class TrackRightsView(APIView):
    """A track's rights and description, for its workspace."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES

    @extend_schema(operation_id="track_rights", tags=["tracks"], responses=RightsSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        return self._told(request, track_of_workspace(viewer_for(request), public_id))

    @extend_schema(
        operation_id="track_rights_change", tags=["tracks"], request=RightsSerializer,
        responses=RightsSerializer,
    )  # fmt: skip
    @conditional
    def patch(self, request: Request, public_id: str) -> Response:
        viewer = viewer_for(request)
        track = track_of_workspace(viewer, public_id, to_change=True)
        told = body_of(request, RightsSerializer, partial=True)
        splits = told.get("splits")
        changes = RightsChanges(
            rights={name: told[name] for name in RIGHTS_FIELDS if name in told},
            splits=None if splits is None else [SplitFacts(**one) for one in splits],
            vocals=told.get("vocals"),
            instruments=told.get("instruments"),
            version=self._of(told, viewer) if "version_of" in told else None,
        )
        changed = track_rights_change(
            track=track, changes=changes, edits=edits_of(request), seen=seen_by(request)
        )
        return self._told(request, changed)

    def _of(self, told: dict[str, Any], viewer: Any) -> tuple[Track | None, str]:
        named = told["version_of"]
        if named is None:
            return None, ""
        try:
            return track_of_workspace(viewer, named["id"]), named["kind"]
        except NotFound as error:
            raise Invalid("There is no such track beside it.", field="version_of") from error

    def _told(self, request: Request, track: Any) -> Response:
        return tagged(request, curation_tag("track", track), lambda: rights_told(track))
