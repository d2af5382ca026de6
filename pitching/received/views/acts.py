"""What recipients do below `/p/<token>/`: activity told by their browser, favourites, comments, licence requests.

Forms work without JavaScript (303 to the page); a script asks for JSON (`Accept`) and gets 200 or 201.
"""

import json
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from catalog.models import Track
from common.api.limits import Limit
from common.errors import Conflict, Invalid
from common.ids import PUBLIC_ID
from pitching.activity.recording import activity_record
from pitching.activity.said import comments_written
from pitching.models import PitchActivity, PitchComment
from pitching.received.coming import coming, is_client_id, told
from pitching.received.opening import Opened, received
from pitching.received.services import (
    comment_delete,
    comment_make,
    favourite_set,
    licence_request_make,
)
from pitching.received.tracks import excerpt_of, track_heard, tracks_heard

MOST_BYTES = 256 << 10
MOST_EVENTS = 100
"""In one report: a browser that was away for long tells the rest with the next."""
TOLD = {PitchActivity.Kind.OPENED, PitchActivity.Kind.PLAYED}
"""What a browser tells. All else is known from what was asked for."""


class ActivityLimit(Limit):
    """Reports of one link: a page tells one every few seconds at most."""

    name: ClassVar[str] = "pitch-activity"
    most: ClassVar[int | None] = 300


class WritingLimit(Limit):
    """Comments and requests from one network."""

    name: ClassVar[str] = "pitch-writing"
    most: ClassVar[int | None] = 60
    window: ClassVar[int] = 600


@received
@require_POST
def activity(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """Events that a browser tells, as JSON, also by `sendBeacon`; each by an id of its own, so that twice is once.

    `{"device": 16 hex, "events": [{"id": 32 hex, "kind": "opened"} or {"id", "kind": "played", "track", "heard":
    [[from ms, to ms], …]}]}` → 204. An event that says nothing sensible is passed over.
    """
    ActivityLimit.count(opened.link.public_id)
    body = _body(request)
    events = [each for each in body["events"] if isinstance(each, dict)]
    by = coming(request, str(body.get("device", "")))
    tracks: dict[str, Track] = {}
    if any(each.get("kind") == PitchActivity.Kind.PLAYED for each in events):
        wanted = {id for each in events if PUBLIC_ID.fullmatch(id := str(each.get("track")))}
        found = tracks_heard(opened.link, at=opened.at).filter(public_id__in=wanted)
        tracks = {track.public_id: track for track in found}
    for each in events:
        kind, track = each.get("kind"), tracks.get(str(each.get("track")))
        if kind not in TOLD or not is_client_id(each.get("id")):
            continue
        if kind == PitchActivity.Kind.PLAYED and track is None:
            continue
        try:
            activity_record(
                link=opened.link,
                kind=kind,
                client_id=each["id"],
                at=opened.at,
                track=track if kind == PitchActivity.Kind.PLAYED else None,
                heard=_heard(each, opened, track),
                by=by,
            )
        except Conflict:  # an id that stands for something else
            continue
    return HttpResponse(status=204)


def _body(request: HttpRequest) -> dict[str, Any]:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
        raise Invalid("That is too much at once.")
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Invalid("That is no JSON.") from error
    if not isinstance(body, dict) or not isinstance(body.get("events"), list):
        raise Invalid("Tell events.", field="events")
    body["events"] = body["events"][:MOST_EVENTS]
    return body


def _heard(event: dict[str, Any], opened: Opened, track: Track | None) -> list[list[object]]:
    """Segments as times of the whole track: a browser that is given an excerpt counts from its start."""
    told = event.get("heard")
    pairs = [pair for pair in told if isinstance(pair, list)] if isinstance(told, list) else []
    part = excerpt_of(opened, track) if track else None
    if part is None:
        return pairs
    return [
        [value + part[0] if type(value) in (int, float) else value for value in pair]
        for pair in pairs
    ]


@received
@require_POST
def favourite(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """`on=1` marks a track, `on=0` takes the mark away."""
    ActivityLimit.count(opened.link.public_id)
    track = track_heard(opened, public_id)
    is_favourite = request.POST.get("on") == "1"
    how = told(request, opened, device=request.POST.get("device", ""))
    favourite_set(told=how, track=track, is_favourite=is_favourite)
    if _wants_json(request):
        return JsonResponse({"favourite": is_favourite})
    return _back(opened, f"track-{track.public_id}")


@received
@require_POST
def comments(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """`text`, and `at_ms` where it is about a moment."""
    WritingLimit.count_page(request)
    track = track_heard(opened, public_id)
    at = request.POST.get("at_ms", "")
    at_ms = int(at) if at.isdecimal() and len(at) < 10 else None
    part = excerpt_of(opened, track)
    if at_ms is not None and part:
        at_ms += part[0]
    how = told(
        request, opened,
        client_id=request.POST.get("id", ""), device=request.POST.get("device", ""),
    )  # fmt: skip
    try:
        made = comment_make(told=how, track=track, text=request.POST.get("text", ""), at_ms=at_ms)
    except Invalid as error:
        if _wants_json(request):
            return JsonResponse({"detail": str(error), "field": error.field}, status=422)
        return _back(opened, f"track-{track.public_id}")
    if _wants_json(request):
        return JsonResponse(_noted(opened, made), status=201)
    return _back(opened, "notes", said=not opened.link.contact_id)


@received
@require_POST
def notes(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """JSON: the comments of a `device`, for the page of a link that anybody may hold, which tells none by itself."""
    ActivityLimit.count(opened.link.public_id)
    device = coming(request, request.POST.get("device", "")).device
    return JsonResponse(
        {"comments": [_noted(opened, row) for row in comments_written(opened.link, device)]}
    )


def _noted(opened: Opened, row: PitchComment) -> dict[str, Any]:
    """A comment as a browser lays it over the track: an excerpt counts from its start."""
    part = excerpt_of(opened, row.track)
    at_ms = row.at_ms - part[0] if row.at_ms is not None and part else row.at_ms
    return {"id": row.public_id, "track": row.track.public_id, "text": row.text, "at_ms": at_ms}


@received
@require_POST
def comment(request: HttpRequest, opened: Opened, public_id: str) -> HttpResponseBase:
    """Takes a comment of one's own back."""
    comment_delete(link=opened.link, public_id=public_id, at=opened.at)
    return JsonResponse({"deleted": True}) if _wants_json(request) else _back(opened, "notes")


@received
@require_http_methods(["GET", "HEAD", "POST"])
def licence(request: HttpRequest, opened: Opened) -> HttpResponseBase:
    """The form that asks for a licence: of one track, or of what is named in words."""
    rows = tracks_heard(opened.link, at=opened.at)
    tracks = list(
        rows.filter(pk__in=opened.pitch.tracks.values("track_id")).order_by("title", "pk")
    )
    given = request.POST if request.method == "POST" else request.GET
    words = {name: given.get(name, "") for name in FIELDS}
    if request.method != "POST" and opened.link.contact:
        words |= {"name": opened.link.contact.name, "email": opened.link.contact.email}
    chosen = next((track for track in tracks if track.public_id == given.get("track")), None)
    context = {"opened": opened, "pitch": opened.pitch, "tracks": tracks, "track": chosen, "words": words}  # fmt: skip
    if request.method == "POST":
        WritingLimit.count_page(request)
        how = told(request, opened, device=request.POST.get("device", ""))
        try:
            licence_request_make(told=how, track=chosen, **words)
        except Invalid as error:
            context |= {"error": str(error), "field": error.field}
            return render(request, "pitching/received/licence.html", context, status=422)
        return HttpResponseRedirect(f"{opened.path}licence/?asked=1", status=303)
    context["asked"] = "asked" in request.GET
    return render(request, "pitching/received/licence.html", context)


FIELDS = ("name", "email", "project", "medium", "territory", "term", "budget", "message")


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _back(opened: Opened, anchor: str, *, said: bool = False) -> HttpResponse:
    return HttpResponseRedirect(f"{opened.path}{'?said=1' * said}#{anchor}", status=303)
