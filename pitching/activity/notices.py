"""Telling senders of first plays and downloads, and of what is written: on the site at once, by letter soon, and the
rest in a digest.

A letter waits for a few minutes after the first play, so that its words can say what was heard and how often. Whoever
sends to thousands gets the first of a day at once and all others in one letter.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, QuerySet, When
from django.urls import reverse

from accounts.language import language_of_letters
from accounts.models import User
from accounts.viewer import Viewer, viewer_of
from mail.services import letter_send, letters_are_sent
from pitching.activity.words import played, sentence, who_of
from pitching.models import (
    Pitch,
    PitchActivity,
    PitchLink,
    PitchNews,
    PitchNotice,
)

SETTLED = timedelta(minutes=3)
"""How long after the first play its letter goes."""
AT_ONCE_A_DAY = 10
"""Letters at once that somebody gets in a day."""
DAY = timedelta(days=1)
QUIET = timedelta(hours=1)
"""How long after a letter about what was written through a link no other goes: the site tells all of it."""
SAID, LISTED = 5, 30
"""Sentences about one recipient in a letter, and recipients in a digest."""

Kind = PitchActivity.Kind
Letters = PitchNews.Letters


def notice_of_first(*, link: PitchLink, kind: str, at: datetime) -> bool:
    """Keep that this was done for the first time, for whoever made the pitch; whether anybody is to be told."""
    user_id = link.pitch.created_by_id
    if user_id is None:
        return False
    row = PitchNotice(user_id=user_id, link=link, pitch_id=link.pitch_id, kind=kind, at=at)
    PitchNotice.objects.bulk_create([row], ignore_conflicts=True)
    return letters_are_sent()


def notice_of_words(*, link: PitchLink, kind: str, at: datetime) -> bool:
    """Keep that something was written, each time; whether anybody is to be told by letter."""
    mine = PitchNotice.objects.filter(link=link, kind=kind)
    lettered = Case(When(lettered_at__gt=at - QUIET, then=F("lettered_at")), default=None)
    if mine.update(at=at, read_at=None, lettered_at=lettered):
        return letters_are_sent()
    return notice_of_first(link=link, kind=kind, at=at)


def notices_of(user: User, viewer: Viewer) -> "QuerySet[PitchNotice]":
    """A person's notices, of pitches that they still see, with what their words need; keyset order `-at`, `-id`."""
    rows = PitchNotice.objects.filter(
        user=user, pitch__workspace_id__in=viewer.workspace_ids, pitch__deleted_at=None
    )
    return rows.select_related("link__contact__company", "pitch")


def notices_unread(viewer: Viewer) -> "QuerySet[PitchNotice]":
    """A person's news that they have not read, as part of one query: their workspaces are asked for in it."""
    me = viewer.user_id or 0
    return PitchNotice.objects.filter(
        user_id=me,
        read_at=None,
        pitch__workspace__memberships__user_id=me,
        pitch__deleted_at=None,
    )


@dataclass(frozen=True, slots=True)
class Told:
    """A notice in words."""

    notice: PitchNotice
    who: str
    deeds: list[str]

    @property
    def words(self) -> str:
        return f"{self.who} {', '.join(self.deeds)}"


def told(notices: Iterable[PitchNotice]) -> list[Told]:
    """What the links of notices were used for, the newest first, in words: one query."""
    rows = list(notices)
    of_link: dict[int, list[PitchActivity]] = {}
    events = PitchActivity.objects.filter(
        link__in=[row.link_id for row in rows], kind__in=PitchNotice.Kind.values
    ).select_related("track", "link__contact")
    # Not all events of a general link: what was done in the hour around the first time is what the notice is of.
    for event in events.order_by("-at", "-pk")[: 40 * max(1, len(rows))]:
        of_link.setdefault(event.link_id, []).append(event)
    return [
        Told(row, who_of(row.link), deeds(of_link.get(row.link_id, []), row.kind)) for row in rows
    ]


def deeds(events: list[PitchActivity], kind: str) -> list[str]:
    """What was done of a kind, track by track: plays of one track are said together."""
    of_track: dict[int | None, list[PitchActivity]] = {}
    for event in events:
        if event.kind == kind:
            of_track.setdefault(event.track_id, []).append(event)
    said: list[str] = []
    for some in list(of_track.values())[:SAID]:
        track = some[0].track
        if kind == Kind.PLAYED and track is not None:
            heard = [part for event in reversed(some) for part in event.heard]
            said.append(played(heard, track.duration_ms, track.title))
        else:
            said.append(sentence(some[0]).removeprefix(who_of(some[0].link)).strip())
    return said


def notices_read(*, user: User, at: datetime) -> int:
    """Mark all of a person's as read."""
    return PitchNotice.objects.filter(user=user, read_at=None).update(read_at=at)


def news_of(user: User) -> PitchNews:
    return PitchNews.objects.filter(user=user).first() or PitchNews(user=user)


def news_set(*, user: User, letters: str) -> PitchNews:
    """How somebody wants to be told by letter."""
    row, _ = PitchNews.objects.update_or_create(user=user, defaults={"letters": Letters(letters)})
    return row


# --- Letters ------------------------------------------------------------------------------------------


@transaction.atomic
def notice_letter(*, link_id: int, at: datetime) -> bool:
    """Write to whoever made the pitch about the first times through a link; whether a letter went."""
    rows = PitchNotice.objects.select_for_update().filter(link=link_id, lettered_at=None)
    notices = list(rows.select_related("user", "link__contact", "pitch__workspace"))
    if not notices:
        return False
    user = notices[0].user
    if news_of(user).letters != Letters.AT_ONCE or not _may_be_told(user, notices[0].pitch):
        return False
    today = PitchNotice.objects.filter(user=user, lettered_at__gt=at - DAY)
    if today.values("link").distinct().count() >= AT_ONCE_A_DAY:
        return False
    sayings = told(notices)
    link = notices[0].link
    letter_send(
        to=user.email,
        template="pitching/letters/notice",
        language=language_of_letters(user),
        context={
            "who": who_of(link),
            "sentences": [one.words for one in sayings],
            "title": notices[0].pitch.title,
            "link": _address("pitch-activity", notices[0].pitch, f"?link={link.public_id}"),
            "settings": _address("pitch-notices"),
        },
    )
    PitchNotice.objects.filter(pk__in=[one.pk for one in notices]).update(lettered_at=at)
    return True


def digests_due(*, at: datetime) -> list[int]:
    """Keys of people who have something that no letter told for long enough."""
    rows = PitchNotice.objects.filter(lettered_at=None, at__lt=at - SETTLED * 2).order_by()
    people = User.objects.filter(pk__in=rows.values("user"), is_active=True)
    late = people.exclude(pitch_news__digested_at__gt=at - DAY)
    return list(late.exclude(pitch_news__letters=Letters.NEVER).values_list("pk", flat=True))


@transaction.atomic
def digest_letter(*, user_id: int, at: datetime) -> bool:
    """One letter about all that no letter told yet; whether it went. Once a day, however often it is asked."""
    user = User.objects.get(pk=user_id)
    news, _ = PitchNews.objects.select_for_update().get_or_create(user=user)
    if news.letters == Letters.NEVER or (news.digested_at and news.digested_at > at - DAY):
        return False
    rows = notices_of(user, viewer_of(user)).filter(lettered_at=None)
    count = rows.count()
    if count:
        letter_send(
            to=user.email,
            template="pitching/letters/digest",
            language=language_of_letters(user),
            context={
                "sayings": told(rows.order_by("-at", "-pk")[:LISTED]),
                "more": max(0, count - LISTED),
                "link": _address("pitch-notices"),
            },
        )
    PitchNotice.objects.filter(user=user, lettered_at=None, at__lte=at).update(lettered_at=at)
    news.digested_at = at
    news.save(update_fields=["digested_at"])
    return bool(count)


def _may_be_told(user: User, pitch: Pitch) -> bool:
    is_there = user.is_active and pitch.deleted_at is None
    return is_there and pitch.workspace_id in viewer_of(user).workspace_ids


def _address(name: str, pitch: Pitch | None = None, query: str = "") -> str:
    arguments = [pitch.public_id] if pitch else []
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}{query}"
