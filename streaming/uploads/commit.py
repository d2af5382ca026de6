"""From all bytes being there to a track, or to a refusal in words. Run by a job; safe to run twice, or to be killed.

What arrived stays where it is until the rows of its track are committed; all that is made before (a copy to look at,
the file in media storage) has a place that follows from the upload's row, so that the next try finds it and the sweeper
can throw it away.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import now

from catalog.models import Library, Track
from common.errors import Conflict
from common.storage import storage_delete, storage_put
from insights.services import event_record
from pictures.services import artworks_discard
from streaming.delivery.preparing import renditions_prepare_job
from streaming.importing.covers import covers_store
from streaming.models import MediaFile, Upload, UploadState
from streaming.models.upload import AT_WORK, OVER
from streaming.paths import path_hash
from streaming.uploads.checks import Checked, read_checked
from streaming.uploads.covers import cover_give, picture_keep, pictures_let_go
from streaming.uploads.library import library_lock, uploads_library
from streaming.uploads.names import place_in_library
from streaming.uploads.refusal import Refusal
from streaming.uploads.replacing import file_replace
from streaming.uploads.storage import Staging, staging
from streaming.uploads.storage.base import Gone
from streaming.uploads.taking import file_take, media_key

AGAIN = "Upload it again."


def upload_commit(*, upload_id: int) -> str:
    """Check an upload and take it in; its state afterwards. Empty where there is nothing to do."""
    mine = Upload.objects.filter(pk=upload_id).at_work()
    if not mine.update(tries=F("tries") + 1, touched_at=now()):
        return ""
    upload = Upload.objects.select_related("workspace", "by", "replaces").get(pk=upload_id)
    place = staging()
    try:
        with _scratch(upload) as folder:
            _commit(upload, place, folder)
    except Refusal as refusal:
        upload_refuse(upload=upload, reason=refusal.reason, advice=refusal.advice)
    upload_clear(upload=upload)
    return upload.state


def upload_refuse(
    *,
    upload: Upload,
    reason: str,
    advice: str,
    states: Iterable[str] = AT_WORK,
    at: datetime | None = None,
) -> None:
    """End an upload that is in one of these states without a track. What arrived of it goes with `upload_clear`."""
    values = {"state": UploadState.REFUSED, "reason": reason[:300], "advice": advice[:300]}
    Upload.objects.filter(pk=upload.pk, state__in=states).update(
        **values, duplicate_of=upload.duplicate_of, touched_at=at or now()
    )


def upload_clear(*, upload: Upload) -> None:
    """Throw away what an upload that is over has left: its parts, and bytes in media storage that no file is of."""
    upload.refresh_from_db()
    if upload.state not in OVER or not upload.staged:
        return
    if upload.target_hash and upload.state == UploadState.REFUSED:
        library = uploads_library(upload.workspace)
        held = MediaFile.objects.filter(library=library, path_hash=upload.target_hash)
        if not held.exists():
            storage_delete([media_key(library, upload.target)])
    if upload.state == UploadState.REFUSED:
        pictures_let_go(Upload.objects.filter(pk=upload.pk))
    staging().discard(upload)
    shutil.rmtree(scratch_folder() / upload.public_id, ignore_errors=True)
    Upload.objects.filter(pk=upload.pk).update(staged=False, target_hash=None)


def scratch_folder() -> Path:
    """Where uploads are looked at, on this machine: nothing in it is needed after a restart."""
    return Path(settings.DATA_DIR) / "scratch" / "uploads"


@contextmanager
def _scratch(upload: Upload) -> Iterator[Path]:
    folder = scratch_folder() / upload.public_id
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _commit(upload: Upload, place: Staging, folder: Path) -> None:
    library = uploads_library(upload.workspace)
    target = _target(upload, library)
    copy = folder / target
    copy.parent.mkdir(parents=True, exist_ok=True)
    sha256 = _fetch(upload, place, copy)
    _progress(upload, 40)
    if upload.is_picture:
        picture_keep(upload=upload, path=copy)

        def give(at: datetime) -> tuple[None, str]:
            return None, cover_give(upload=upload, library=library, at=at)

        _make_ready(upload, library, sha256, give)
        return
    _check_duplicate(upload, sha256)
    checked = read_checked(folder, target)
    _progress(upload, 80, UploadState.PROCESSING)
    key = media_key(library, target)
    if not place.move(upload, key):
        _put(copy, key)
    pictures = checked.read.pictures if upload.replaces is None else {}
    # Before the locks: bringing a picture to storage may take seconds, and all who write would wait for it.
    covers = covers_store(pictures, pictures)

    def take(at: datetime) -> tuple[MediaFile, str]:
        file = _taken(upload, library, target, checked, sha256, at)
        renditions_prepare_job.enqueue(file.pk)
        return file, checked.note

    _make_ready(upload, library, sha256, take)
    artworks_discard(covers.values())  # where the album has another cover


def _make_ready(
    upload: Upload,
    library: Library,
    sha256: str,
    take: Callable[[datetime], tuple[MediaFile | None, str]],
) -> None:
    """Write what was checked, by `take` (it gives the file's row, and a note), and that the upload is ready."""
    with transaction.atomic():
        library_lock(library)
        held = Upload.objects.select_for_update().get(pk=upload.pk)
        if held.state not in AT_WORK:
            return
        at = now()
        held.file, note = take(at)
        held.state, held.sha256, held.note = UploadState.READY, sha256, note[:300]
        held.progress, held.touched_at = 100, at
        held.save(
            update_fields=[
                "state",
                "file",
                "sha256",
                "note",
                "progress",
                "touched_at",
                "updated_at",
            ]
        )
        if held.file is None:
            return
        event_record(
            name="upload",
            at=at,
            person=upload.by.public_id if upload.by else "",
            data={
                "upload": upload.public_id,
                "track": held.file.track.public_id,
                "workspace": upload.workspace.public_id,
                "bytes": upload.size,
            },
        )


def _taken(
    upload: Upload, library: Library, target: str, checked: Checked, sha256: str, at: datetime
) -> MediaFile:
    """The row of the file: a new track's, or that of the one whose file it replaces."""
    if upload.replaces is None:
        return file_take(library=library, target=target, checked=checked, sha256=sha256, at=at)
    if upload.replaces.library_id != library.pk:
        raise Refusal("Its track is another workspace's by now.", AGAIN)
    try:
        return file_replace(
            track=upload.replaces, target=target, checked=checked, sha256=sha256, at=at
        )
    except Conflict as error:
        raise Refusal(str(error), "Bring the track back first.") from error


def _progress(upload: Upload, percent: int, state: str = UploadState.CHECKING) -> None:
    """Tell how far the work is: that it lives, too."""
    mine = Upload.objects.filter(pk=upload.pk).at_work()
    mine.update(progress=percent, state=state, touched_at=now())


def _target(upload: Upload, library: Library) -> str:
    """The upload's place in the library, chosen once: written down before anything is put there."""
    if upload.is_picture:  # no file of the library: several may have one place
        upload.target = place_in_library(upload.path, 0, upload.public_id)
        Upload.objects.filter(pk=upload.pk).update(target=upload.target)
    if upload.is_picture or upload.target_hash:
        return upload.target
    for attempt in range(20):
        target = place_in_library(upload.path, attempt, upload.public_id)
        key = path_hash(target)
        if MediaFile.objects.filter(library=library, path_hash=key).exists():
            continue
        try:
            with transaction.atomic():
                Upload.objects.filter(pk=upload.pk).update(target=target, target_hash=key)
        except IntegrityError:  # another upload is on its way there
            continue
        upload.target, upload.target_hash = target, key
        return target
    raise Refusal("There are many files of that name already.", "Rename it, and upload it again.")


def _fetch(upload: Upload, place: Staging, to: Path) -> str:
    """Copy the whole to `to`, and compare it with what was announced; its SHA-256. Raises Refusal."""
    told = dict(upload.parts.values_list("number", "sha256"))
    whole, part, number, in_part, size = hashlib.sha256(), hashlib.sha256(), 1, 0, 0
    wrong = Refusal("What has arrived is not what was sent.", AGAIN)
    try:
        with to.open("xb", buffering=0) as file:
            for piece in place.read(upload):
                file.write(piece)
                whole.update(piece)
                size += len(piece)
                rest = memoryview(piece)
                while rest:
                    some = rest[: upload.part_size - in_part]
                    part.update(some)
                    in_part, rest = in_part + len(some), rest[len(some) :]
                    if in_part == upload.part_size or size == upload.size and not rest:
                        if told.get(number) != part.hexdigest():
                            raise wrong
                        part, number, in_part = hashlib.sha256(), number + 1, 0
    except Gone as error:
        raise Refusal("Not all of it has arrived.", AGAIN) from error
    if size != upload.size or (upload.sha256 and upload.sha256 != whole.hexdigest()):
        raise wrong
    return whole.hexdigest()


def _check_duplicate(upload: Upload, sha256: str) -> None:
    """Raises Refusal where the very same bytes are in a library of the workspace."""
    same = MediaFile.objects.filter(
        library__workspace=upload.workspace, sha256=sha256, size=upload.size
    ).select_related("track")
    down = next((file.track for file in same if file.track.taken_down_id), None)
    if down is not None:
        upload.duplicate_of = down
        raise Refusal(f"“{down.title}” was taken down."[:300], "It can't be uploaded again.")
    there: list[Track] = [file.track for file in same if file.track.deleted_at is None]
    if there:
        upload.duplicate_of = there[0]
        raise Refusal(
            f"You have it already: “{there[0].title}”."[:300], "Nothing needs to be done."
        )


def _put(copy: Path, key: str) -> None:
    """Bring a file on this machine to media storage: renamed where that is the same disk."""
    media = storages["default"]
    if isinstance(media, FileSystemStorage):
        place = Path(media.path(key))
        place.parent.mkdir(parents=True, exist_ok=True)
        try:
            copy.replace(place)
        except OSError:  # another file system
            pass
        else:
            place.chmod(0o644)
            return
    with copy.open("rb") as file:
        storage_put(key, file)
