"""Rights of a track: its work, its clearance, and who has which share of it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.identifiers import ipi_checked, iswc_checked
from catalog.models import WHOLE, Split, SplitSide, Track, TrackRights
from common.errors import Invalid
from common.rows import whole

RIGHTS_FIELDS = ("iswc", "is_one_stop", "clearance_contact", "clearance_notes")
MOST_PARTIES = 100
"""Of one side."""
LONGEST_NOTES = 20_000


@dataclass(frozen=True, slots=True)
class SplitFacts:
    """A party's share of a side; `share` in basis points."""

    side: str
    party: str
    share: int
    pro: str = ""
    ipi: str = ""
    publisher: str = ""


@whole
def rights_edit(*, track: Track, changes: Mapping[str, Any]) -> list[str]:
    """Set fields of a track's rights in a person's name; gives the names of those that changed. Raises Invalid."""
    rights = rights_of(track)
    changed = []
    for name, given in changes.items():
        if name not in RIGHTS_FIELDS:
            raise Invalid(f"{name} can not be set by hand.", field=name)
        value = _checked(name, given)
        if getattr(rights, name) != value:
            rights.curate(name, value, by="person")
            changed.append(name)
    if changed:
        _keep(track, rights)
    return changed


@whole
def splits_set(*, track: Track, side: str, splits: Sequence[SplitFacts]) -> bool:
    """Say who has which share of one side of a track; nobody, where that is not known. Whether that is new.

    Raises Invalid: shares that are no 100 % together, a party twice, a wrong IPI number.
    """
    splits = side_checked(side, splits)
    rights = rights_of(track)
    if splits == splits_of(track, side):
        return False
    Split.objects.filter(track=track, side=side).delete()
    Split.objects.bulk_create(
        Split(
            track=track, side=side, position=position, party=split.party, share=split.share,
            pro=split.pro, ipi=split.ipi, publisher=split.publisher,
        )
        for position, split in enumerate(splits)
    )  # fmt: skip
    rights.curated[f"{side}s"] = {"by": "person", "tags": None}
    _keep(track, rights)
    return True


def side_checked(side: str, splits: Sequence[SplitFacts]) -> list[SplitFacts]:
    """The shares of one side as they are stored. Raises Invalid where they are wrong, or not the whole."""
    splits = [_split_checked(split) for split in splits]
    if side not in SplitSide.values:
        raise Invalid("Shares are of writers, publishers or the master.", field="side")
    if len(splits) > MOST_PARTIES:
        raise Invalid(f"At most {MOST_PARTIES} parties.", field="splits")
    whole = sum(split.share for split in splits)
    if splits and whole != WHOLE:
        raise Invalid(f"The shares add up to {whole / 100:g} %, and must to 100 %.", field="splits")
    named = Counter((split.party.casefold(), split.ipi) for split in splits)
    twice = [split.party for split in splits if named[split.party.casefold(), split.ipi] > 1]
    if twice:
        raise Invalid(f"{twice[0]} stands there twice: add the shares up.", field="splits")
    return splits


def splits_of(track: Track, side: str) -> list[SplitFacts]:
    """The parties of a side, in order."""
    return [
        SplitFacts(side, split.party, split.share, split.pro, split.ipi, split.publisher)
        for split in Split.objects.filter(track=track, side=side).order_by("position")
    ]


def rights_of(track: Track) -> TrackRights:
    """The track's rights, made where nobody has said anything of them, and locked."""
    found = TrackRights.objects.select_for_update().filter(track=track).first()
    return found or TrackRights.objects.get_or_create(track=track)[0]


def _split_checked(split: SplitFacts) -> SplitFacts:
    party, publisher = " ".join(split.party.split()), " ".join(split.publisher.split())
    pro = " ".join(split.pro.split())
    if not party:
        raise Invalid("A share needs a name.", field="party")
    for name, text, most in (
        ("party", party, 200), ("publisher", publisher, 200), ("pro", pro, 30),
    ):  # fmt: skip
        if len(text) > most:
            raise Invalid(f"“{text[:40]}…” is too long: at most {most} characters.", field=name)
    if not 0 < split.share <= WHOLE:
        raise Invalid(f"The share of {party} is between 0.01 % and 100 %.", field="share")
    try:
        ipi = ipi_checked(split.ipi)
    except Invalid as error:
        raise Invalid(f"{party}: {error}", field="ipi") from error
    return replace(split, party=party, publisher=publisher, pro=pro, ipi=ipi)


def _checked(name: str, value: Any) -> Any:
    if name == "is_one_stop":
        return value
    text = str(value or "").strip()
    if name == "iswc":
        try:
            return iswc_checked(text)
        except Invalid as error:
            raise Invalid(str(error), field=name) from error
    most = 300 if name == "clearance_contact" else LONGEST_NOTES
    if len(text) > most:
        raise Invalid(f"At most {most} characters.", field=name)
    return text


def _keep(track: Track, rights: TrackRights) -> None:
    rights.save()
    # The track's own version tells of all that can be changed of it.
    track.save(update_fields=["updated_at"])
