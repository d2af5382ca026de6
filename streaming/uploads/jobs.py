"""The job that takes an upload in. (That of the sweeper stands with it.)"""

from common.jobs import job
from common.jobs.task import HEAVY
from streaming.uploads.commit import upload_commit


@job(queue=HEAVY, unique=True, priority=20, retries=60)
def upload_commit_job(upload_id: int) -> str:
    """Take an upload in. Somebody waits for it, and many attempts are no harm: each begins anew."""
    return upload_commit(upload_id=upload_id)
