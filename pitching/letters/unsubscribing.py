"""Unsubscribing: a click that takes no account, no reason and no second letter."""

from datetime import datetime, timedelta

from common.errors import NotFound
from pitching.links import link_of_token
from pitching.models import Contact, PitchLink
from pitching.services.stops import contact_stop, contact_unstop

MISTAKE = timedelta(minutes=30)
"""For how long whoever unsubscribed may say that they did not mean to."""


def contact_of_token(token: str) -> tuple[PitchLink, Contact]:
    """The link of a token, also one that was revoked or has ended, and whom it is of.

    Raises NotFound, also for a general link.
    """
    link = link_of_token(token)
    if link is None or link.contact is None:
        raise NotFound
    return link, link.contact


def contact_unsubscribe(*, token: str, at: datetime) -> None:
    """No more letters of this workspace to whom the link was given, nor to their address. Safe to repeat.

    Raises NotFound.
    """
    _, contact = contact_of_token(token)
    contact_stop(contact=contact, why="unsubscribed_at", at=at)


def contact_resubscribe(*, token: str, at: datetime) -> None:
    """Take that back, from the same page, soon: its sender has the address, too. Raises NotFound."""
    _, contact = contact_of_token(token)
    contact_unstop(contact=contact, why="unsubscribed_at", since=at - MISTAKE)
