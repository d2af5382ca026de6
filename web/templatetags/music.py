"""How music is written on a page: times, names, covers, icons."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from catalog.models import Credit
from web.credits import Named, fitting, names_in_line

register = template.Library()


@register.filter
def clock(milliseconds: int | None) -> str:
    """3:07, or 1:02:33 from an hour on; nothing when the length is not known."""
    if not milliseconds:
        return ""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


@register.filter
def spoken_length(milliseconds: int | None) -> str:
    """48 min, or 2 h 5 min: how long to sit down for."""
    minutes = max(1, round((milliseconds or 0) / 60_000))
    hours, left = divmod(minutes, 60)
    if not hours:
        return gettext("%(minutes)s min") % {"minutes": minutes}
    return gettext("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": left}


@register.filter
def track_count(count: int) -> str:
    return ngettext("%(count)s track", "%(count)s tracks", count) % {"count": count}


MOST_AT_ONCE = 10
"""Artists at the head of a page; of more, all but eight are behind a word."""


@register.simple_tag
def artists(credits: Iterable[Credit]) -> SafeString:
    """Main and featured artists, each a link of its own, joined as they are credited. Flow content, not phrasing."""
    line = names_in_line(credits)
    shown = len(line) if len(line) <= MOST_AT_ONCE else MOST_AT_ONCE - 2
    if shown == len(line):
        return _linked(line)
    count = len(line) - shown
    words = ngettext("and %(count)s more", "and %(count)s more", count) % {"count": count}
    return _linked(line[:shown]) + format_html(
        ' <details class="names-rest"><summary>{}</summary>{}</details>',
        words,
        _linked(line[shown:]),
    )


def _linked(line: Iterable[Named]) -> SafeString:
    return format_html_join(
        "",
        '{}<a href="{}">{}</a>',
        ((named.before, named.artist.get_absolute_url(), named.name) for named in line),
    )


@register.simple_tag
def artist_names(credits: Iterable[Credit], narrow: int = 26, wide: int = 60) -> SafeString:
    """The artist line where there is room for one line: as many names as fit, and how many more there are.

    `narrow` and `wide` are letters. The server doesn't know how wide the place is: it writes what fits the wide one,
    marks what the narrow one leaves out, and the stylesheet chooses (see static/css/names.css).
    """
    line = names_in_line(credits)
    many, few = fitting(line, wide), fitting(line, narrow)
    names = format_html_join(
        "",
        '<span class="names__one{}"><span class="names__join">{}</span><a href="{}">{}</a></span>',
        (
            (
                " names__one--wide" if place >= few else "",
                named.before,
                named.artist.get_absolute_url(),
                named.name,
            )
            for place, named in enumerate(line[:many])
        ),
    )
    more = SafeString("")
    for shown, kind in ((few, "narrow"), (many, "wide")):
        if shown < len(line):
            rest = ", ".join(named.name for named in line[shown:])
            count = len(line) - shown
            more += format_html(
                '<span class="names__more names__more--{}" title="{}">+{}'
                '<span class="visually-hidden"> {}</span></span>',
                kind, rest, count, ngettext("more artist", "more artists", count),
            )  # fmt: skip
    return format_html('<span class="names">{}{}</span>', names, more)


@lru_cache
def _sprite() -> str:
    return static("icons/sprite.svg")


@register.simple_tag
def icon(name: str, kind: str = "") -> SafeString:
    """An icon of our own sprite, silent for screen readers: the words are beside it or in the label."""
    return format_html(
        '<svg class="glyph{}" width="20" height="20" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" glyph--{kind}" if kind else "",
        _sprite(),
        name,
    )


@register.filter
def is_long(title: str) -> bool:
    """A title that would fill the screen at the largest size."""
    return len(title) > 28 or max(map(len, title.split()), default=0) > 14


@register.filter
def kbps(bits_per_second: int) -> str:
    return f"{round(bits_per_second / 1000)} kbit/s"


@register.filter
def khz(hertz: int) -> str:
    return f"{hertz / 1000:g} kHz"


@register.filter
def percent(part: float | None) -> str:
    """37 %, of a part from 0 to 1; a dash where there is nothing that it could be a part of."""
    return "–" if part is None else gettext("%(percent)s %%") % {"percent": round(100 * part)}
