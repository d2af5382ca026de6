"""Jobs that tell senders what happened."""

from django.utils.timezone import now

from common.jobs import job
from pitching.activity.notices import digest_letter, digests_due, notice_letter


@job(unique=True)
def pitch_notice_letter(link_id: int) -> bool:
    """Write about the first play or download through a link."""
    return notice_letter(link_id=link_id, at=now())


@job(unique=True)
def pitch_digests() -> int:
    """Write to whom a day has passed for."""
    return sum(digest_letter(user_id=pk, at=now()) for pk in digests_due(at=now()))
