"""Rows for the benchmark of pitches: ten thousand contacts, a pitch sent to all of them, a million plays of it.

`main()` runs inside a site (`manage.py shell -c`) and prints what it made, and how long queueing took, as JSON.
"""

import json
import sys
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import connection
from django.utils.timezone import now

from accounts.models import User
from accounts.roles import Role
from accounts.services import user_create
from accounts.viewer import viewer_of
from bench.playlist_data import BATCH, _session
from catalog.models import Track
from catalog.tests.factories import AlbumFactory, LibraryFactory, TrackFactory
from common.text import text_key
from pitching.models import (
    Contact,
    LinkSum,
    Pitch,
    PitchActivity,
    PitchLetter,
    PitchLink,
    PitchSum,
    PitchTrackSum,
)
from pitching.services import links_add, pitch_create, pitch_send

RECIPIENTS, EVENTS, TRACKS = 10_000, 1_000_000, 15


def main() -> None:
    user = user_create(email="artist@example.org", password="x" * 40)  # noqa: S106
    user.groups.add(Group.objects.get(name=Role.ARTIST))
    user = User.objects.get(pk=user.pk)
    album = AlbumFactory(library=LibraryFactory(workspace=user.personal_workspace))
    tracks = [TrackFactory(album=album, duration_ms=200_000) for _ in range(TRACKS)]
    contacts = Contact.objects.bulk_create(
        (
            Contact(
                workspace=user.personal_workspace, name=f"Person {n:05}", name_key=text_key(f"Person {n:05}"),
                email=f"p{n}@example.org", email_once=f"p{n}@example.org",
            )
            for n in range(RECIPIENTS)
        ),
        batch_size=BATCH,
    )  # fmt: skip
    sent, adding, sending = _sent(user, tracks, contacts)
    _events(sent, [track.pk for track in tracks])
    _sums(sent)
    json.dump(
        {
            "pitch": sent.public_id, "session": _session(user), "adding": adding, "sending": sending,
            "letters": PitchLetter.objects.count(), "events": PitchActivity.objects.count(),
        },
        sys.stdout,
    )  # fmt: skip


def _sent(user: User, tracks: list[Any], contacts: list[Contact]) -> tuple[Pitch, float, float]:
    """The pitch, and the seconds that giving links to all took, and sending: letters queued, links open."""
    settings.LETTERS = True
    who: dict[str, Any] = {"user": user, "viewer": viewer_of(user)}
    made = pitch_create(
        **who, workspace=user.personal_workspace, title="For everybody",
        things=[("track", track.public_id) for track in tracks],
    )  # fmt: skip
    who["public_id"] = made.pitch.public_id
    began = time.perf_counter()
    links_add(**who, contacts=[contact.public_id for contact in contacts])
    adding = time.perf_counter() - began
    began = time.perf_counter()
    pitch_send(**who, at=now())
    sending = time.perf_counter() - began
    PitchLink.objects.update(first_opened_at=now(), first_played_at=now())
    return Pitch.objects.get(pk=made.pitch.pk), adding, sending


def _events(pitch: Pitch, tracks: list[int]) -> None:
    """A hundred plays of each recipient, written by one statement for each hundredth."""
    first = PitchLink.objects.filter(pitch=pitch).order_by("pk").first()
    assert first
    table = PitchActivity._meta.db_table
    links = PitchLink._meta.db_table
    each = EVENTS // RECIPIENTS
    start = now() - timedelta(days=10)
    with connection.cursor() as cursor:
        for n in range(each):
            heard = json.dumps([[n * 1000, n * 1000 + 40_000]])
            cursor.execute(
                f"INSERT INTO {table} (link_id, pitch_id, kind, at, track_id, client_id, device, device_kind, country,"  # noqa: S608
                f" heard, seconds, data) SELECT id, pitch_id, 'played', %s, %s, %s, %s, 'phone', 'DE', %s, 40, '{{}}'"
                f" FROM {links} WHERE pitch_id = %s",
                [start + timedelta(minutes=n), tracks[n % len(tracks)], f"{n:032}", "a" * 16, heard, pitch.pk],
            )  # fmt: skip


def _sums(pitch: Pitch) -> None:
    """As many as there would be: to count a million events again takes minutes."""
    counts: dict[str, Any] = {"seconds": 4000.0, "last_at": now()}
    links = PitchLink.objects.filter(pitch=pitch).values_list("pk", flat=True)
    devices = [["a" * 16, "phone", "DE"]]
    LinkSum.objects.bulk_create(
        (LinkSum(link_id=pk, pitch=pitch, plays=100, devices=devices, **counts) for pk in links),
        batch_size=BATCH,
    )
    for track in Track.objects.filter(pk__in=pitch.tracks.values("track")):
        PitchTrackSum.objects.create(
            pitch=pitch, track=track, plays=66_666, listeners=RECIPIENTS,
            heat=list(range(100)), **counts,
        )  # fmt: skip
    PitchSum.objects.create(
        pitch=pitch, plays=EVENTS, kinds={"phone": RECIPIENTS}, countries={"DE": RECIPIENTS},
        version=EVENTS, **counts,
    )  # fmt: skip
