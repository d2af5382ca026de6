"""What SES tells of letters to recipients, noted at their contact and link."""

from datetime import timedelta

from django.db.models import QuerySet

from common.ids import PUBLIC_ID
from mail.bounces import Fate
from pitching.letters.posting import address_failed
from pitching.models import Contact, PitchLetter, PitchLink
from pitching.services.stops import contact_stop

REMEMBERED = timedelta(days=30)
"""A bounce that names no letter is of one sent since then."""


def letter_fate(fate: Fate) -> None:
    """Note a fate, by the letter it names or by its address. Safe to repeat."""
    letters = _letters(fate)
    if fate.what == "delivered":
        letters.filter(delivered_at=None).update(delivered_at=fate.at)
    elif fate.what == "delayed":
        letters.update(detail=fate.detail)
    elif fate.what == "bounced":
        for letter in letters.select_related("link__pitch"):
            address_failed(letter.link, fate.address, at=fate.at)
        letters.update(detail=fate.detail)
        for contact in _contacts(fate):
            contact_stop(contact=contact, why="bounced_at", at=fate.at)
    else:
        links = PitchLink.objects.filter(pk__in=[*letters.values_list("link_id", flat=True)])
        links.update(state=PitchLink.State.COMPLAINED)
        # Whoever calls one sender's letter spam gets none of that sender's, here as at the mail service.
        of = [*letters.values_list("link__contact_id", flat=True)]
        for contact in Contact.objects.filter(pk__in=of) if of else _contacts(fate):
            contact_stop(contact=contact, why="complained_at", at=fate.at)


def _letters(fate: Fate) -> "QuerySet[PitchLetter]":
    if PUBLIC_ID.fullmatch(fate.reference):
        return PitchLetter.objects.filter(public_id=fate.reference)
    newest = PitchLetter.objects.filter(
        link__contact__in=_contacts(fate), sent_at__gt=fate.at - REMEMBERED
    ).order_by("-sent_at", "-pk")
    return PitchLetter.objects.filter(pk__in=[*newest.values_list("pk", flat=True)[:1]])


def _contacts(fate: Fate) -> "QuerySet[Contact]":
    """An address that does not exist does not exist for anybody's contact."""
    rows: QuerySet[Contact] = (
        Contact.objects.filter(email=fate.address) if fate.address else Contact.objects.none()
    )
    return rows
