"""Writes of uploads up to the moment when all bytes are there; `commit` goes on from there."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.template.defaultfilters import filesizeformat

from accounts.models import User, Workspace
from catalog.models import Track
from common.errors import Conflict, Invalid, TooMany
from common.ids import uuid7_hex
from pictures.sniffing import MOST_BYTES as PICTURE_BYTES
from streaming.importing.walk import is_cover
from streaming.models import Upload, UploadPart, UploadState
from streaming.models.upload import ARRIVING, OVER
from streaming.uploads.covers import uploads_delete
from streaming.uploads.jobs import upload_commit_job
from streaming.uploads.limits import AT_ONCE, part_size_for
from streaming.uploads.names import path_checked
from streaming.uploads.quota import quota_of
from streaming.uploads.replacing import path_beside
from streaming.uploads.storage import Address, Arrived, staging
from streaming.uploads.storage.base import Gone


@dataclass(frozen=True, slots=True)
class Announced:
    """What a client says of a file before it sends it."""

    path: str
    size: int
    media_type: str = ""
    sha256: str = ""
    batch: str = ""
    replaces: Track | None = None
    """The track whose file it is to be, which the user may replace (`replacing.track_to_replace`)."""


def upload_begin(*, user: User, workspace: Workspace, file: Announced, at: datetime) -> Upload:
    """Announce a file: checked by all that is known before it is sent. Raises Invalid, Conflict, TooMany.

    The row is there before the storage knows of it: what a killed process leaves in storage is always of some row,
    or old and of none.
    """
    path = path_checked(file.path)
    is_picture = is_cover(path)
    if file.replaces is not None:
        if is_picture:
            raise Invalid("A picture is no new file for a track.", field="path")
        path = path_beside(file.replaces, path)
    if file.size < 1:
        raise Invalid("The file is empty.", field="size")
    most = PICTURE_BYTES if is_picture else settings.UPLOAD_FILE_BYTES
    if file.size > most:
        raise Invalid(
            f"The file has {filesizeformat(file.size)}; {filesizeformat(most)} is the most.",
            field="size",
        )
    with transaction.atomic():
        # Or two at once would both be the last that fits.
        Workspace.objects.select_for_update().get(pk=workspace.pk)
        if Upload.objects.filter(workspace=workspace).arriving().count() >= AT_ONCE:
            raise TooMany(
                f"{AT_ONCE} uploads are under way: finish or cancel some.", retry_after=60
            )
        quota_of(workspace).check(file.size, tracks=0 if is_picture else 1)
        public_id = uuid7_hex()
        upload = Upload.objects.create(
            public_id=public_id,
            workspace=workspace,
            by=user,
            batch=file.batch or uuid7_hex(),
            path=path,
            size=file.size,
            media_type=file.media_type,
            sha256=file.sha256,
            part_size=part_size_for(file.size),
            storage_key=f"users/{user.public_id}/{public_id}",
            replaces=file.replaces,
            is_picture=is_picture or None,
            touched_at=at,
        )
    try:
        multipart_id = staging().begin(upload)
    except BaseException:
        upload.delete()
        raise
    if multipart_id:
        upload.multipart_id = multipart_id
        upload.save(update_fields=["multipart_id", "updated_at"])
    return upload


def part_address(*, upload: Upload, number: int, sha256: str, at: datetime) -> Address:
    """An address for one part. Raises Invalid for a part that there is not, Conflict where no more are taken."""
    if not 1 <= number <= upload.part_count:
        raise Invalid(f"This file has parts 1 to {upload.part_count}.", field="number")
    with transaction.atomic():
        if not _touch(upload, at, state=UploadState.UPLOADING):
            raise Conflict("This upload takes no more parts.")
        UploadPart.objects.update_or_create(
            upload=upload, number=number, defaults={"sha256": sha256}
        )
    return staging().address(upload, number, sha256, at=at)


def upload_file(
    *, user: User, workspace: Workspace, file: Announced, body: BinaryIO, at: datetime
) -> Upload:
    """Upload a file that is on this machine (a form's, a command's), a part in memory at a time."""
    upload = upload_begin(user=user, workspace=workspace, file=file, at=at)
    place = staging()
    try:
        for number in range(1, upload.part_count + 1):
            part = body.read(upload.size_of_part(number))
            sha256 = hashlib.sha256(part).hexdigest()
            part_address(upload=upload, number=number, sha256=sha256, at=at)
            place.receive(upload, number, body=BytesIO(part), size=len(part), sha256=sha256)
        upload_complete(upload=upload, at=at)
    except BaseException:
        upload_cancel(upload=upload, at=at)
        raise
    return upload


def parts_arrived(upload: Upload) -> list[Arrived]:
    """The parts that are there; none once nothing more is expected."""
    if upload.state not in ARRIVING:
        return []
    try:
        return staging().arrived(upload)
    except Gone:
        return []


def upload_complete(*, upload: Upload, sha256: str = "", at: datetime) -> None:
    """All parts were sent: put them together and let the job look at them. Safe to say twice.

    Raises Conflict that names the parts that are missing.
    """
    if upload.state not in ARRIVING:
        return
    if sha256 and upload.sha256 and sha256 != upload.sha256:
        raise Conflict("It was announced with another checksum.", field="sha256")
    place, hashes = staging(), dict(upload.parts.values_list("number", "sha256"))
    try:
        parts = [
            part
            for part in place.arrived(upload)
            if part.number in hashes and part.size == upload.size_of_part(part.number)
        ]
        missing = sorted(set(range(1, upload.part_count + 1)) - {part.number for part in parts})
        if missing:
            raise Conflict(f"Parts that have not arrived: {_named(missing)}.", field="parts")
        place.finish(upload, parts, hashes)
    except Gone:
        # Put together before, or by another request at this moment; the job finds out if it was not.
        pass
    with transaction.atomic():
        more = {"sha256": sha256} if sha256 else {}
        if _touch(upload, at, state=UploadState.CHECKING, completed_at=at, **more):
            upload_commit_job.enqueue(upload.pk)


def upload_cancel(*, upload: Upload, at: datetime) -> None:
    """Take an upload back before it is a track, or its end from the list. What is a track already stays one."""
    with transaction.atomic():
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.state not in (*ARRIVING, *OVER):
            raise Conflict("It is being looked at: wait until that is done.")
        if held.state in OVER and not held.staged:
            uploads_delete(Upload.objects.filter(pk=held.pk))
            return
        if held.state in ARRIVING:
            held.state, held.reason = UploadState.REFUSED, "It was cancelled."
            held.save(update_fields=["state", "reason", "updated_at"])
    # The row goes last: whatever ends this process, the sweeper finds what is left.
    staging().discard(upload)
    uploads_delete(Upload.objects.filter(pk=upload.pk))


def uploads_forget(*, user: User) -> int:
    """Take what is over from a person's list; gives how many. A cover stays while music of its folder is on its way."""
    coming = Upload.objects.filter(workspace=OuterRef("workspace"), batch=OuterRef("batch"))
    rows = Upload.objects.filter(by=user, state__in=OVER, staged=False)
    waited_for = Exists(coming.exclude(state__in=OVER))
    return uploads_delete(rows.exclude(waited_for, picture__isnull=False))


def _touch(upload: Upload, at: datetime, **values: object) -> bool:
    """Note that the client goes on; False where the upload takes nothing more."""
    mine = Upload.objects.filter(pk=upload.pk).arriving()
    return bool(mine.update(touched_at=at, updated_at=at, **values))


def _named(numbers: list[int]) -> str:
    shown = ", ".join(str(number) for number in numbers[:20])
    return shown if len(numbers) <= 20 else f"{shown} and {len(numbers) - 20} more"
