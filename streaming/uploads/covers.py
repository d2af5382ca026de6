"""Pictures beside uploaded music: the cover of the album that lies in their folder, as the import has it.

Which comes first does not matter: a picture is given to the albums that are there, and whatever comes into its folder
later finds it by its upload's row. Once that row is gone, the albums that show it keep it.
"""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models import QuerySet

from catalog.models import Library
from catalog.services import albums_cover_take
from pictures.models import Artwork
from pictures.processing import artwork_make
from pictures.services import artwork_store, artworks_discard
from pictures.sniffing import PictureRefused
from streaming.importing.grouping import LARGEST
from streaming.importing.walk import cover_rank
from streaming.models import Upload, UploadState
from streaming.paths import disk_path
from streaming.uploads.folders import album_folder, files_below
from streaming.uploads.refusal import Refusal


def picture_keep(*, upload: Upload, path: Path) -> None:
    """Decode a picture that has arrived, in a process that can be killed, and keep it. Raises Refusal."""
    try:
        artwork = artwork_store(data=path.read_bytes())
        # Written down at once: what is refused, or left by a killed worker, is found by its upload.
        Upload.objects.filter(pk=upload.pk).update(picture=artwork)
        artwork_make(artwork=artwork)
    except PictureRefused as error:
        raise Refusal(str(error), "Save it again as JPEG or PNG, and upload it again.") from error
    upload.picture = artwork


def cover_give(*, upload: Upload, library: Library, at: datetime) -> str:
    """Give a picture to the albums in its folder, unless another one is better by its name; what to tell about it.

    In the caller's transaction. Covers that people chose stay. Raises Refusal for a folder that is no album.
    """
    folder = album_folder(upload.target)
    files = files_below(library, folder).values_list("path", "track__album_id")
    albums = [album for path, album in files if album_folder(disk_path(path)) == folder]
    if len(albums) > LARGEST:
        raise Refusal("Its folder holds too many files for one album.", "Make a folder an album.")
    best = min([upload, *_ready(library, folder)], key=_rank)
    if best != upload:
        return f"“{best.path.rpartition('/')[2]}” beside it is the cover."
    assert upload.picture is not None
    kept = albums_cover_take(albums=set(albums), cover=upload.picture, at=at)
    if kept:
        return f"“{kept[0].title}” keeps the cover that somebody chose."
    return ""


def cover_of(library: Library, folder: str) -> Artwork | None:
    """The picture that was uploaded for what lies in a folder."""
    best = min(_ready(library, folder), key=_rank, default=None)
    return best.picture if best else None


def _ready(library: Library, folder: str) -> list[Upload]:
    """Uploads of pictures into a folder that are ready, the latest first."""
    rows = Upload.objects.filter(
        workspace_id=library.workspace_id, state=UploadState.READY, picture__isnull=False
    ).select_related("picture")
    near = rows.filter(target__startswith=f"{folder}/").order_by("-pk")
    return [row for row in near if album_folder(row.target) == folder]


def _rank(upload: Upload) -> tuple[int, int, str]:
    return cover_rank(upload.target)


@transaction.atomic
def pictures_let_go(uploads: "QuerySet[Upload]") -> None:
    """Let uploads hold their pictures no more: what no album shows goes."""
    held = list(uploads.filter(picture__isnull=False).values_list("pk", "picture_id"))
    Upload.objects.filter(pk__in=[pk for pk, _ in held]).update(picture=None)
    artworks_discard(picture for _, picture in held)


@transaction.atomic
def uploads_delete(uploads: "QuerySet[Upload]") -> int:
    """Delete rows of uploads; gives how many."""
    pks = list(uploads.values_list("pk", flat=True))
    pictures_let_go(Upload.objects.filter(pk__in=pks))
    return Upload.objects.filter(pk__in=pks).delete()[1].get(Upload._meta.label, 0)
