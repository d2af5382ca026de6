"""Rules of smart playlists as JSON: checked by the grammar, kept by services, tried by a preview."""

from typing import Any

from django.utils.timezone import now
from drf_spectacular.helpers import lazy_serializer
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import Viewer, viewer_for
from catalog.api.serializers import TrackSerializer
from common.api.conditions import conditional, seen_by
from common.api.limits import Limit
from common.api.query import body_of
from common.api.scopes import KEEPS, READS
from playlists.services import playlist_change
from playlists.smart.conditions import Asked
from playlists.smart.fields import EVERY, FIELDS, OPERATORS, ORDERS, Kind
from playlists.smart.grammar import (
    MATCHES,
    MOST_LIMIT,
    MOST_SEED,
    Rules,
    RulesRefused,
    parse,
    to_json,
)
from playlists.smart.owned import OwnRules, names_in, rules_of
from playlists.smart.preview import SHOWN, preview
from playlists.smart.words import sentences

_OPERATORS = sorted(
    {one.name for kind in Kind for one in OPERATORS[kind]} | {"is_set", "is_not_set"}
)
_ONE: list[dict[str, Any]] = [{"type": "string"}, {"type": "number"}, {"type": "boolean"}]


@extend_schema_field(
    {
        "anyOf": [
            *_ONE,
            {"type": "array", "items": {"anyOf": _ONE[:2]}, "minItems": 2, "maxItems": 2},
        ]
    }
)
class RuleValueField(serializers.JSONField):
    """One value, or two: from and to."""


@extend_schema_field(lazy_serializer("playlists.api.smart.SmartRuleSerializer")(many=True))
class NestedRulesField(serializers.JSONField):
    """Rules within rules, for the contract: the grammar reads them."""


class SmartRuleSerializer(serializers.Serializer[Any]):
    """A rule (`field`, `operator`, `value`), or a group of rules (`match`, `rules`). See docs/smart-playlists.md."""

    field = serializers.ChoiceField(list(FIELDS), required=False)
    operator = serializers.ChoiceField(_OPERATORS, required=False)
    value = RuleValueField(required=False)
    match = serializers.ChoiceField(MATCHES, required=False)
    rules = NestedRulesField(required=False)


class SmartOrderSerializer(serializers.Serializer[Any]):
    by = serializers.ChoiceField(list(ORDERS))
    descending = serializers.BooleanField(required=False, help_text="Of any order but random.")
    seed = serializers.IntegerField(
        min_value=0, max_value=MOST_SEED, required=False, help_text="Of random."
    )
    every = serializers.ChoiceField(
        list(EVERY), required=False, help_text="How often random draws anew."
    )


class SmartRulesSerializer(serializers.Serializer[Any]):
    """Which tracks stand in a smart playlist, in which order, and how many at most."""

    match = serializers.ChoiceField(MATCHES, required=False)
    rules = SmartRuleSerializer(
        many=True, required=False, help_text="None: every track that you see in lists."
    )
    order = SmartOrderSerializer(required=False)
    limit = serializers.IntegerField(
        min_value=1, max_value=MOST_LIMIT, required=False, allow_null=True
    )


@extend_schema_field(SmartRulesSerializer)
class RulesField(serializers.Field[Rules, Any, Any, Any]):
    """Rules, checked as a whole: what is wrong is named by JSON pointers into them."""

    def to_internal_value(self, data: Any) -> Rules:
        try:
            return parse(data)
        except RulesRefused as refused:
            raise serializers.ValidationError(_nested(refused.errors)) from refused

    def to_representation(self, value: Rules) -> Any:
        return to_json(value)


def _nested(errors: list[tuple[str, str]]) -> Any:
    """`[("/rules/0/value", "…")]` → `{"rules": {"0": {"value": ["…"]}}}`, from which problems make pointers again."""
    told: dict[str, Any] = {}
    for pointer, sentence in errors:
        steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
        place = told
        for step in steps or ["non_field_errors"]:
            place = place.setdefault(step, {})
        place.setdefault("non_field_errors", []).append(sentence)
    return told


class RulesSerializer(serializers.Serializer[Any]):
    rules = RulesField()


class OwnRulesSerializer(serializers.Serializer[Any]):
    """The rules of a smart playlist of yours."""

    rules = RulesField(allow_null=True, help_text="null: they are of another version of this site.")
    words = serializers.ListField(
        child=serializers.CharField(), help_text="The same for people, a line each."
    )
    is_due = serializers.BooleanField(help_text="A job will bring its tracks up to date.")
    made_at = serializers.DateTimeField(
        allow_null=True, help_text="When that was done last; null: not yet."
    )


class SmartPreviewSerializer(serializers.Serializer[Any]):
    """What rules would find. Counting stops after a tenth of a second."""

    count = serializers.IntegerField()
    is_more = serializers.BooleanField(help_text="There are more than `count`.")
    tracks = TrackSerializer(many=True, help_text=f"The first {SHOWN}.")
    is_ordered = serializers.BooleanField(
        help_text="False: putting them in order takes too long here; these are some of them."
    )


def own_rules(own: OwnRules, viewer: Viewer) -> dict[str, Any]:
    words = sentences(own.rules, names_in(own.rules, viewer)) if own.rules else []
    return {"rules": own.rules, "words": words, "is_due": own.is_due, "made_at": own.made_at}


class SmartRulesView(APIView):
    """The rules of a smart playlist, for its owner alone."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(operation_id="playlist_rules", tags=["playlists"], responses=OwnRulesSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        return self._told(request, public_id)

    @extend_schema(
        operation_id="playlist_rules_set",
        tags=["playlists"],
        request=RulesSerializer,
        responses=OwnRulesSerializer,
    )
    @conditional
    def put(self, request: Request, public_id: str) -> Response:
        rules_of(viewer_for(request), public_id)
        given = body_of(request, RulesSerializer)
        playlist_change(
            viewer=viewer_for(request),
            public_id=public_id,
            seen=seen_by(request),
            rules=given["rules"],
        )
        return self._told(request, public_id)

    def _told(self, request: Request, public_id: str) -> Response:
        viewer = viewer_for(request)
        own = rules_of(viewer, public_id)
        # Not tagged as what a reader may keep: `is_due` changes without the version.
        response = Response(OwnRulesSerializer(own_rules(own, viewer)).data)
        response.headers["ETag"] = own.playlist.tag
        response.headers["Cache-Control"] = "private, no-store"
        return response


class PreviewLimit(Limit):
    """Each takes the database up to a third of a second."""

    name, most = "smart-preview", 120


class SmartPreviewView(APIView):
    """What rules would find, without keeping them."""

    permission_classes = (IsAuthenticated,)
    scope = READS
    throttle_classes = (PreviewLimit,)

    @extend_schema(
        operation_id="playlist_rules_preview",
        tags=["playlists"],
        request=RulesSerializer,
        responses=SmartPreviewSerializer,
    )
    def post(self, request: Request) -> Response:
        given = body_of(request, RulesSerializer)
        found = preview(given["rules"], Asked(viewer_for(request), now()))
        return Response(SmartPreviewSerializer(found).data)
