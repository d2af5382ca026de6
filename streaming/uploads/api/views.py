"""`uploads/`: announce, ask for an address for each part, PUT it there, complete; and see what became of it."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.decorators import method_decorator
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import status
from rest_framework.generics import ListAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.viewer import user_for, viewer_for
from common.api.query import body_of, query_of
from common.api.scopes import UPLOADS
from streaming.models import Upload
from streaming.models.upload import OVER
from streaming.uploads.access import (
    check_may_upload,
    upload_for,
    upload_to_change,
    workspace_for,
)
from streaming.uploads.api.serializers import (
    AddressSerializer,
    ForgottenSerializer,
    QuotaSerializer,
    UploadBeginSerializer,
    UploadCompleteSerializer,
    UploadDetailSerializer,
    UploadGroup,
    UploadPartSerializer,
    UploadQuerySerializer,
    UploadSerializer,
)
from streaming.uploads.quota import quota_of
from streaming.uploads.replacing import track_to_replace
from streaming.uploads.services import (
    Announced,
    part_address,
    parts_arrived,
    upload_begin,
    upload_cancel,
    upload_complete,
    uploads_forget,
)


def told(upload: Upload, *, code: int = status.HTTP_200_OK) -> Response:
    """An upload with the parts that have arrived."""
    upload.parts_there = [part.number for part in parts_arrived(upload)]  # type: ignore[attr-defined]  # for the serializer
    body = UploadSerializer(upload).data | {"parts": upload.parts_there}  # type: ignore[attr-defined]  # as above
    return Response(body, status=code)


@extend_schema_view(
    get=extend_schema(
        operation_id="uploads_list", tags=["uploads"], parameters=[UploadQuerySerializer]
    )
)
@method_decorator(never_cache, name="dispatch")
class UploadsView(ListAPIView[Any]):
    """Uploads of one's workspaces, the latest first."""

    permission_classes = (IsAuthenticated,)
    serializer_class = UploadSerializer
    scope = UPLOADS

    def get_queryset(self) -> "QuerySet[Upload]":
        asked = query_of(self.request, UploadQuerySerializer)
        rows = Upload.objects.seen_by(viewer_for(self.request)).with_results()
        if asked.get("state") == UploadGroup.OVER:
            rows = rows.filter(state__in=OVER)
        elif asked.get("state") == UploadGroup.OPEN:
            rows = rows.exclude(state__in=OVER)
        if asked.get("batch"):
            rows = rows.filter(batch=asked["batch"])
        if asked.get("mine"):
            rows = rows.filter(by=user_for(self.request))
        return rows

    def keyset_order(self) -> tuple[str, ...]:
        return ("-created_at", "-id")

    @extend_schema(
        operation_id="upload_begin",
        tags=["uploads"],
        request=UploadBeginSerializer,
        responses={201: UploadDetailSerializer},
    )
    def post(self, request: Request) -> Response:
        """Announce a file. Quota, name and size are checked before a byte is sent."""
        user = user_for(request)
        check_may_upload(user)
        values = body_of(request, UploadBeginSerializer)
        viewer = viewer_for(request)
        replaces = track_to_replace(viewer, values["replaces"]) if values.get("replaces") else None
        named = replaces.library.workspace.public_id if replaces else values.get("workspace", "")
        upload = upload_begin(
            user=user,
            workspace=workspace_for(user, viewer, named),
            file=Announced(
                path=values["path"],
                size=values["size"],
                media_type=values.get("type", ""),
                sha256=values.get("sha256", ""),
                batch=values.get("batch", ""),
                replaces=replaces,
            ),
            at=now(),
        )
        return told(upload, code=status.HTTP_201_CREATED)


@method_decorator(never_cache, name="dispatch")
class UploadView(APIView):
    """One upload."""

    permission_classes = (IsAuthenticated,)
    scope = UPLOADS

    @extend_schema(operation_id="upload", tags=["uploads"], responses=UploadDetailSerializer)
    def get(self, request: Request, public_id: str) -> Response:
        return told(upload_for(viewer_for(request), public_id))

    @extend_schema(operation_id="upload_cancel", tags=["uploads"], responses={204: None})
    def delete(self, request: Request, public_id: str) -> Response:
        """Take it back, or from the list once it is over. What has become a track stays one."""
        upload = upload_to_change(user_for(request), viewer_for(request), public_id)
        upload_cancel(upload=upload, at=now())
        return Response(status=status.HTTP_204_NO_CONTENT)


@method_decorator(never_cache, name="dispatch")
class UploadPartView(APIView):
    """An address for one part."""

    permission_classes = (IsAuthenticated,)
    scope = UPLOADS

    @extend_schema(
        operation_id="upload_part_address",
        tags=["uploads"],
        request=UploadPartSerializer,
        responses=AddressSerializer,
    )
    def post(self, request: Request, public_id: str, number: int) -> Response:
        """Its bytes go there by PUT: to storage straight, or to this site. The address holds for minutes, for this
        part, this length and this checksum."""
        upload = upload_to_change(user_for(request), viewer_for(request), public_id)
        given = body_of(request, UploadPartSerializer)
        address = part_address(upload=upload, number=number, sha256=given["sha256"], at=now())
        body = AddressSerializer(address).data
        return Response(body | {"url": request.build_absolute_uri(address.url)})


@method_decorator(never_cache, name="dispatch")
class UploadCompleteView(APIView):
    """All parts were sent."""

    permission_classes = (IsAuthenticated,)
    scope = UPLOADS

    @extend_schema(
        operation_id="upload_complete",
        tags=["uploads"],
        request=UploadCompleteSerializer,
        responses=UploadDetailSerializer,
    )
    def post(self, request: Request, public_id: str) -> Response:
        """Have it looked at. May be said twice; names parts that are missing."""
        user, viewer = user_for(request), viewer_for(request)
        upload = upload_to_change(user, viewer, public_id)
        given = body_of(request, UploadCompleteSerializer)
        upload_complete(upload=upload, sha256=given.get("sha256", ""), at=now())
        return told(upload_for(viewer, public_id))


@method_decorator(never_cache, name="dispatch")
class UploadQuotaView(APIView):
    """What may be uploaded still."""

    permission_classes = (IsAuthenticated,)
    scope = UPLOADS

    @extend_schema(
        operation_id="upload_quota",
        tags=["uploads"],
        parameters=[OpenApiParameter("workspace", str, description="One's own unless told.")],
        responses=QuotaSerializer,
    )
    def get(self, request: Request) -> Response:
        user = user_for(request)
        check_may_upload(user)
        workspace = workspace_for(
            user, viewer_for(request), request.query_params.get("workspace", "")
        )
        quota = quota_of(workspace)
        body: Any = {
            "bytes_used": quota.bytes_used,
            "bytes_most": quota.bytes_most,
            "tracks_used": quota.tracks_used,
            "tracks_most": quota.tracks_most,
            "file_most": settings.UPLOAD_FILE_BYTES,
        }
        return Response(QuotaSerializer(body).data)


@method_decorator(never_cache, name="dispatch")
class UploadsForgetView(APIView):
    """The list without what is over."""

    permission_classes = (IsAuthenticated,)
    scope = UPLOADS

    @extend_schema(
        operation_id="uploads_forget", tags=["uploads"], request=None, responses=ForgottenSerializer
    )
    def post(self, request: Request) -> Response:
        """Take one's own uploads that are ready or refused from the list. Tracks stay."""
        return Response({"forgotten": uploads_forget(user=user_for(request))})
