"""What nobody goes on with: finished, taken up again, or thrown away, so that nothing waits for ever."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils.timezone import now

from common.errors import Conflict
from common.jobs import job
from common.jobs.task import HEAVY
from streaming.models import Upload
from streaming.models.upload import ARRIVING, OVER
from streaming.removal import deleted_sweep
from streaming.uploads.commit import scratch_folder, upload_clear, upload_refuse
from streaming.uploads.covers import uploads_delete
from streaming.uploads.jobs import upload_commit_job
from streaming.uploads.limits import ABANDONED, FORGOTTEN, GIVEN_UP, STUCK, TOLD
from streaming.uploads.replacing import replaced_sweep
from streaming.uploads.services import upload_complete
from streaming.uploads.storage import staging

logger = logging.getLogger(__name__)

STRAY = timedelta(days=1)
SOME = 500
"""Uploads of a kind in one run; the next run comes in minutes."""


@job(queue=HEAVY, unique=True, retries=0)
def uploads_sweep_job() -> None:
    uploads_sweep(at=now())


def uploads_sweep(*, at: datetime) -> None:
    """Bring every upload that is left alone to an end, and clear what no upload needs."""
    # By chance: what cannot be ended yet would stand before all others in each run, were they taken by age.
    uploads = Upload.objects.order_by("?")
    for upload in uploads.arriving().asked_for().silent_since(at - ABANDONED)[:SOME]:
        with _going_on(upload):
            upload_complete(upload=upload, at=at)
    for upload in uploads.arriving().silent_since(at - FORGOTTEN)[:SOME]:
        upload_refuse(
            upload=upload, reason=f"It was not finished within {FORGOTTEN.days} days.", advice="Upload it again.",
            states=ARRIVING, at=at,
        )  # fmt: skip
    for upload in uploads.at_work().filter(completed_at__lt=at - GIVEN_UP)[:SOME]:
        upload_refuse(
            upload=upload, reason="The site could not process it, though it tried for a day.",
            advice="Upload it again; if that ends the same way, tell an administrator.", at=at,
        )  # fmt: skip
    for upload in uploads.at_work().silent_since(at - STUCK)[:SOME]:
        upload_commit_job.enqueue(upload.pk)
    for upload in uploads.filter(state__in=OVER, staged=True)[:SOME]:
        with _going_on(upload):
            upload_clear(upload=upload)
    uploads_delete(Upload.objects.filter(state__in=OVER, staged=False).silent_since(at - TOLD))
    replaced_sweep(at=at)
    deleted_sweep(at=at)
    staging().clear_strays(_is_alive, before=at - STRAY)
    _clear_scratch()


@contextmanager
def _going_on(upload: Upload) -> Iterator[None]:
    """What fails with one upload does not keep the others waiting."""
    try:
        yield
    except Conflict:
        pass  # parts are missing: its client may come back for them
    except Exception:
        logger.exception("The upload %s could not be swept", upload.public_id)


def _is_alive(storage_key: str) -> bool:
    return Upload.objects.filter(storage_key=storage_key, staged=True).exists()


def _clear_scratch() -> None:
    """What workers of this machine left behind when they were killed."""
    folder = scratch_folder()
    if not folder.is_dir():
        return
    for left in folder.iterdir():
        if not Upload.objects.at_work().filter(public_id=left.name).exists():
            shutil.rmtree(left, ignore_errors=True)
