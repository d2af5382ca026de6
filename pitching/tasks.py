"""Jobs of this room."""

from django.utils.timezone import now

from common.jobs import job
from common.jobs.task import HEAVY
from pitching.letters.days import days_sweep
from pitching.models import Pitch
from pitching.services.documents import documents_make, pitches_sweep
from pitching.services.erasing import contacts_sweep
from pitching.services.send import pitches_send_due


@job(unique=True, retries=0)
def pitches_due() -> int:
    """Send the pitches that were scheduled for now."""
    return pitches_send_due(at=now())


@job(queue=HEAVY, priority=20, unique=True)
def documents_make_job() -> None:
    """Encode the pictures of press kits anew."""
    documents_make()


@job(unique=True, retries=0)
def pitches_sweep_job() -> int:
    """Throw away what was deleted long ago."""
    at = now()
    days_sweep(at=at)
    return pitches_sweep(at=at) + contacts_sweep(at=at)


def documents_wanted(pitch: Pitch) -> None:
    documents_make_job.enqueue()
