"""What a workspace has uploaded, and what it may."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, Sum
from django.template.defaultfilters import filesizeformat

from accounts.models import Workspace
from catalog.models import Library
from common.errors import Conflict
from streaming.models import MediaFile, Upload, UploadQuota


@dataclass(frozen=True, slots=True)
class Quota:
    """Bytes and tracks: used (what is on its way counts), and the most."""

    bytes_used: int
    bytes_most: int
    tracks_used: int
    tracks_most: int

    def check(self, size: int, *, tracks: int = 1) -> None:
        """Raises Conflict where one more file of this size, with so many tracks, is too much."""
        if self.tracks_used + tracks > self.tracks_most:
            raise Conflict(
                f"This workspace may hold {self.tracks_most} uploaded tracks and has them: delete some, or ask an "
                "administrator for more.",
                field="size",
            )
        left = self.bytes_most - self.bytes_used
        if size > left:
            raise Conflict(
                f"The file has {filesizeformat(size)}, and this workspace has {filesizeformat(max(left, 0))} of "
                f"{filesizeformat(self.bytes_most)} left: delete something, or ask an administrator for more.",
                field="size",
            )


def quota_of(workspace: Workspace) -> Quota:
    """Three queries."""
    own = UploadQuota.objects.filter(workspace=workspace).first()
    kept = MediaFile.objects.filter(
        library__workspace=workspace, library__kind=Library.Kind.UPLOADS
    ).aggregate(bytes=Sum("size"), count=Count("pk", filter=Q(replaced_at=None)))
    coming = (
        Upload.objects.filter(workspace=workspace)
        .counted()
        .aggregate(bytes=Sum("size"), count=Count("pk", filter=Q(is_picture=None)))
    )
    most_bytes, most_tracks = settings.UPLOAD_QUOTA_BYTES, settings.UPLOAD_QUOTA_TRACKS
    if own is not None and own.megabytes is not None:
        most_bytes = own.megabytes * 1024 * 1024
    if own is not None and own.tracks is not None:
        most_tracks = own.tracks
    return Quota(
        bytes_used=int((kept["bytes"] or 0) + (coming["bytes"] or 0)),
        bytes_most=most_bytes,
        tracks_used=kept["count"] + coming["count"],
        tracks_most=most_tracks,
    )
