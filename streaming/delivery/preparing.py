"""Renditions made before anybody asks for them: of what was uploaded, when nothing else is to be done.

They are what players are offered at 128 kbit/s: Opus, and MP3 for browsers without WebM. They are kept in the cache as
all others are, the longest unused going first (`streaming.delivery.sweep`), and only made while there is room: what
nobody has asked for drives nothing out that somebody uses.
"""

from datetime import datetime

from django.conf import settings
from django.db.models import Sum
from django.utils.timezone import now

from common.errors import Invalid, NotFound
from common.jobs import job
from common.jobs.task import HEAVY
from streaming.delivery.facts import Facts, facts_of
from streaming.delivery.places import readable_path
from streaming.delivery.renditions import Wanted, rendition_known, rendition_open
from streaming.models import MediaFile, Rendition

RATE = 128
"""kbit/s. What is small enough as it is, is offered untouched first, and encoded at other rates when somebody asks."""


@job(queue=HEAVY, unique=True, priority=-40, retries=5)
def renditions_prepare_job(file_id: int) -> int:
    """Make the renditions of a file that playing it needs. Safe to run twice: the second finds them."""
    return renditions_prepare(file_id=file_id, at=now())


def renditions_prepare(*, file_id: int, at: datetime) -> int:
    """Make what players are offered of a file and what takes encoding; how many are there afterwards.

    Raises TooMany while all encoders are busy with what somebody waits for.
    """
    file = MediaFile.objects.select_related("library", "track").filter(pk=file_id).first()
    if file is None:
        return 0
    try:
        path = readable_path(file)
    except NotFound:
        return 0
    facts = facts_of(file, path)
    if facts is None:
        return 0
    there = 0
    for form in facts.choices(str(RATE)):
        wanted = Wanted(file, path, facts, form)
        if form.bitrate != RATE or not (rendition_known(wanted) or _fits(facts)):
            continue
        try:
            rendition_open(wanted, at=at, whole=True).close()
        except Invalid:  # it can't be decoded to its end: whoever plays it is told so
            continue
        there += 1
    return there


def _fits(facts: Facts) -> bool:
    """Whether the cache has room for one more rendition."""
    expected = facts.info["duration_ms"] * RATE // 8
    used: int = Rendition.objects.aggregate(bytes=Sum("bytes"))["bytes"] or 0
    return bool(used + expected <= settings.RENDITION_CACHE_BYTES)
