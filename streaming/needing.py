"""What of the files needs a person: what could not be taken in, and tracks that sound the same."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q

from catalog.models import Library, Task
from catalog.services.queue import MOST, twin
from streaming.models import MediaFile, ScanRefusal, Upload
from streaming.models.upload import UploadState
from streaming.tasks import folders_reread


def files_needing() -> Iterable[Task]:
    """Refused files and uploads, the newest first, and pairs of tracks with the same sound in one library."""
    for refusal in ScanRefusal.objects.order_by("-pk")[:MOST]:
        yield _refused(f"refused:file:{refusal.pk}", refusal.pk, refusal.path, refusal.reason)
    for upload in Upload.objects.filter(state=UploadState.REFUSED).order_by("-pk")[:MOST]:
        yield _refused(f"refused:upload:{upload.pk}", upload.pk, upload.path, upload.reason)
    here = MediaFile.objects.filter(
        is_current=1, track__deleted_at=None, track__merged_into=None, missing_since=None
    ).exclude(audio_hash="")
    same = (
        here.order_by().values("library_id", "audio_hash").annotate(n=Count("pk")).filter(n__gt=1)
    )
    for group in same.order_by("library_id", "audio_hash")[:MOST]:
        files = here.filter(library_id=group["library_id"], audio_hash=group["audio_hash"])
        tracks = [file.track for file in files.select_related("track").order_by("track_id")[:6]]
        for other in tracks[1:]:
            yield twin("track", tracks[0], other, "The same sound")


def files_curated() -> Q:
    """Tasks about files that managers see: those of the site's own libraries. What others send is their own affair."""
    refusals = ScanRefusal.objects.filter(pk=OuterRef("ref"), library__workspace__is_site=1)
    uploads = Upload.objects.filter(pk=OuterRef("ref"), workspace__is_site=1)
    return Q(Exists(refusals), of="file", key__startswith="refused:file:") | Q(
        Exists(uploads), of="file", key__startswith="refused:upload:"
    )


def albums_reread(albums: list[int]) -> int:
    """Read the folders again that these albums' files lie in; how many. What was uploaded has no folder of its own."""
    files = MediaFile.objects.filter(
        track__album__in=albums, is_current=1, library__kind=Library.Kind.FOLDER
    )
    folders: dict[int, set[str]] = {}
    for library, path in files.order_by().values_list("library_id", "path"):
        folder = path.rpartition("/")[0]
        if folder:  # what lies in the root is the whole library's: that is rescanned by itself
            folders.setdefault(library, set()).add(folder)
    for library, some in folders.items():
        folders_reread.enqueue(library, sorted(some))
    return sum(map(len, folders.values()))


def _refused(key: str, ref: int, path: str, reason: str) -> Task:
    return Task(
        kind=Task.Kind.REFUSED, key=key, rank=40, of="file", ref=ref, name=path[-190:], why=reason[:300]
    )  # fmt: skip
