"""What a change did, in words."""

from typing import Any

from accounts.models import User
from catalog.models import Album, Artist, ChangedRow, Track
from catalog.services.changes.states import TAGS


def differences(entry: ChangedRow, person: User) -> list[tuple[str, str, str]]:
    """Field, before and after in words, for this person: what they may not see has no name."""
    return [
        (
            name.replace("_", " "),
            _in_words(name, entry.before.get(name), person),
            _in_words(name, value, person),
        )
        for name, value in entry.after.items()
        if name != TAGS
    ]


def _in_words(name: str, value: Any, person: User) -> str:
    if name == "credits":
        return _credits(value or [])
    if name == "version_of" and value:
        return str(Track.objects.curated_by(person).filter(pk=value).first() or value)
    if name == "album" and value:
        return str(Album.objects.curated_by(person).filter(pk=value).first() or value)
    if name == "album":
        return "the new album"
    if name == "visibility" and not value:
        return "as the library says"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "(nothing)"
    text = str("" if value is None else value)
    return f"{text[:120]}…" if len(text) > 120 else text or "(nothing)"


def _credits(told: list[Any]) -> str:
    """`A & B (main), C (performer, piano)`, as it was credited; by today's names otherwise."""
    names = dict(Artist.objects.filter(pk__in=[one[0] for one in told]).values_list("pk", "name"))
    return (
        ", ".join(
            f"{credited_as or names.get(pk, pk)} ({', '.join(filter(None, (role, detail)))})"
            for pk, role, detail, credited_as, _join in told
        )
        or "(nothing)"
    )
