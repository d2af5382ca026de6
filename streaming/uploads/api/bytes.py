"""`PUT uploads/<id>/parts/<number>/bytes/`: where parts arrive when uploads are kept in a folder.

The address is its own authority, as a presigned one of S3 is: signed for this method, upload, part, length, checksum
and end, it needs no cookie and no token, and opens nothing else.
"""

from typing import Any

from django.utils.crypto import constant_time_compare
from django.utils.timezone import now
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api.scopes import NO_TOKEN
from common.errors import Conflict, Forbidden, Invalid
from streaming.models import Upload
from streaming.uploads.storage import staging
from streaming.uploads.storage.folder import FolderStaging, signature_of

ENDED = "This address does not hold for that, or not any more: ask for a new one."


class SignedSerializer(serializers.Serializer[Any]):
    size = serializers.IntegerField(min_value=0, max_value=2**50)
    sha256 = serializers.CharField(max_length=64)
    expires = serializers.IntegerField(min_value=0, max_value=2**40)
    signature = serializers.CharField(max_length=64)


class UploadPartBytesView(APIView):
    """Takes one part, in pieces from the socket to the disk."""

    authentication_classes = ()
    permission_classes = (AllowAny,)
    # Each was counted when its address was asked for.
    throttle_classes = ()
    scope = NO_TOKEN

    @extend_schema(
        operation_id="upload_part_bytes",
        tags=["uploads"],
        parameters=[
            OpenApiParameter(name, str, required=True, description="As in the address given.")
            for name in ("size", "sha256", "expires", "signature")
        ],
        request={"application/octet-stream": OpenApiTypes.BINARY},
        responses={204: None},
        auth=[],
    )
    def put(self, request: Request, public_id: str, number: int) -> Response:
        """The bytes of a part, at the address that was given for it. (In a bucket, that is the bucket's.)"""
        size, sha256 = _signed(request, public_id, number)
        if request.headers.get("Content-Length") != str(size):
            raise Invalid(f"Part {number} has {size} bytes.")
        place = staging()
        upload = Upload.objects.filter(public_id=public_id).arriving().first()
        if upload is None or not isinstance(place, FolderStaging):
            raise Conflict("This upload takes no more parts.")
        place.receive(upload, number, body=request._request, size=size, sha256=sha256)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _signed(request: Request, public_id: str, number: int) -> tuple[int, str]:
    """(size, checksum) that the address was made for. Raises Forbidden."""
    given = SignedSerializer(data=request.query_params.dict())
    if not given.is_valid():
        raise Forbidden(ENDED)
    values = given.validated_data
    size, sha256, expires = values["size"], values["sha256"], values["expires"]
    wanted = signature_of(public_id, number, size, sha256, expires)
    if not constant_time_compare(wanted, values["signature"]) or expires < now().timestamp():
        raise Forbidden(ENDED)
    return size, sha256
