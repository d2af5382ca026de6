"""Tracks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.viewer import viewer_for
from catalog.models import Credit, Track
from playlists.sharing.queries import shared_by
from streaming.models import MediaFile
from web import reads
from web.addresses import thing_at
from web.caching import page
from web.credits import by_role
from web.meta import about
from web.templatetags.music import clock


@page
def track_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    viewer = viewer_for(request)
    track = thing_at(
        request,
        Track.objects.reachable_by(viewer).select_related("album__cover", "work__composer"),
        public_id,
    )
    credits = list(reads.credits_in_order().filter(track=track))
    versions = Track.objects.reachable_by(viewer).filter(version_of=track)
    words = (track.artist_line, track.album.title, clock(track.duration_ms))
    return render(
        request,
        "web/track.html",
        {
            "room": "tracks",
            "shared_by": shared_by(viewer, "track", track),
            "track": track,
            # The album's own page may be closed to who was given only this track.
            "album_is_open": _reaches_album(track, request),
            "credits": credits,
            "roles": by_role(credits, without=(Credit.Role.MAIN, Credit.Role.FEATURED)),
            "genres": list(track.genres.order_by("kind", "name_key", "id")),
            "instruments": list(track.instruments.values_list("name", flat=True)),
            # Each by its own visibility: a version may be closed to who hears this one.
            "versions": list(versions.order_by("version_kind", "pk")),
            "lyrics": lyric_lines(track.synced_lyrics),
            "file": MediaFile.objects.filter(track=track, is_current=1).first(),
            **about(
                track.get_absolute_url(),
                description=" · ".join(word for word in words if word),
                listed_to=track.listed_to,
                pictured=track.album,
            ),
        },
    )


def _reaches_album(track: Track, request: HttpRequest) -> bool:
    albums = type(track.album)._default_manager
    return bool(albums.reachable_by(viewer_for(request)).filter(pk=track.album_id).exists())


def lyric_lines(synced: Any) -> list[tuple[int, str]]:
    """Synchronised lyrics as (milliseconds, line); whatever does not look like it is left out."""
    if not isinstance(synced, list):
        return []
    return [
        (int(line[0]), str(line[1]))
        for line in synced
        if isinstance(line, list | tuple) and len(line) == 2 and isinstance(line[0], int | float)
    ]
