"""Finding rows for who curates them: the search index by words, the database by numbers and by how a name begins.

The index holds what is there to hear. What was deleted, merged or taken down, or has lost its files, is found by the
beginning of its name, by its ids and by its ISRC, each from an index of the database.
"""

import re
from collections.abc import Iterable

from accounts.models import User
from catalog.kinds import MODELS
from catalog.models import ArtistAlias, Library
from common.text import text_key
from search.asking import ask
from search.language import parse

MOST = 200
"""Rows that a search finds: the best; who wants others asks more exactly."""
LAST = "\U0010ffff"
MOST_LIBRARIES = 400
"""Whose labels are asked for: what is in further ones is found by how its name begins."""


def rows_looked_up(user: User, kind: str, text: str, *, limit: int = MOST) -> list[int]:
    """Keys of the rows that a text finds, the best first: exact numbers, then the index's order, then by name.

    The caller still asks what its person may see.
    """
    text = text.strip()
    if not text:
        return []
    by_words = ask(parse(text), kinds=(kind,), audiences=_labels(user), limit=limit)
    found = [*_by_number(kind, text), *(hit.ref for hit in by_words.hits)]
    return list(dict.fromkeys([*found, *_by_start(kind, text, limit)]))[:limit]


def _by_number(kind: str, text: str) -> Iterable[int]:
    """By what looks like an id, each asked of its own index: together they would be asked of every row."""
    asked = {}
    if re.fullmatch(r"[0-9a-fA-F]{32}", text):
        asked["public_id"] = text.lower()
    if kind != "genre" and re.fullmatch(
        r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text
    ):
        asked["musicbrainz_id"] = text.lower()
    isrc = text.upper().replace("-", "")
    if kind == "track" and re.fullmatch(r"[A-Z]{2}[A-Z0-9]{3}[0-9]{7}", isrc):
        asked["isrc"] = isrc
    found: list[int] = []
    for name, value in asked.items():
        rows = MODELS[kind].objects.filter(**{name: value}).order_by("pk")
        found += rows.values_list("pk", flat=True)[:MOST]
    return found


def _by_start(kind: str, text: str, limit: int) -> Iterable[int]:
    """By the key of the name: a range of its index."""
    key = text_key(text)
    if not key:
        return []
    name = "title_key" if kind in {"track", "album"} else "name_key"
    within = {f"{name}__gte": key, f"{name}__lt": key + LAST}
    rows = MODELS[kind].objects.filter(**within).order_by(name, "pk")
    found = list(rows.values_list("pk", flat=True)[:limit])
    if kind == "artist":
        named = ArtistAlias.objects.filter(name_key__gte=key, name_key__lt=key + LAST)
        found += named.order_by("name_key", "pk").values_list("artist_id", flat=True)[:limit]
    return found


def _labels(user: User) -> set[str]:
    """All labels for administrators; for managers the site's own and what members find."""
    rows = Library.objects.order_by("pk")
    if not user.is_superuser:
        rows = rows.filter(workspace__is_site=1)
    labels = {"everyone", "members"}
    for library, workspace in rows.values_list("pk", "workspace_id")[:MOST_LIBRARIES]:
        labels |= {f"library:{library}", f"workspace:{workspace}"}
    return labels
