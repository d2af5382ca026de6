"""Albums and tracks off the shelves and back, and several artists or albums made one and taken apart again."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for
from catalog.api.curation import CURATES, MANAGES, curator_of, edits_of
from catalog.curation import journals_of, row_to_curate
from catalog.kinds import MODELS
from catalog.models import MergeJournal
from catalog.services import items_delete, items_restore, merge_undo, several_merge
from common.api.query import IdField, body_of
from common.errors import Forbidden, Invalid, NotFound

MOST_MERGED = 20


class ShelvedSerializer(serializers.Serializer[Any]):
    changed = serializers.IntegerField(help_text="0: it was so already.")


class ShelvingView(APIView):
    """Takes something off the shelves or puts it back; its files stay."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES
    kind: ClassVar[str]
    restores: ClassVar[bool] = False

    def post(self, request: Request, public_id: str) -> Response:
        row = row_to_curate(curator_of(request), self.kind, public_id, shelved=True)
        act = items_restore if self.restores else items_delete
        with edits_of(request).of(self.kind, row, ["deleted"]):
            changed = act(rows=[row], at=now())
        return Response({"changed": changed})


def shelving(kind: str, verb: str) -> Callable[[type], type]:
    return extend_schema_view(
        post=extend_schema(
            operation_id=f"{kind}_{verb}",
            tags=[f"{kind}s"],
            request=None,
            responses=ShelvedSerializer,
        )
    )


@shelving("album", "shelve")
class AlbumShelve(ShelvingView):
    """Takes an album off the shelves with its tracks; the files stay."""

    kind = "album"


@shelving("album", "restore")
class AlbumRestore(ShelvingView):
    """Puts an album back on the shelves, with the tracks that went with it."""

    kind, restores = "album", True


@shelving("track", "shelve")
class TrackShelve(ShelvingView):
    """Takes a track off the shelves; the file stays."""

    kind = "track"


@shelving("track", "restore")
class TrackRestore(ShelvingView):
    """Puts a track back on the shelves, with its album."""

    kind, restores = "track", True


class MergeAskSerializer(serializers.Serializer[Any]):
    sources = serializers.ListField(
        child=IdField(), min_length=1, max_length=MOST_MERGED,
        help_text="What goes into this one; their addresses lead here afterwards.",
    )  # fmt: skip


class MergeSerializer(serializers.Serializer[MergeJournal]):
    """A merge. Its id is what undoes it."""

    id = serializers.CharField(source="public_id")
    kind = serializers.CharField()
    made_at = serializers.DateTimeField(source="created_at")
    undone_at = serializers.DateTimeField(allow_null=True)


class MergesSerializer(serializers.Serializer[Any]):
    merges = MergeSerializer(many=True)


class MergeView(APIView):
    """Makes one of several artists, or of several albums of one library: all of them or none."""

    permission_classes = (IsAuthenticated,)
    kind: ClassVar[str]

    def post(self, request: Request, public_id: str) -> Response:
        curator = curator_of(request)
        into = row_to_curate(curator, self.kind, public_id)
        given = body_of(request, MergeAskSerializer)
        sources = []
        for index, one in enumerate(dict.fromkeys(given["sources"])):
            try:
                sources.append(row_to_curate(curator, self.kind, one))
            except (NotFound, Forbidden) as error:
                raise Invalid(
                    "There is none that you may merge.", field=f"sources/{index}"
                ) from error
        journals = several_merge(sources=sources, into=into, by=user_for(request))
        return Response(MergesSerializer({"merges": journals}).data)


def merging(kind: str) -> Callable[[type], type]:
    return extend_schema_view(
        post=extend_schema(
            operation_id=f"{kind}_merge",
            tags=[f"{kind}s"],
            request=MergeAskSerializer,
            responses=MergesSerializer,
        )
    )


@merging("album")
class AlbumMerge(MergeView):
    """Makes one album of several of the same library."""

    kind, scope = "album", CURATES


@merging("artist")
class ArtistMerge(MergeView):
    """Makes one artist of several."""

    kind, scope = "artist", MANAGES


@method_decorator(never_cache, name="dispatch")
class MergesView(ListAPIView[MergeJournal]):
    """Merges that one made, the latest first."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES
    serializer_class = MergeSerializer

    @extend_schema(operation_id="merges", tags=["albums"])
    def get(self, request: Request) -> Response:
        return self.list(request)

    def get_queryset(self) -> Any:
        return journals_of(curator_of(self.request))

    def keyset_order(self) -> tuple[str, ...]:
        return ("-id",)


class MergeUndoView(APIView):
    """Puts back everything that a merge of one's own moved, once."""

    permission_classes = (IsAuthenticated,)
    scope = CURATES

    @extend_schema(
        operation_id="merge_undo", tags=["albums"], request=None, responses=MergeSerializer
    )
    def post(self, request: Request, public_id: str) -> Response:
        curator = curator_of(request)
        journal = journals_of(curator).filter(public_id=public_id).first()
        if journal is None:
            raise NotFound
        # It was theirs to do: it must be still.
        into = MODELS[journal.kind].objects.filter(pk=journal.into_id)
        row_to_curate(curator, journal.kind, into.values_list("public_id", flat=True).first() or "")
        merge_undo(journal=journal, at=now())
        return Response(MergeSerializer(journal).data)
