"""What recipients did with a pitch: one page, renewed as it happens; a table of it all; and letters to write again."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.viewer import user_for, viewer_for
from common.errors import DomainError, Invalid, NotFound
from common.paging import keyset_page
from common.spreadsheets import csv_lines
from mail.services import letters_are_sent
from pitching.access import may_change, pitch_for
from pitching.activity.by_track import track_everywhere
from pitching.activity.export import activity_table
from pitching.activity.queries import (
    NEWEST,
    PEOPLE,
    activity_tag,
    devices_of,
    events_of,
    events_seen,
    overview,
    people_active,
    people_silent,
    tracks_shown,
    version_of,
)
from pitching.activity.said import said_in
from pitching.activity.words import deed, who_of
from pitching.api.activity import link_for
from pitching.letters.days import letters_kept_back
from pitching.letters.queue import (
    letters_in_doubt,
    links_to_follow_up,
    pitch_follow_up,
    pitch_letter_again,
    pitch_letter_test,
)
from pitching.models import Pitch, PitchActivity, PitchLink
from web.caching import own_page
from web.views.playlist_edit import back_to

NEWS, PEOPLE_SHOWN, EVENTS = 12, 50, 100
"""Rows of the page: the newest events beside everything else, recipients, and one recipient's events."""


DONE = {
    "test": _("A test letter is on its way to you."),
    "again": _("The letter is on its way again."),
    "follow_up": _("The letters are on their way."),
}


@login_required
@require_safe
@own_page
def pitch_activity(request: HttpRequest, public_id: str) -> HttpResponse:
    """`?link=` shows one recipient, `?who=silent` those who have done nothing yet."""
    pitch = pitch_for(viewer_for(request), public_id)
    try:
        context = (
            _of_one(request, pitch, link_for(pitch, request.GET["link"]))
            if "link" in request.GET
            else _of_all(request, pitch)
        )
    except Invalid as error:  # a cursor that is none of ours
        raise NotFound from error
    return render(request, "pitching/activity.html", _about(request, pitch) | context)


def _about(request: HttpRequest, pitch: Pitch, *, failed: str = "") -> dict[str, Any]:
    return {
        "room": "pitches",
        "pitch": pitch,
        "tag": activity_tag(pitch.public_id, pitch.version, version_of(pitch)),
        "edits": may_change(user_for(request), viewer_for(request), pitch.workspace_id),
        "letters_are_sent": letters_are_sent(),
        "failed": failed,
        "done": DONE.get(request.GET.get("done", ""), ""),
    }


def _of_all(request: HttpRequest, pitch: Pitch) -> dict[str, Any]:
    is_silent = request.GET.get("who") == "silent"
    cursor = request.GET.get("cursor", "")
    context: dict[str, Any] = {"about": overview(pitch), "is_silent": is_silent}
    if is_silent:
        page: Any = keyset_page(
            people_silent(pitch), order=("id",), cursor=cursor, size=PEOPLE_SHOWN
        )
        context["silent"] = page.rows
    else:
        page = keyset_page(people_active(pitch), order=PEOPLE, cursor=cursor, size=PEOPLE_SHOWN)
        context["people"] = [
            {
                "sums": row,
                "link": row.link,
                "name": who_of(row.link),
                "devices": devices_of(row),
                "listened_ms": round(row.seconds * 1000),
            }
            for row in page.rows
        ]
    if page.next:
        of = "who=silent&" if is_silent else ""
        context["next_url"] = f"{request.path}?{of}cursor={page.next}#people"
    newest = events_of(pitch=pitch).order_by(*NEWEST)[:NEWS]
    at = now()
    is_written = letters_are_sent() and pitch.sent_at is not None
    return context | {
        "tracks": tracks_shown(pitch),
        "kept_back": letters_kept_back(pitch, at=at) if is_written else 0,
        "news": _told(list(newest)),
        "to_follow_up": links_to_follow_up(pitch, at=at).count() if pitch.sent_at else 0,
        "in_doubt": letters_in_doubt(pitch),
    }


def _of_one(request: HttpRequest, pitch: Pitch, link: PitchLink) -> dict[str, Any]:
    page = keyset_page(
        events_of(link=link), order=NEWEST, cursor=request.GET.get("cursor", ""), size=EVENTS
    )
    more = f"{request.path}?link={link.public_id}&cursor={page.next}" if page.next else ""
    sums = getattr(link, "sums", None)
    return {
        "link": link,
        "name": who_of(link),
        "sums": sums,
        "devices": devices_of(sums),
        "tracks": tracks_shown(pitch, link=link),
        "events": _told(page.rows),
        "next_url": more,
    }


def _told(events: Sequence[PitchActivity]) -> list[dict[str, Any]]:
    said = said_in(events)
    return [
        {
            "event": event,
            "who": who_of(event.link),
            "deed": deed(event),
            "said": said.get(event.pk),
        }
        for event in events
    ]


@login_required
@require_safe
def pitch_activity_csv(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """All events, a line each."""
    pitch = pitch_for(viewer_for(request), public_id)
    name = f"{slugify(pitch.title) or 'pitch'}-activity.csv"
    return StreamingHttpResponse(
        csv_lines(activity_table(pitch)),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )


@login_required
@require_safe
@own_page
def pitch_track(request: HttpRequest, public_id: str) -> HttpResponse:
    """What was done with one track in all pitches that the viewer sees."""
    viewer = viewer_for(request)
    about = track_everywhere(viewer, public_id)
    try:
        page = keyset_page(
            events_seen(viewer, track_id=public_id),
            order=NEWEST,
            cursor=request.GET.get("cursor", ""),
            size=EVENTS,
        )
    except Invalid as error:
        raise NotFound from error
    context = {
        "room": "pitches",
        "about": about,
        "events": _told(page.rows),
        "next_url": f"{request.path}?cursor={page.next}" if page.next else "",
    }
    return render(request, "pitching/activity_track.html", context)


@login_required
@require_POST
@own_page
def pitch_letters(request: HttpRequest, public_id: str) -> HttpResponse:
    """`test` to oneself, `follow_up` with a `message` to who has not played, `again` for one link."""
    asked: dict[str, Any] = {
        "user": user_for(request), "viewer": viewer_for(request), "public_id": public_id, "at": now(),
    }  # fmt: skip
    where = reverse("pitch-activity", args=[public_id])
    try:
        if "test" in request.POST:
            pitch_letter_test(**asked)
            return back_to(where, done="test")
        if "again" in request.POST:
            pitch_letter_again(**asked, link_id=request.POST["again"])
            return back_to(where, done="again")
        pitch_follow_up(**asked, message=request.POST.get("message", ""))
    except DomainError as error:
        if error.status in {403, 404}:
            raise
        pitch = pitch_for(viewer_for(request), public_id)
        context = _about(request, pitch, failed=str(error)) | _of_all(request, pitch)
        context["message"] = request.POST.get("message", "")
        return render(request, "pitching/activity.html", context, status=422)
    return back_to(where, done="follow_up")
