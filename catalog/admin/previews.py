"""What a row of a list shows of its thing: the picture, a button to hear it, the way to its page on the site."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from catalog.api.covers import Cover


def picture(cover: Cover) -> SafeString:
    """40 CSS pixels square."""
    return format_html(
        '<img class="row-art" src="{}" srcset="{}" sizes="40px" width="40" height="40" loading="lazy" alt="">',
        cover["src"],
        cover["srcset"],
    )


def sound(track: Any) -> SafeString:
    """Plays in place (static/js/admin-preview.js); without JavaScript a link to the sound."""
    return format_html(
        '<a class="row-sound" data-preview href="/api/v1/tracks/{}/stream/" aria-label="{}">▶</a>',
        track.public_id,
        _("Listen to %(title)s") % {"title": track.title},
    )


def on_site(row: Any) -> SafeString:
    return format_html(
        '<a class="row-site" href="{}" aria-label="{}">↗</a>',
        row.get_absolute_url(),
        _("%(name)s on the site") % {"name": row},
    )
