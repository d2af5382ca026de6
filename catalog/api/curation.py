"""`albums/<id>/curation/` and its like: what people set of a thing, what tags say beside it, and changes to it."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import PersonalToken
from accounts.staff_factor import lacks_a_factor
from accounts.viewer import user_for, viewer_for
from catalog.curation import FIELDS, Curator, curation_tag, row_to_curate
from catalog.kinds import MODELS
from catalog.models import Artist, Change, Credit, Genre
from catalog.services import ChosenCredit
from catalog.services.changes import Edits
from catalog.services.curation import Changes, row_curate
from common.api.conditions import conditional, seen_by, tagged
from common.api.query import IdField
from common.api.scopes import Scope, Scopes
from common.errors import Invalid

MOST_CREDITS, MOST_GENRES = 200, 50
MOST_NUMBERED = 9999
"""Discs of an album, tracks of a disc, movements of a work."""
CURATES: Scopes = {"GET": Scope.READ, "HEAD": Scope.READ, "PATCH": Scope.WRITE, "POST": Scope.WRITE}
MANAGES: Scopes = {"GET": Scope.READ, "HEAD": Scope.READ, "PATCH": Scope.ADMIN, "POST": Scope.ADMIN}


def curator_of(request: Request) -> Curator:
    """Whoever asks. A token without the scope `admin` has its person's workspaces, not their powers on the site, and so
    has a session without the second factor that is demanded of staff.
    """
    token = request.auth
    if token is None:
        as_manager = not lacks_a_factor(request._request)
    else:
        as_manager = not isinstance(token, PersonalToken) or Scope.ADMIN in token.scope_names
    return Curator(user_for(request), viewer_for(request), as_manager)


def edits_of(request: Request) -> Edits:
    """What this person changes by the API."""
    return Edits(by=user_for(request), source=Change.Source.API)


class CuratedFieldSerializer(serializers.Serializer[Any]):
    """A field, who set it, and what the tags say."""

    value = serializers.JSONField(allow_null=True)
    set_by = serializers.ChoiceField(["tags", "person", "lookup"])
    tags = serializers.JSONField(
        allow_null=True, help_text="What it will be when it is given back."
    )


class CurationSerializer(serializers.Serializer[Any]):
    """What can be changed of a thing."""

    id = serializers.CharField()
    kind = serializers.ChoiceField(list(MODELS))
    visibility = serializers.CharField(
        allow_null=True, help_text="Empty: as the library says. Null where the thing has none."
    )
    is_shelved = serializers.BooleanField(help_text="Taken off the shelves.")
    fields_ = serializers.DictField(child=CuratedFieldSerializer())

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        fields = super().get_fields()
        fields["fields"] = fields.pop("fields_")  # `fields` is a name of DRF's own
        return fields


def curation_of(kind: str, row: Any) -> dict[str, Any]:
    """A row as CurationSerializer tells it, with its credits and genres among the fields."""
    curated = getattr(row, "curated", {})
    values = {name: getattr(row, name) for name in FIELDS[kind]}
    if kind in {"album", "track"}:
        values["credits"] = [
            {
                "artist": credit.artist.public_id,
                "name": credit.name,
                "role": credit.role,
                "credited_as": credit.credited_as,
                "join": credit.join_phrase,
                "detail": credit.detail,
            }
            for credit in row.credits.select_related("artist").order_by("position", "pk")
        ]
    if kind == "track":
        genres = row.genres.order_by("name_key", "pk")
        values["genres"] = [{"genre": genre.public_id, "name": genre.name} for genre in genres]
    return {
        "id": row.public_id,
        "kind": kind,
        "visibility": getattr(row, "visibility", None),
        "is_shelved": getattr(row, "deleted_at", None) is not None,
        "fields": {
            name: {
                "value": _json(value),
                "set_by": curated[name]["by"] if name in curated else "tags",
                "tags": _said(name, curated[name]["tags"]) if name in curated else _json(value),
            }
            for name, value in values.items()
        },
    }


def _json(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int | list) else str(value)


def _said(name: str, tags: Any) -> Any:
    """Credits are kept as lists of name, role, join and detail."""
    if name == "credits" and isinstance(tags, list):
        keys = ("name", "role", "join", "detail")
        return [dict(zip(keys, one, strict=False)) for one in tags]
    return tags


class ChosenCreditSerializer(serializers.Serializer[Any]):
    """A credit of an artist of this site. `join` stands between this name and the next, its spaces included."""

    artist = IdField()
    role = serializers.ChoiceField(Credit.Role.choices, default=Credit.Role.MAIN)
    credited_as = serializers.CharField(max_length=500, allow_blank=True, default="")
    join = serializers.CharField(max_length=30, allow_blank=True, default="", trim_whitespace=False)
    detail = serializers.CharField(max_length=100, allow_blank=True, default="")


def change_serializer(kind: str) -> type[serializers.ModelSerializer[Any]]:
    """What may be sent to change a thing of this kind; all of it may be left out."""
    of_model: Any = MODELS[kind]
    apart = {"album": ["credits"], "track": ["credits", "genres"]}.get(kind, [])

    class Meta:
        model = of_model
        fields: ClassVar[list[str]] = [*FIELDS[kind]]
        # Databases differ in what their columns hold; the API doesn't.
        extra_kwargs: ClassVar = {
            name: {"max_value": MOST_NUMBERED}
            for name in ("disc_number", "position", "movement_number")
        }

    parts: dict[str, Any] = {
        "Meta": Meta,
        "__doc__": "What to set, and what to give back to the tags.",
    }
    if kind != "genre":
        parts["release"] = serializers.ListField(
            child=serializers.ChoiceField([*FIELDS[kind], *apart]), required=False, max_length=30,
            help_text="Fields to give back to the tags.",
        )  # fmt: skip
        Meta.fields.append("release")
    if kind in {"album", "track"}:
        parts["credits"] = ChosenCreditSerializer(many=True, required=False)
        Meta.fields += ["visibility", "credits"]
    if kind == "track":
        parts["genres"] = serializers.ListField(
            child=IdField(),
            required=False,
            max_length=MOST_GENRES,
        )
        Meta.fields.append("genres")
    return type(f"{kind.title()}ChangeSerializer", (serializers.ModelSerializer,), parts)


CHANGES = {kind: change_serializer(kind) for kind in MODELS}


@method_decorator(never_cache, name="dispatch")
class CurationView(APIView):
    """One thing and who set what of it. `PATCH` changes it in a person's name, above what tags say."""

    permission_classes = (IsAuthenticated,)
    kind: ClassVar[str]

    def get(self, request: Request, public_id: str) -> Response:
        row = row_to_curate(curator_of(request), self.kind, public_id)
        return self._told(request, row)

    @conditional
    def patch(self, request: Request, public_id: str) -> Response:
        row = row_to_curate(curator_of(request), self.kind, public_id)
        # Uniqueness is the service's to judge: it knows merged names and keys.
        given = CHANGES[self.kind](row, data=request.data, partial=True)
        given.validators = []
        given.is_valid(raise_exception=True)
        row = row_curate(
            kind=self.kind,
            row=row,
            changes=self._changes(given.validated_data),
            edits=edits_of(request),
            seen=seen_by(request),
        )
        return self._told(request, row)

    def _told(self, request: Request, row: Any) -> Response:
        return tagged(request, curation_tag(self.kind, row), lambda: curation_of(self.kind, row))

    def _changes(self, given: dict[str, Any]) -> Changes:
        told = dict(given)
        release, credits = told.pop("release", ()), told.pop("credits", None)
        genres = told.pop("genres", None)
        return Changes(
            fields=told,
            release=release,
            credits=None if credits is None else self._credits(credits),
            genres=None if genres is None else self._genres(genres),
        )

    def _credits(self, told: list[dict[str, Any]]) -> list[ChosenCredit]:
        if len(told) > MOST_CREDITS:
            raise Invalid(f"At most {MOST_CREDITS}.", field="credits")
        reached = Artist.objects.reachable_by(viewer_for(self.request))
        named = {one["artist"] for one in told}
        artists = {artist.public_id: artist for artist in reached.filter(public_id__in=named)}
        for index, one in enumerate(told):
            if one["artist"] not in artists:
                raise Invalid("There is no such artist.", field=f"credits/{index}/artist")
        return [ChosenCredit(**{**one, "artist": artists[one["artist"]]}) for one in told]

    def _genres(self, told: list[str]) -> list[Genre]:
        reached = Genre.objects.reachable_by(viewer_for(self.request))
        genres = {genre.public_id: genre for genre in reached.filter(public_id__in=told)}
        for index, public_id in enumerate(told):
            if public_id not in genres:
                raise Invalid("There is no such genre.", field=f"genres/{index}")
        return list(genres.values())


def curating(kind: str) -> Callable[[type], type]:
    """Describes the view of one kind."""
    what = f"{kind}s"
    return extend_schema_view(
        get=extend_schema(
            operation_id=f"{kind}_curation", tags=[what], responses=CurationSerializer
        ),
        patch=extend_schema(
            operation_id=f"{kind}_curate",
            tags=[what],
            request=CHANGES[kind],
            responses=CurationSerializer,
        ),
    )


@curating("album")
class AlbumCuration(CurationView):
    """An album and who set what of it."""

    kind, scope = "album", CURATES


@curating("track")
class TrackCuration(CurationView):
    """A track and who set what of it."""

    kind, scope = "track", CURATES


@curating("artist")
class ArtistCuration(CurationView):
    """An artist and who set what of them."""

    kind, scope = "artist", MANAGES


@curating("genre")
class GenreCuration(CurationView):
    """A genre or a mood; its name and kind are nobody's but people's."""

    kind, scope = "genre", MANAGES
