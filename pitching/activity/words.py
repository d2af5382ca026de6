"""Activity in words: "Anna played 1:12–1:40 of Harbour three times"."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pitching.models import PitchActivity, PitchLink

Kind = PitchActivity.Kind
SHORTEST_MS = 3000
"""A part that is shorter is not said to have been played again: a finger slipped."""
WHOLE = 0.95
"""Of a track, heard: it is said to be all of it."""
GLUE_MS = 1500
"""Parts with less between them are one."""
NAMED = 3

type Spans = list[tuple[int, int]]


def clock(milliseconds: int) -> str:
    """`1:12`, `1:02:03`."""
    minutes, seconds = divmod(milliseconds // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def spans_of(segments: Iterable[Sequence[int]], *, times: int = 1) -> Spans:
    """What was heard at least so many times, in order."""
    edges = sorted(
        edge for start, stop in segments for edge in ((start, 1), (stop, -1)) if stop > start
    )
    spans: Spans = []
    depth, since = 0, 0
    for at, step in edges:
        if depth < times <= depth + step:
            since = at
        elif depth >= times > depth + step and at > since:
            # A part that ends where the next begins goes on.
            if spans and since - spans[-1][1] <= 0:
                since = spans.pop()[0]
            spans.append((since, at))
        depth += step
    return spans


def most_times(segments: Sequence[Sequence[int]]) -> tuple[int, Spans]:
    """(how often the part that was heard most was heard, which it is): (0, []) for nothing."""
    times = 0
    found: Spans = []
    while True:
        more = [
            span for span in spans_of(segments, times=times + 1) if span[1] - span[0] >= SHORTEST_MS
        ]
        if not more:
            return times, found
        times, found = times + 1, more


def glued(spans: Spans) -> Spans:
    """The spans with small gaps between them closed."""
    kept = spans[:1]
    for _before, (start, stop) in pairwise(spans):
        if start - kept[-1][1] <= GLUE_MS:
            kept[-1] = (kept[-1][0], stop)
        else:
            kept.append((start, stop))
    return kept


def part_in_words(segments: Sequence[Sequence[int]], duration_ms: int, title: str) -> str:
    """`1:12–1:40 of Harbour three times`, `all of Harbour`, `0:20 of Harbour`; for a sentence with "played"."""
    heard = spans_of(segments)
    covered = sum(stop - start for start, stop in heard)
    times, most = most_times(segments)
    is_whole = duration_ms > 0 and covered >= WHOLE * duration_ms
    if times > 1:
        again = sum(stop - start for start, stop in most)
        if duration_ms and again >= WHOLE * duration_ms:
            return _("all of {title} {times}").format(title=title, times=_times(times))
        return _("{part} of {title} {times}").format(
            part=_named(most), title=title, times=_times(times)
        )
    if is_whole:
        return _("all of {title}").format(title=title)
    if not covered:
        return title
    return _("{part} of {title}").format(part=_named(glued(heard)), title=title)


def _named(spans: Spans) -> str:
    if len(spans) > NAMED:
        return clock(sum(stop - start for start, stop in spans))
    return ", ".join(f"{clock(start)}–{clock(stop)}" for start, stop in spans)


def _times(times: int) -> str:
    words = {2: _("twice"), 3: _("three times"), 4: _("four times"), 5: _("five times")}
    return words.get(times) or ngettext("{n} time", "{n} times", times).format(n=times)


def who_of(link: PitchLink) -> str:
    """Whose link it is, in words."""
    return str(link.contact or link.name or _("Somebody"))


def sentence(event: PitchActivity) -> str:
    """An event, with whose it is: `Anna downloaded Harbour`."""
    return _("{who} {what}").format(who=who_of(event.link), what=deed(event))


def deed(event: PitchActivity) -> str:
    """What was done: `downloaded Harbour`."""
    title = event.track.title if event.track else ""
    if event.kind == Kind.PLAYED:
        return played(event.heard, event.track.duration_ms if event.track else 0, title)
    if not title:
        return {
            Kind.OPENED: _("opened it"),
            Kind.DOWNLOADED: _("downloaded it"),
            Kind.FAVOURITED: _("marked a track that is gone"),
            Kind.UNFAVOURITED: _("unmarked a track that is gone"),
            Kind.COMMENTED: _("commented on a track that is gone"),
            Kind.LICENCE: _("asked for a licence"),
            Kind.FORWARDED: _("passed it on"),
        }[Kind(event.kind)]
    words = {
        Kind.OPENED: _("opened {title}"),
        Kind.DOWNLOADED: _("downloaded {title}"),
        Kind.FAVOURITED: _("marked {title} as a favourite"),
        Kind.UNFAVOURITED: _("took the mark from {title}"),
        Kind.COMMENTED: _("commented on {title}"),
        Kind.LICENCE: _("asked for a licence of {title}"),
        Kind.FORWARDED: _("passed on {title}"),
    }[Kind(event.kind)]
    return words.format(title=title)


def played(heard: Sequence[Sequence[int]], duration_ms: int, title: str) -> str:
    if not title:
        return _("played a track that is gone")
    if not heard:
        return _("began {title}").format(title=title)
    return _("played {part}").format(part=part_in_words(heard, duration_ms, title))
