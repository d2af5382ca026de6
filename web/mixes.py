"""Daily mixes as pages show them: what they are called, their covers, and how the player is given them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from catalog.models import Album
from editorial.mixes import Mix, day_of, mixes_of
from web.parts import part

QUARTERS = 4
"""Albums whose covers stand for a mix."""


@dataclass(frozen=True, slots=True)
class ShownMix:
    """A mix with the albums of its first tracks."""

    mix: Mix
    albums: list[Album]

    @property
    def title(self) -> str:
        return title_of(self.mix)

    @property
    def reason(self) -> str:
        return _("Because you listened to %(title)s") % {"title": self.mix.thing.name}

    @property
    def url(self) -> str:
        return reverse("mix", args=[self.mix.thing.public_id])

    @property
    def target(self) -> str:
        """What the player calls it: today's, which is another than yesterday's around the same artist.

        As long as a source may be (`playlists.api.queue.SOURCE`).
        """
        return f"mix:{self.mix.thing.public_id}{day_of():%m%d}"

    @property
    def play_src(self) -> str:
        """The list of the API that holds its tracks; the player keeps the order in which it names them."""
        return "/api/v1/tracks/?ids=" + ",".join(track.public_id for track in self.mix.tracks)

    @property
    def duration_ms(self) -> int:
        return sum(track.duration_ms for track in self.mix.tracks)


def title_of(mix: Mix) -> str:
    return _("%(name)s and more") % {"name": mix.thing.name}


def mixes_shown(viewer: Viewer) -> list[ShownMix]:
    """Today's, with their covers: one query more than the mixes."""
    mixes = mixes_of(viewer, day=day_of())
    first = [list(dict.fromkeys(track.album for track in mix.tracks)) for mix in mixes]
    wanted = {album for albums in first for album in albums[:QUARTERS]}
    rows = Album.objects.listed_for(viewer).filter(pk__in=wanted).select_related("cover")
    found = rows.defer("comment", "curated").in_bulk() if wanted else {}
    return [
        ShownMix(mix, [found[album] for album in albums[:QUARTERS] if album in found])
        for mix, albums in zip(mixes, first, strict=True)
    ]


def mix_cards(mixes: Sequence[ShownMix]) -> list[SafeString]:
    return [part("editorial/mix_card.html", mix=mix) for mix in mixes]
