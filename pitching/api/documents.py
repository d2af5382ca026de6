"""`pitches/<id>/documents/` and `artwork/`: the press kit and the picture of a pitch."""

from typing import Any

from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import viewer_for
from common.api.parsers import BoundedMultiPartParser
from common.api.query import body_of
from common.api.scopes import KEEPS
from pictures.sniffing import MOST_BYTES
from pitching.access import pitch_for
from pitching.api.pitches import told, who
from pitching.api.serializers import FileSerializer, PitchDocumentSerializer, PitchSerializer
from pitching.services import pitch_artwork_set
from pitching.services.documents import document_add, document_remove

FORM: Any = {"multipart/form-data": FileSerializer}


def _file(request: Request) -> Any:
    return body_of(request, FileSerializer)["file"]


@method_decorator(never_cache, name="dispatch")
class PitchDocumentsView(APIView):
    """PDFs and pictures that go with a pitch, at most 20."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (BoundedMultiPartParser,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_documents",
        tags=["pitches"],
        responses=PitchDocumentSerializer(many=True),
    )
    def get(self, request: Request, public_id: str) -> Response:
        rows: Any = pitch_for(viewer_for(request), public_id).documents.order_by("position")
        return Response(PitchDocumentSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="pitch_document_add",
        tags=["pitches"],
        request=FORM,
        responses={201: PitchDocumentSerializer},
    )
    def post(self, request: Request, public_id: str) -> Response:
        """A picture is encoded anew before anybody is given it: its `state` is `waiting` until then."""
        file = _file(request)
        document = document_add(
            **who(request), public_id=public_id, file=file, name=file.name or ""
        )
        return Response(PitchDocumentSerializer(document).data, status=status.HTTP_201_CREATED)


class PitchDocumentView(APIView):
    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_document_remove", tags=["pitches"], request=None, responses={204: None}
    )
    def delete(self, request: Request, public_id: str, document_id: str) -> Response:
        """Take it out of the press kit, for good."""
        document_remove(**who(request), public_id=public_id, document_id=document_id)
        return Response(status=status.HTTP_204_NO_CONTENT)


class PitchArtworkView(APIView):
    """The picture of a pitch. Without one, a cover of its tracks stands for it."""

    permission_classes = (IsAuthenticated,)
    parser_classes = (BoundedMultiPartParser,)
    scope = KEEPS

    @extend_schema(
        operation_id="pitch_artwork_set", tags=["pitches"], request=FORM, responses=PitchSerializer
    )
    def put(self, request: Request, public_id: str) -> Response:
        data = _file(request).read(MOST_BYTES + 1)
        return told(request, pitch_artwork_set(**who(request), public_id=public_id, data=data))

    @extend_schema(
        operation_id="pitch_artwork_remove",
        tags=["pitches"],
        request=None,
        responses={200: PitchSerializer},
    )
    def delete(self, request: Request, public_id: str) -> Response:
        return told(request, pitch_artwork_set(**who(request), public_id=public_id, data=None))
