"""The rules of a playlist, for its owner: they tell of their habits, and are nobody else's business."""

from dataclasses import dataclass
from datetime import datetime

from accounts.viewer import Viewer
from catalog.models import Library
from common.errors import Forbidden, NotFound
from playlists.models import Playlist, SmartList
from playlists.smart.fields import FIELDS, Kind
from playlists.smart.grammar import Rules, RulesRefused, parse
from playlists.smart.words import Names


@dataclass(frozen=True, slots=True)
class OwnRules:
    """`is_due`: what they read has changed, and a job will make the playlist again. `rules` None: they are of another
    version of the site, and mean nothing to this one."""

    playlist: Playlist
    rules: Rules | None
    is_due: bool
    made_at: datetime | None


def rules_of(viewer: Viewer, public_id: str) -> OwnRules:
    """Raises NotFound; also for one that is filled by hand. Forbidden for whoever sees it and does not own it."""
    found = (
        SmartList.objects.select_related("playlist")
        .filter(playlist__in=Playlist.objects.owned_by(viewer), playlist__public_id=public_id)
        .first()
    )
    if found is None:
        seen = Playlist.objects.reachable_by(viewer).filter(public_id=public_id, is_smart=True)
        if seen.exclude(owner_id=viewer.user_id).exists():
            raise Forbidden("Its rules are its owner's alone.")
        raise NotFound
    try:
        rules = parse(found.rules)
    except RulesRefused:
        rules = None
    return OwnRules(found.playlist, rules, found.due_at is not None, found.made_at)


def names_in(rules: Rules, viewer: Viewer) -> Names:
    """What the playlists and libraries that rules name are called, as far as the viewer may know."""
    ids = {rule.value for rule in rules.group.conditions() if FIELDS[rule.field].kind is Kind.THING}
    if not ids:
        return {}
    playlists = Playlist.objects.reachable_by(viewer).filter(public_id__in=ids)
    libraries = Library.objects.of(viewer).filter(public_id__in=ids)
    return dict(
        [*playlists.values_list("public_id", "title"), *libraries.values_list("public_id", "name")]
    )
