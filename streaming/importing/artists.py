"""Credits from tags: several artists in one field, guests, people behind the music.

MusicBrainz' tags are followed where they are (`ARTISTS` beside `ARTIST`, ids in the same order); elsewhere a field
is cut at separators that are hardly ever part of a name: `;`, ` / `, and `feat.` in its spellings. `&` and
commas stay, except between guests.
"""

import re

from catalog.facts import CreditFacts
from streaming.importing.rawtags import RawTags

MOST_NAMES = 30
_feat = r"(?:feat\.?|ft\.?|featuring)"
_guests = re.compile(rf"\s+[\(\[]?{_feat}\s+", re.IGNORECASE)
_guests_in_title = re.compile(rf"[\(\[]{_feat}\s+([^)\]]+)[\)\]]", re.IGNORECASE)
_is_guest = re.compile(rf"\b{_feat}(?:\s|$)", re.IGNORECASE)
_mains = re.compile(r"\s*;\s*|\s+/\s+")
_between_guests = re.compile(r"\s*[;,]\s+|\s+[/&]\s+|\s+and\s+")
_slash = re.compile(r"\s*/\s*")
_looser = (
    re.compile(r"\s*[;/]\s*"),
    re.compile(
        rf"\s*;\s*|\s*/\s*|\s+{_feat}\s+|\s*,\s+|\s+&\s+|\s+(?:and|x|vs\.?|with|y|et|und)\s+",
        re.IGNORECASE,
    ),
)
_mbid = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_performer = re.compile(r"^(.*?)\s*\(([^()]+)\)$")

ROLES = (
    "composer",
    "lyricist",
    "conductor",
    "arranger",
    "producer",
    "engineer",
    "mixer",
    "remixer",
)


def musicbrainz_ids(values: list[str]) -> list[str]:
    """The ids in a tag, whatever stands between them."""
    return [found.lower() for value in values for found in _mbid.findall(value)]


def names(
    display: list[str], listed: list[str], ids: list[str], sorts: list[str]
) -> list[CreditFacts]:
    """Credits of a field: as displayed (`ARTIST`), as listed (`ARTISTS`), with ids and sort names in their order."""
    credits = _listed(display, listed) if listed and len(display) < 2 else []
    if not credits and len(display) > 1:
        credits = [
            CreditFacts(name, join=", ")
            for name in (listed if len(listed) > len(display) else display)
        ]
    if not credits and display:
        credits = _cut(display[0], len(ids))
    credits = [credit for credit in credits if credit.name][:MOST_NAMES]
    if credits:
        credits[-1].join = ""
    if len(ids) == len(credits):
        for credit, found in zip(credits, ids, strict=True):
            credit.musicbrainz_id = found
    if len(sorts) == len(credits):
        for credit, sort_name in zip(credits, sorts, strict=True):
            credit.sort_name = sort_name[:500]
    return credits


def with_guests_of(title: str, credits: list[CreditFacts]) -> list[CreditFacts]:
    """The credits, and the guests whom only the title names: `Song (feat. Guest)`."""
    found = _guests_in_title.search(title)
    if not found:
        return credits
    known = {credit.name.casefold() for credit in credits}
    guests = [
        name for name in _between_guests.split(found[1]) if name and name.casefold() not in known
    ]
    added = [CreditFacts(name[:500], "featured") for name in guests[:MOST_NAMES]]
    return credits + added


def people(tags: RawTags) -> list[CreditFacts]:
    """Composers, conductors, performers with their instruments, and so on."""
    found = []
    for role in ROLES:
        if role not in tags.values:
            continue
        values = [name for value in tags.values[role] for name in _mains.split(value) if name]
        sorts = tags.all(f"{role}sort")
        for index, name in enumerate(values[:MOST_NAMES]):
            sort_name = sorts[index][:500] if len(sorts) == len(values) else ""
            found.append(CreditFacts(name[:500], role, sort_name=sort_name))
    found += [CreditFacts(name[:500], "dj_mixer") for name in tags.all("djmixer")]
    for key, values in tags.values.items():
        if not key.startswith("performer"):
            continue
        instrument = key.partition(":")[2]
        for value in values[:MOST_NAMES]:
            who = None if instrument else _performer.match(value)
            name, what = (who[1], who[2]) if who else (value, instrument)
            if name:
                found.append(CreditFacts(name[:500], "performer", detail=what[:100]))
    return found[:120]


def _listed(display: list[str], listed: list[str]) -> list[CreditFacts]:
    """Names of `ARTISTS`, with the joins that stand between them in `ARTIST`."""
    whole = display[0] if display else ""
    folded = whole.casefold()
    if len(folded) != len(whole):
        folded = whole
    credits: list[CreditFacts] = []
    at = 0
    for name in listed[:MOST_NAMES]:
        found = folded.find(name.casefold(), at)
        if found < 0:  # credited in other words than displayed
            return [CreditFacts(one[:500], join=", ") for one in listed[:MOST_NAMES]]
        join = whole[at:found]
        if credits:
            credits[-1].join = join[:30]
        guest = bool(credits) and (
            _is_guest.search(join) is not None or credits[-1].role == "featured"
        )
        credits.append(
            CreditFacts(whole[found : found + len(name)][:500], "featured" if guest else "main")
        )
        at = found + len(name)
    return credits


def _cut(value: str, ids: int) -> list[CreditFacts]:
    """One field cut at separators; more boldly where as many ids as names say so."""
    if ids > 1:
        for separators in _looser:
            pieces = _pieces(value, separators)
            if len(pieces) == ids:
                return pieces
    sides = _slash.split(value)
    if len(sides) > 1 and all(" " in side for side in sides):
        # ID3v2.3 puts several values so. Names of one word may be one name: AC/DC.
        return [CreditFacts(side[:500], join=", ") for side in sides]
    main, *guests = _guests.split(value, maxsplit=1)
    credits = _pieces(main, _mains)
    if guests:
        if credits:
            phrase = _guests.search(value)
            credits[-1].join = f" {phrase[0].strip(' ([')} " if phrase else " feat. "
        for guest in _pieces(guests[0].rstrip(")] "), _between_guests):
            guest.role = "featured"
            credits.append(guest)
    return credits


def _pieces(value: str, separators: re.Pattern[str]) -> list[CreditFacts]:
    credits: list[CreditFacts] = []
    at = 0
    guest = False
    for found in separators.finditer(value):
        name = value[at : found.start()].strip()
        if name:
            credits.append(CreditFacts(name[:500], "featured" if guest else "main", found[0][:30]))
        guest = guest or _is_guest.search(found[0]) is not None
        at = found.end()
    name = value[at:].strip()
    if name:
        credits.append(CreditFacts(name[:500], "featured" if guest else "main"))
    return credits
