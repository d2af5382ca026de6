"""What a pitch's page says of its tracks, in words and figures: the same for all who have the same terms.

Read in a fixed number of queries, however many tracks there are. Access is asked first (`tracks_heard`); nothing of a
track that is not heard is read: of that the pitch knows title and artists, as they were.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils.functional import cached_property

from catalog.models import Credit, Genre, Split, SplitSide, Track
from catalog.querysets import credits_of
from pitching.models import Pitch, PitchFile, PitchLink, PitchTrack
from pitching.received.tracks import excerpt, tracks_heard
from streaming.models import MediaFile

BARS = 96
"""Of a drawn waveform: as many as a phone has room for."""
HEIGHT = 32


@dataclass(frozen=True, slots=True)
class People:
    """Everyone in one role."""

    role: str
    names: str


@dataclass(frozen=True, slots=True)
class Row:
    """A track on the page; `track` is None of one that is no longer available."""

    number: int
    title: str
    artist_line: str
    track: Track | None = None
    duration_ms: int = 0
    excerpt: tuple[int, int] | None = None
    bars: str = ""
    moods: list[str] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    instruments: list[str] = field(default_factory=list)
    people: list[People] = field(default_factory=list)
    splits: list[People] = field(default_factory=list)
    """Who owns which share, by side."""
    lyrics: str = ""

    @property
    def plain(self) -> str:
        """What follows the address of its sound for a browser's own player."""
        return "" if self.excerpt else "?format=mp3&bitrate=256"

    @property
    def bpm(self) -> str:
        return f"{float(self.track.bpm):g}" if self.track and self.track.bpm else ""


@dataclass(frozen=True)
class Shown:
    """All that the page says of a pitch to whoever holds a link on these terms."""

    pitch: Pitch
    rows: list[Row]
    formats: list[str]
    """In which everything may be downloaded now: those allowed whose files are written."""

    @cached_property
    def heard(self) -> list[Row]:
        return [row for row in self.rows if row.track]

    @cached_property
    def duration_ms(self) -> int:
        return sum(row.duration_ms for row in self.heard)


def heard_ids(link: PitchLink, *, at: datetime) -> list[int]:
    """The keys of the tracks that are heard now, in their order of keys; one query."""
    return list(tracks_heard(link, at=at).order_by("pk").values_list("pk", flat=True))


def files_ready(link: PitchLink) -> list[tuple[str, int]]:
    """The format and track of each file that is written; one query, none where nothing is given."""
    if not link.allowed_formats:
        return []
    rows = PitchFile.objects.filter(pitch_id=link.pitch_id, state=PitchFile.State.READY)
    return list(rows.values_list("format", "track_id"))


def formats_ready(
    link: PitchLink, heard: Iterable[int], ready: Iterable[tuple[str, int]]
) -> list[str]:
    """Of the formats allowed, those in which each of these tracks is written."""
    wanted, written = set(heard), dict[str, set[int]]()
    for format, track in ready:
        written.setdefault(format, set()).add(track)
    return [name for name in link.allowed_formats if wanted and wanted <= written.get(name, set())]


def shown(link: PitchLink, *, heard: list[int], formats: list[str]) -> Shown:
    places = list(PitchTrack.objects.filter(pitch_id=link.pitch_id).order_by("position", "pk"))
    tracks: dict[int, Any] = (
        Track.objects.filter(pk__in=heard)
        .select_related("album__cover", "rights")
        .prefetch_related(
            credits_of(),
            Prefetch("genres", Genre.objects.order_by("name")),
            "instruments",
            "splits",
        )
        .in_bulk()
    )
    files = MediaFile.objects.filter(track__in=heard, is_current=1)
    peaks = {
        track: None if drawing is None else bytes(drawing)
        for track, drawing in files.values_list("track_id", "waveform")
    }
    rows = [
        _row(number, place, tracks.get(place.track_id or 0), peaks, link.pitch.excerpt_ms)
        for number, place in enumerate(places, 1)
    ]
    return Shown(link.pitch, rows, formats)


def _row(
    number: int,
    place: PitchTrack,
    track: Track | None,
    peaks: dict[int, bytes | None],
    excerpt_ms: int | None,
) -> Row:
    if track is None:
        return Row(number, place.title, place.artist_line)
    part = None
    if excerpt_ms is not None and track.duration_ms > excerpt_ms:
        part = excerpt(excerpt_ms, place.excerpt_start_ms, track.duration_ms)
    tags = list(track.genres.all())
    return Row(
        number=number,
        title=track.title,
        artist_line=track.artist_line,
        track=track,
        duration_ms=part[1] - part[0] if part else track.duration_ms,
        excerpt=part,
        bars=drawn(part_of(peaks.get(track.pk), part, track.duration_ms)),
        moods=[tag.name for tag in tags if tag.kind == Genre.Kind.MOOD],
        genres=[tag.name for tag in tags if tag.kind != Genre.Kind.MOOD],
        instruments=[one.name for one in track.instruments.all()],
        people=_people(track.credits.all()),
        splits=_splits(track.splits.all()),
        lyrics=_lyrics(track),
    )


def _people(credits: Iterable[Credit]) -> list[People]:
    """Everyone who is not in the line of artists already, by what they did."""
    held = [
        credit for credit in credits if credit.role not in (Credit.Role.MAIN, Credit.Role.FEATURED)
    ]
    found = []
    for role in Credit.Role:
        names = [
            f"{credit.name} ({credit.detail})" if credit.detail else credit.name
            for credit in held
            if credit.role == role
        ]
        if names:
            label = str(role.label)
            found.append(People(label[:1].upper() + label[1:], ", ".join(names)))
    return found


def _splits(splits: Iterable[Split]) -> list[People]:
    held = list(splits)
    return [
        People(str(side.label), ", ".join(_share(split) for split in held if split.side == side))
        for side in SplitSide
        if any(split.side == side for split in held)
    ]


def _share(split: Split) -> str:
    told = f"{split.party} {split.share / 100:g} %"
    behind = ", ".join(each for each in (split.pro, split.publisher) if each)
    return f"{told} ({behind})" if behind else told


def _lyrics(track: Track) -> str:
    if track.lyrics or not track.synced_lyrics:
        return track.lyrics
    return "\n".join(str(line[1]) for line in track.synced_lyrics)


def part_of(peaks: bytes | None, part: tuple[int, int] | None, duration_ms: int) -> bytes | None:
    """The peaks of what is heard of a track."""
    if peaks is None or part is None or not duration_ms:
        return None if peaks is None else bytes(peaks)
    first = len(peaks) * part[0] // duration_ms
    return bytes(peaks)[first : max(first + 1, len(peaks) * part[1] // duration_ms)]


def drawn(peaks: bytes | None) -> str:
    """Peaks as the path of `BARS` strokes, 3 apart, in a drawing `HEIGHT` high; a quiet line while there are none."""
    middle = HEIGHT / 2
    strokes = []
    for bar in range(BARS):
        level = 0
        if peaks:
            first = bar * len(peaks) // BARS
            level = max(peaks[first : max(first + 1, (bar + 1) * len(peaks) // BARS)])
        half = max(1, round(level / 255 * (middle - 1)))
        strokes.append(f"M{bar * 3 + 1} {middle - half:g}v{2 * half}")
    return "".join(strokes)
