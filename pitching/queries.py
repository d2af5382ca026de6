"""What is told of pitches, their tracks and links, each in a fixed number of queries for a whole page of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from accounts.viewer import Viewer
from catalog.audience import Audience
from catalog.models import Track
from common.text import text_key
from pictures.models import Artwork
from pitching.models import Contact, ContactTag, Pitch, PitchLink, PitchTrack
from pitching.services.tracks import own_tracks


@dataclass(frozen=True, slots=True)
class PitchCard:
    """A pitch in a list. The counts are of its links: to how many, and by how many of them."""

    pitch: Pitch
    track_count: int = 0
    recipients: int = 0
    opened: int = 0
    played: int = 0
    downloaded: int = 0


def pitch_cards(pitches: Sequence[Pitch]) -> list[PitchCard]:
    """Two queries."""
    pks = [pitch.pk for pitch in pitches]
    tracks = PitchTrack.objects.filter(pitch__in=pks).values("pitch")
    links = PitchLink.objects.of_recipients().filter(pitch__in=pks).order_by().values("pitch")
    counts: dict[int, dict[str, Any]] = {
        row.pop("pitch"): row
        for row in links.annotate(
            recipients=Count("pk"),
            opened=Count("first_opened_at"),
            played=Count("first_played_at"),
            downloaded=Count("first_downloaded_at"),
        )
    }
    of_tracks = {row["pitch"]: row["n"] for row in tracks.order_by().annotate(n=Count("pk"))}
    return [
        PitchCard(pitch, of_tracks.get(pitch.pk, 0), **counts.get(pitch.pk, {}))
        for pitch in pitches
    ]


def picture_of(pitch: Pitch) -> Artwork | None:
    """What stands for a pitch: its own artwork, else the cover of its first track that has one."""
    if pitch.artwork is not None:
        return pitch.artwork
    rows = PitchTrack.objects.filter(
        pitch=pitch,
        track__album__cover__isnull=False,
        track__deleted_at__isnull=True,
        track__reachable_to__lt=Audience.NOBODY,
        track__library__workspace_id=pitch.workspace_id,
    )
    first = rows.select_related("track__album__cover").order_by("position").first()
    return first.track.album.cover if first is not None and first.track is not None else None


@dataclass(frozen=True, slots=True)
class ShownTrack:
    """A place in a pitch. `track` is None where recipients do not hear it any more: its names are as last known."""

    row: PitchTrack
    track: Track | None


def pitch_tracks(pitch: Pitch, viewer: Viewer) -> list[ShownTrack]:
    """What the pitch shows, in its order: two queries, and one for the artists."""
    rows = list(PitchTrack.objects.filter(pitch=pitch).order_by("position"))
    keys = [row.track_id for row in rows if row.track_id is not None]
    own: Any = own_tracks(viewer, pitch.workspace_id)
    found = {track.pk: track for track in own.for_rows().filter(pk__in=keys)} if keys else {}
    return [ShownTrack(row, found.get(row.track_id or 0)) for row in rows]


def pitch_links(pitch: Pitch) -> "QuerySet[PitchLink]":
    """Its recipients' links, with whom they are for."""
    rows: QuerySet[PitchLink] = PitchLink.objects.of_recipients().filter(pitch=pitch)
    return rows.select_related("contact__company", "parent__contact")


def pitches_found(viewer: Viewer, asked: dict[str, Any]) -> "QuerySet[Pitch]":
    """The viewer's pitches by workspace (its id), state, template and words of the title."""
    rows: QuerySet[Pitch] = Pitch.objects.seen_by(viewer).for_cards()
    if asked.get("workspace"):
        rows = rows.filter(workspace__public_id=asked["workspace"])
    if asked.get("state"):
        rows = rows.filter(state=asked["state"])
    if asked.get("template") is not None:
        rows = rows.filter(is_template=asked["template"])
    for word in text_key(asked.get("q", "")).split():
        rows = rows.filter(title_key__contains=word)
    return rows


def contacts_found(viewer: Viewer, asked: dict[str, Any]) -> "QuerySet[Contact]":
    """The viewer's contacts by workspace (its id), tag, company and words of name, address and company."""
    rows: QuerySet[Contact] = Contact.objects.seen_by(viewer).for_rows()
    if asked.get("workspace"):
        rows = rows.filter(workspace__public_id=asked["workspace"])
    if asked.get("tag"):
        rows = rows.filter(tags__name_key=text_key(asked["tag"])[:60])
    if asked.get("company"):
        rows = rows.filter(company__public_id=asked["company"])
    for word in text_key(asked.get("q", "")).split():
        rows = rows.filter(
            Q(name_key__contains=word)
            | Q(email__contains=word)
            | Q(company__name_key__contains=word)
        )
    return rows


@dataclass(frozen=True, slots=True)
class TagCount:
    name: str
    contacts: int


def tags_of(workspace_id: int) -> list[TagCount]:
    """The tags that some contact has, and how many have them, by name."""
    alive = Count("contacts", filter=Q(contacts__deleted_at__isnull=True))
    rows = ContactTag.objects.filter(workspace_id=workspace_id).annotate(n=alive).filter(n__gt=0)
    return [TagCount(row.name, row.n) for row in rows.order_by("name_key")]


def history_of(contact: Contact) -> "QuerySet[PitchLink]":
    """The contact's links to pitches that are still there."""
    rows: QuerySet[PitchLink] = PitchLink.objects.of_recipients().filter(
        contact=contact, pitch__deleted_at__isnull=True, pitch__is_template=False
    )
    return rows.select_related("pitch")


@dataclass(frozen=True, slots=True)
class HadBefore:
    """A recipient who was sent some of the tracks before, in other pitches."""

    contact: str
    tracks: list[str] = field(default_factory=list)


def had_before(pitch: Pitch, *, most: int = 50) -> list[HadBefore]:
    """Which of its recipients, by name, were sent which of its tracks before: one query, of the first few."""
    waiting = PitchLink.objects.filter(
        pitch=pitch, state=PitchLink.State.WAITING, contact__isnull=False
    )
    shown = PitchTrack.objects.filter(pitch=pitch, track__isnull=False)
    found = (
        PitchLink.objects.of_recipients()
        .filter(contact__in=waiting.values("contact"), pitch__sent_at__isnull=False)
        .exclude(pitch=pitch)
        .filter(pitch__tracks__track__in=shown.values("track"))
        .order_by("contact__name_key", "contact_id")
        .values_list("contact_id", "contact__name", "pitch__tracks__title")
        .distinct()[: most * 20]
    )
    people: dict[int, HadBefore] = {}
    for contact, name, title in found:
        people.setdefault(contact, HadBefore(name)).tracks.append(title)
    return list(people.values())[:most]
