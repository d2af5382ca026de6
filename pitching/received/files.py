"""The files that a pitch gives away: written by jobs when it is sent, one for each track and format.

`PitchFile` says what there is to write; a job writes one at a time, so that a worker killed in the middle loses one
file's work. What is no longer given is deleted, rows and bytes. All of it may be done again at any time.
"""

from datetime import datetime, timedelta
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from catalog.models import Credit, Genre, Track
from catalog.querysets import credits_of
from common.errors import DomainError, NotFound
from common.ids import uuid7_hex
from common.jobs import job
from common.jobs.task import HEAVY
from common.storage import storage_delete, storage_put
from pictures.services import artwork_file
from pitching.models import Pitch, PitchDocument, PitchFile, PitchLink, PitchTrack
from streaming.analysis.jobs import file_measure
from streaming.delivery.spawn import SoundError
from streaming.delivery.types import file_name
from streaming.downloads.formats import Keep
from streaming.downloads.labels import MOST_LYRICS, Labels
from streaming.downloads.make import download_made
from streaming.models import MediaFile
from streaming.removal import Removed

ROLES = ("composer", "lyricist", "arranger", "producer", "conductor", "remixer", "mixer", "engineer")  # fmt: skip


FOLDER = "pitches"
"""In media storage."""
STRAY = timedelta(days=1)
"""After which a file without a row is nobody's: one that is being written has none yet."""


def files_want(pitch: Pitch) -> None:
    """Have the files of an open pitch follow what it shows; called under its lock (`pitching.opened`)."""
    pitch_files_follow.enqueue(pitch.pk)


@job(unique=True, retries=5)
def pitch_files_follow(pitch_id: int) -> int:
    """Make the rows of a pitch's files those that it gives away, and have the new ones written; how many are to be."""
    with transaction.atomic():
        pitch = Pitch.objects.select_for_update().filter(pk=pitch_id, deleted_at=None).first()
        wanted = _wanted(pitch) if pitch else set()
        held = {
            (row.track_id, row.format): row for row in PitchFile.objects.filter(pitch_id=pitch_id)
        }
        gone = [row for place, row in held.items() if place not in wanted]
        PitchFile.objects.filter(pk__in=[row.pk for row in gone]).delete()
        transaction.on_commit(lambda: storage_delete(row.storage_key for row in gone))
        PitchFile.objects.bulk_create(
            PitchFile(pitch_id=pitch_id, track_id=track, format=format)
            for track, format in sorted(wanted - held.keys())
        )
        waiting = PitchFile.objects.filter(pitch_id=pitch_id, state=PitchFile.State.WAITING)
        if count := waiting.count():
            pitch_files_write.enqueue(pitch_id)
        for file_id in _unmeasured(pitch_id):
            file_measure.enqueue(file_id)
    return count


def files_outdated(track: Track) -> None:
    """Forget what was written of a track's file before it got another, and have it written anew; in a transaction.

    What is being written of the old one finds its row gone, and leaves nothing behind.
    """
    rows = PitchFile.objects.filter(track=track)
    held = list(rows.values_list("pitch_id", "storage_key"))
    rows.delete()
    transaction.on_commit(lambda: storage_delete(key for _, key in held))
    for pitch_id in sorted({pitch_id for pitch_id, _ in held}):
        pitch_files_follow.enqueue(pitch_id)


def files_removed(removed: Removed) -> None:
    """Delete what was written of tracks whose bytes go for good: bytes first, so that what is left is found again."""
    rows = PitchFile.objects.filter(track__in=removed.track_ids)
    storage_delete(list(rows.values_list("storage_key", flat=True)))
    rows.delete()


def _unmeasured(pitch_id: int) -> list[int]:
    """Files whose waveform nobody has drawn yet: it is what the page shows first."""
    tracks = PitchTrack.objects.filter(pitch_id=pitch_id, track__isnull=False).values("track_id")
    files = MediaFile.objects.filter(track__in=tracks, is_current=1, analysed_at=None)
    return list(files.order_by("pk").values_list("pk", flat=True))


def _wanted(pitch: Pitch) -> set[tuple[int, str]]:
    """Tracks and formats: what any of the pitch's links gives."""
    if pitch.excerpt_ms is not None:
        return set()
    formats = set(pitch.formats)
    links = PitchLink.objects.filter(pitch=pitch, revoked_at=None, formats__isnull=False)
    for own in links.values_list("formats", flat=True).iterator(1000):
        formats |= set(own or ())
    tracks = pitch.tracks.filter(track__isnull=False).values_list("track_id", flat=True)
    return {(track, format) for track in tracks for format in formats if track is not None}


@job(queue=HEAVY, unique=True, retries=5)
def pitch_files_write(pitch_id: int) -> int:
    """Write the files of a pitch that wait, one after the other; how many were written."""
    written = 0
    rows = PitchFile.objects.filter(pitch_id=pitch_id, state=PitchFile.State.WAITING)
    for pk in list(rows.order_by("track_id", "format").values_list("pk", flat=True)):
        written += file_write(file_id=pk, at=now())
    return written


@job(unique=True, retries=0)
def pitch_files_sweep() -> int:
    """Put right what a killed worker, a deleted pitch or a track that is gone has left; how many files went."""
    left = PitchFile.objects.filter(
        Q(pitch__deleted_at__isnull=False) | Q(state=PitchFile.State.WAITING)
    )
    for pitch_id in left.order_by("pitch_id").values_list("pitch_id", flat=True).distinct():
        pitch_files_follow.enqueue(pitch_id)
    return strays_delete(before=now() - STRAY)


def strays_delete(*, before: datetime) -> int:
    """Delete stored files, older than that, which no row knows: rows go with their tracks and pitches. How many.

    Press kits lie in the same folders, and copies of a pitch share theirs.
    """
    gone = 0
    for folder in _listed(FOLDER)[0]:
        own = {"pitch__public_id": folder}
        known = set(PitchFile.objects.filter(**own).values_list("storage_key", flat=True))
        known.update(PitchDocument.objects.filter(**own).values_list("storage_key", flat=True))
        keys = {f"{FOLDER}/{folder}/{name}" for name in _listed(f"{FOLDER}/{folder}")[1]} - known
        old = {key for key in keys if default_storage.get_modified_time(key) < before}
        if old:
            copied = PitchDocument.objects.filter(storage_key__in=old)
            old.difference_update(copied.values_list("storage_key", flat=True))
        storage_delete(old)
        gone += len(old)
    return gone


def _listed(path: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(path)
    except FileNotFoundError:
        return [], []


def file_write(*, file_id: int, at: datetime) -> bool:
    """Write one file, store it, and say so in its row; whether it was done now. Safe to run twice.

    One whose track has no file now, or none that can be read, has failed: a download leaves it out. Raises TooMany
    where no child can be had now: the job is tried again.
    """
    row = (
        PitchFile.objects.select_related("pitch__workspace__pitch_defaults", "pitch__created_by")
        .filter(pk=file_id, state=PitchFile.State.WAITING)
        .first()
    )
    if row is None:
        return False
    source = (
        MediaFile.objects.select_related("library", "track__album__cover", "track__rights")
        .filter(track_id=row.track_id, is_current=1, track__deleted_at=None)
        .first()
    )
    state, values = PitchFile.State.FAILED, dict[str, Any]()
    if source is not None:
        keep = Keep(row.format)
        try:
            values = _written(row, source, keep)
            state = PitchFile.State.READY
        except (NotFound, SoundError):
            pass
        except DomainError as error:
            if error.status == 429:
                raise
    done = PitchFile.objects.filter(pk=row.pk, state=PitchFile.State.WAITING).update(
        state=state, **values
    )
    if not done:  # it is not wanted any more, or another worker was faster
        storage_delete([values.get("storage_key", "")])
    return bool(done)


def _written(row: PitchFile, source: MediaFile, keep: Keep) -> dict[str, Any]:
    labels, cover = labels_of(row.pitch, source.track), _cover(source.track)
    with download_made(source, keep=keep, labels=labels, cover=cover) as made:
        # A name that nobody guesses: a folder that is served by mistake tells nothing.
        key = f"{FOLDER}/{row.pitch.public_id}/{uuid7_hex()}.{keep.value}"
        with made.path.open("rb") as file:
            storage_put(key, file)
        return {
            "storage_key": key,
            "name": file_name(source.track.artist_line, source.track.title, made.container),
            "size": made.size,
            "crc32": made.crc32,
        }


def labels_of(pitch: Pitch, track: Track) -> Labels:
    """What a file tells of its track, and of who gave it."""
    credits = list(credits_of().queryset.filter(track=track))  # type: ignore[union-attr]
    main = [c.name for c in credits if c.role in (Credit.Role.MAIN, Credit.Role.FEATURED)]
    tags = list(track.genres.order_by("name"))
    album = track.album
    lyrics = track.lyrics or "\n".join(str(line[1]) for line in track.synced_lyrics or ())
    return Labels(
        title=track.title,
        artists=main or [track.artist_line],
        artist_line=track.artist_line,
        album=album.title,
        album_artist=album.artist_line,
        date=album.release_date or album.original_date,
        track=track.position,
        disc=track.disc_number,
        genres=[tag.name for tag in tags if tag.kind != Genre.Kind.MOOD],
        moods=[tag.name for tag in tags if tag.kind == Genre.Kind.MOOD],
        bpm=float(track.bpm or 0),
        key=track.key,
        isrc=track.isrc,
        language=track.language,
        label=album.label,
        roles={role: [c.name for c in credits if c.role == role] for role in ROLES},
        lyrics=lyrics[:MOST_LYRICS],
        contact=contact_of(pitch),
    )


def contact_of(pitch: Pitch) -> str:
    """Who gave it, and how they are reached."""
    return " · ".join(part for part in (sender_name(pitch), reply_address(pitch)) if part)


def sender_name(pitch: Pitch) -> str:
    """As the workspace calls itself in pitches."""
    defaults = getattr(pitch.workspace, "pitch_defaults", None)
    return (defaults.sender_name if defaults else "") or pitch.workspace.name


def reply_address(pitch: Pitch) -> str:
    """Where answers go: the workspace's own address, else that of whoever made the pitch."""
    defaults = getattr(pitch.workspace, "pitch_defaults", None)
    if defaults and defaults.reply_to:
        return str(defaults.reply_to)
    return pitch.created_by.email if pitch.created_by else ""


def _cover(track: Track) -> bytes | None:
    """The album's cover as a JPEG of at most 1200 pixels, if it has one."""
    found = artwork_file(track.album.cover, "og")
    if found is None:
        return None
    try:
        with default_storage.open(found[0]) as file:
            return bytes(file.read())
    except FileNotFoundError:
        return None
