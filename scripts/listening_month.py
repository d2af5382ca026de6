"""A month of listening, made by code: run inside a site (`manage.py shell`), by the services that players go through.

Who hears what follows from a seed. Everybody has favourites, weekends are busier, a tenth of the plays is given up
within half a minute.
"""

from datetime import datetime, timedelta
from random import Random

from django.utils.timezone import now

from accounts.models import User
from accounts.services import user_create
from accounts.viewer import viewer_of
from catalog.models import Track
from streaming.plays import play_record

DAYS, PEOPLE, PLAYS_A_DAY = 30, 12, 16
WEEKEND = 5
SKIPPED, PART, SKIP_SECONDS = 0.1, 0.25, 12.0
COUNTRIES = ("DE", "DE", "DE", "SE", "FR", "US", "GB", "")


def listen(*, seed: int = 7, days: int = DAYS, at: datetime | None = None) -> int:
    """Let people hear music on each of the days before a time (now, unless told); how many plays that made."""
    dice, until = Random(seed), at or now()  # noqa: S311  # nothing to be guessed
    people = [_person(number) for number in range(PEOPLE)]
    tracks = list(Track.objects.listed_for(viewer_of(people[0])).order_by("pk"))
    tastes = [[dice.paretovariate(1.2) for _ in tracks] for _ in people]
    made = 0
    for ago in range(days, 0, -1):
        day = until - timedelta(days=ago)
        growth = 0.6 + 0.8 * (days - ago) / days
        busy = 1.6 if day.weekday() >= WEEKEND else 1.0
        for _ in range(int(PLAYS_A_DAY * growth * busy * dice.uniform(0.8, 1.2))):
            who = dice.randrange(len(people))
            (track,) = dice.choices(tracks, tastes[who])
            begun = day + timedelta(seconds=dice.randrange(80_000))
            _heard(people[who], track, begun, dice)
            made += 1
    return made


def _person(number: int) -> User:
    handle = f"listener-{number}"
    known = User.objects.filter(handle=handle).first()
    return known or user_create(email=f"{handle}@example.org", password=None, handle=handle)


def _heard(person: User, track: Track, begun: datetime, dice: Random) -> None:
    whole = track.duration_ms / 1000
    luck = dice.random()
    part = SKIP_SECONDS if luck < SKIPPED else whole * (0.7 if luck < PART else 1)
    client_id = f"{dice.getrandbits(128):032x}"
    album = f"album:{track.album.public_id}"
    source = dice.choice((album, album, "search", "rows", "playlist", "radio"))
    country = dice.choice(COUNTRIES)
    for after in (0.0, part):
        play_record(
            viewer=viewer_of(person),
            client_id=client_id,
            track_id=track.public_id,
            seconds=min(after, part),
            source=source,
            country=country,
            at=begun + timedelta(seconds=after),
        )
