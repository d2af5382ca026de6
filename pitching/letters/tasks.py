"""Jobs that write letters."""

from django.utils.timezone import now

from common.jobs import job
from pitching.letters.posting import letters_post, letters_sweep, pitch_finish
from pitching.models import Pitch

SLICE = 15.0
"""Seconds of one run: ten thousand letters must not hold up a letter that somebody waits for."""


@job(unique=True, retries=12)
def pitch_letters_post(pitch_id: int) -> None:
    """Send a pitch's letters, a slice at a time. While the mail server is away it is tried again with back-off."""
    pitch = (
        Pitch.objects.alive()
        .select_related("workspace", "created_by__profile")
        .filter(pk=pitch_id)
        .first()
    )
    if pitch is None:
        return
    if letters_post(pitch, seconds=SLICE):
        pitch_letters_post.enqueue(pitch_id)
    else:
        pitch_finish(pitch)


@job(unique=True)
def pitch_letters_sweep() -> int:
    """Go on with letters that nobody goes on with: after a worker's death, or a long outage of the mail server."""
    pitches = letters_sweep(at=now())
    for pk in pitches:
        pitch_letters_post.enqueue(pk)
    return len(pitches)
