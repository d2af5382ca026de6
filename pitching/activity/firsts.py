"""What senders wait for: the first time that something is done through a link, and what is written there."""

from datetime import datetime

from pitching.activity.notices import SETTLED, notice_of_first, notice_of_words
from pitching.activity.tasks import pitch_notice_letter
from pitching.models import PitchActivity, PitchLink

FIRSTS: dict[str, str] = {
    PitchActivity.Kind.OPENED: "first_opened_at",
    PitchActivity.Kind.PLAYED: "first_played_at",
    PitchActivity.Kind.DOWNLOADED: "first_downloaded_at",
}

WRITTEN = frozenset({PitchActivity.Kind.COMMENTED, PitchActivity.Kind.LICENCE})


def words_written(*, link: PitchLink, kind: str, at: datetime) -> None:
    """Tell whoever made the pitch of a comment or a request. In the caller's transaction."""
    if kind in WRITTEN and notice_of_words(link=link, kind=kind, at=at):
        pitch_notice_letter.using(run_after=at + SETTLED).enqueue(link.pk)


def first_done(*, link: PitchLink, kind: str, at: datetime) -> bool:
    """Note when this was done for the first time; whether it was now. In the caller's transaction."""
    column = FIRSTS.get(kind)
    if column is None or getattr(link, column) is not None:
        return False
    first = PitchLink.objects.filter(pk=link.pk, **{column: None}).update(**{column: at})
    if column != "first_opened_at":
        # Whoever plays has opened, also where the page could not tell.
        PitchLink.objects.filter(pk=link.pk, first_opened_at=None).update(first_opened_at=at)
    if first and kind != PitchActivity.Kind.OPENED and notice_of_first(link=link, kind=kind, at=at):
        later = pitch_notice_letter.using(run_after=at + SETTLED)
        later.enqueue(link.pk)
    return bool(first)
