"""A listener's daily mixes: all of today's, one of them with its tracks, and a playlist made of one."""

from datetime import date, timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.viewer import user_for, viewer_for
from editorial.mixes import day_of, mix_at, mixes_of
from playlists.models.playlist import TITLE_LENGTH
from playlists.services import playlist_create_of
from web import reads
from web.caching import own_page
from web.mixes import mix_cards, mixes_shown, title_of
from web.views.playlist_edit import back_to


@require_safe
@login_required
@own_page
def mixes(request: HttpRequest) -> HttpResponse:
    cards = mix_cards(mixes_shown(viewer_for(request)))
    return render(request, "editorial/mixes.html", {"room": "mixes", "cards": cards})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@own_page
def mix(request: HttpRequest, public_id: str) -> HttpResponse:
    """The mix around this artist or genre; where there is none any more, today's. A form keeps it as a playlist."""
    if request.method == "POST":
        return _kept(request, public_id)
    viewer = viewer_for(request)
    shown = mixes_shown(viewer)
    chosen = mix_at([one.mix for one in shown], public_id, viewer)
    if chosen is None:
        return redirect("mixes")
    if chosen.thing.public_id != public_id:
        return redirect("mix", chosen.thing.public_id)
    found = next(one for one in shown if one.mix is chosen)
    keys = [track.key for track in found.mix.tracks]
    rows = reads.track_rows(viewer).in_bulk(keys)
    return render(
        request,
        "editorial/mix.html",
        {
            "room": "mixes",
            "mix": found,
            "day": day_of(),
            "tracks": [rows[key] for key in keys if key in rows],
            "new": len(keys) - found.mix.known,
        },
    )


def _kept(request: HttpRequest, public_id: str) -> HttpResponse:
    """A private playlist of the listener's, of the mix of the day that their page shows."""
    viewer, day = viewer_for(request), _day(request)
    mix = mix_at(mixes_of(viewer, day=day), public_id, viewer)
    if mix is None:
        messages.info(request, _("This mix is another one by now."))
        return redirect("mixes")
    title = _("%(title)s, %(day)s") % {
        "title": title_of(mix),
        "day": date_format(day, "j F Y"),
    }
    made = playlist_create_of(
        viewer=viewer,
        user=user_for(request),
        title=title[:TITLE_LENGTH],
        description=_("Made from a daily mix."),
        things=[("track", track.public_id) for track in mix.tracks],
    )
    return back_to(made.playlist.get_absolute_url())


def _day(request: HttpRequest) -> date:
    """The day that the form names: today, or yesterday where the page was open at midnight."""
    today = day_of()
    yesterday = today - timedelta(days=1)
    return yesterday if request.POST.get("day") == yesterday.isoformat() else today
