"""Letters about what was shared, to those who want them."""

from django.conf import settings
from django.urls import reverse

from accounts.language import language_of_letters
from accounts.models import Preferences
from accounts.showing import person_of
from mail.services import letter_send
from playlists.models import ShareRecipient


def _line(words: str) -> str:
    """On one line: a letter makes a link of each paragraph that is an address, and these words are not the site's."""
    return " ".join(words.split())


def share_letter(row: ShareRecipient) -> None:
    """Tell a recipient that there is something in their inbox: by whom and with which words, not what it is."""
    if row.user is None:
        return
    if Preferences.objects.filter(user=row.user, letters_of_shares=True).exists():
        letter_send(
            to=row.user.email,
            template="playlists/letters/shared",
            language=language_of_letters(row.user),
            context={
                "giver": _line(str(person_of(row.share.giver))),
                "note": _line(row.note),
                "link": f"{settings.SITE_URL}{reverse('inbox')}",
                "settings": f"{settings.SITE_URL}{reverse('preferences')}",
            },
        )
