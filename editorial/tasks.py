"""The jobs of this room."""

from datetime import timedelta

from django.utils.timezone import now

from accounts.models import Workspace
from common.jobs import job
from common.jobs.task import HEAVY
from editorial.charts import charts_make
from editorial.discovery import draws_make
from editorial.figures import about_of, figures_made, figures_renewed
from editorial.letters import newsletter_letter_send, newsletter_sweep
from editorial.popularity import popularity_follow
from editorial.rollups import GROWING, plays_caught_up, plays_rolled_up
from editorial.shelves import home_turned
from editorial.similar import similar_make

AGAIN = timedelta(days=3)
"""How far back plays are added up once more each day: a play that was long paused grows in an old hour."""


@job(unique=True, queue=HEAVY)
def plays_rollup() -> int:
    """Add up what was heard since the last time, and make the charts and the ranks of search of it."""
    done = plays_caught_up()
    charts_make()
    popularity_follow(since=now() - GROWING)
    return done.hours


@job(unique=True, queue=HEAVY)
def plays_rollup_again() -> int:
    """Add up the last days from the beginning."""
    since = now() - AGAIN
    done = plays_rolled_up(since=since)
    popularity_follow(since=since)
    return done.hours


@job(unique=True, queue=HEAVY)
def dashboards_renew() -> int:
    """Add up the figures of large workspaces before somebody waits for them."""
    return figures_renewed(at=now())


@job(unique=True, queue=HEAVY)
def dashboard_renew(workspace: int, days: int) -> bool:
    """Add up the figures of a workspace again, which somebody has just looked at. False where it is gone."""
    found = Workspace.objects.filter(pk=workspace).first()
    if found is not None:
        figures_made(about_of(found, days=days, at=now()), at=now())
    return found is not None


@job(unique=True)
def home_refresh() -> int:
    """Draw the discovery shelf once its period has begun; nothing to do most of the time."""
    return len(draws_make())


@job(unique=True)
def home_turn() -> bool:
    """Turn home over when a shelf begins or ends by the clock."""
    return home_turned()


@job(retries=8, unique=True)
def newsletter_letter_post(letter_id: int) -> bool:
    """Send a letter of the newsletter, at most once."""
    return newsletter_letter_send(letter_id)


@job(unique=True)
def newsletter_forget() -> int:
    """Forget addresses that never confirmed."""
    return newsletter_sweep()


@job(unique=True, queue=HEAVY)
def similar_renew() -> dict[str, int]:
    """Compute anew which tracks and artists go together."""
    return similar_make()
