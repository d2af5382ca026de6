"""A batch: the files of a few folders, written in one short transaction.

Each file is brought to its row first: by its path where the audio is the same, else by its audio among the rows
whose file is not where it was. Only then tags and album follow. A batch is all there or not at all, whenever
the process ends; the next run finds what is not there as new.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from catalog.facts import AlbumFacts
from catalog.models import Library, Track
from catalog.services import album_refresh, albums_take
from catalog.services.bulk import JsonText, chunks, rows_insert
from streaming.importing import grouping
from streaming.importing.beside import sidecars_write
from streaming.importing.compare import Plan
from streaming.importing.covers import covers_store
from streaming.importing.facts import facts_of
from streaming.importing.grouping import LARGEST, Member
from streaming.importing.lease import scan_beat
from streaming.importing.names import guess
from streaming.importing.rawtags import RawTags
from streaming.importing.reader import FileRead, audio_hash_of, parts_of
from streaming.importing.summary import Summary
from streaming.importing.walk import Found
from streaming.models import MediaFile, Rendition, Scan, ScanRefusal
from streaming.paths import disk_path, path_hash, stored_path


@dataclass(slots=True)
class Loaded:
    """A unit (or a part of a large one) with what its files hold."""

    plan: Plan
    reads: list[FileRead]
    pictures: dict[str, bytes] = field(default_factory=dict)
    refused: list[tuple[str, str]] = field(default_factory=list)
    whole: bool = True
    is_last_part: bool = True


@dataclass(slots=True)
class Writer:
    """Writes batches of one scan, and keeps what must be known across them."""

    library: Library
    summary: Summary
    scan: Scan | None
    first_import: bool
    dry_run: bool = False
    claimed: set[int] = field(default_factory=set)
    """Rows whose file was found elsewhere in this scan."""
    vanished: list[int] = field(default_factory=list)
    final: bool = False
    """Nothing comes after this: a file with other audio than before is that file replaced."""

    def write(self, batch: list[Loaded]) -> list[Loaded]:
        """Write a batch. Gives back units to come to at the end: some of their files hold other audio than before."""
        matching = Matching(self, batch)
        if self.dry_run:
            matching.match()
            return self._count(batch, matching)
        covers = covers_store(
            {sha256: data for one in batch for sha256, data in one.pictures.items()},
            {read.cover for one in batch for read in one.reads},
        )
        with transaction.atomic():
            if self.scan is not None:
                scan_beat(scan=self.scan, **self.summary.counts())
            matching.match()
            self._write(batch, matching, covers)
        return self._count(batch, matching)

    def _write(self, batch: list[Loaded], matching: "Matching", covers: dict[str, int]) -> None:
        at = now()
        for pk in matching.out_of_the_way():
            # Its path is another's now. What stays unclaimed is marked missing at the end of the scan.
            MediaFile.objects.filter(pk=pk).update(path_hash=path_hash(f"\0displaced:{pk}"))
        albums: list[AlbumFacts] = []
        for one in batch:
            albums += self._albums(one, matching, covers)
        albums_take(library=self.library, albums=albums, at=at)
        self._new_rows(matching.new)
        self._change_rows(matching)
        self._come_back(batch, at)
        refused_write(self.library, batch)
        sidecars_write(self.library, [one.plan for one in batch if one.is_last_part])

    def _albums(
        self, one: Loaded, matching: "Matching", covers: dict[str, int]
    ) -> list[AlbumFacts]:
        members, pictures = [], {}
        for read in one.reads:
            if read.facts is None or read.path in matching.later:
                continue
            read.facts.added_at = self._added_at(read.mtime_ns)
            pictures[id(read.facts)] = read.cover
            members.append(Member(read.facts, read.path, read.facts.added_at))
        if not members:
            return []
        partial = False
        if one.whole:
            others = self._others(one.plan, {read.path for read in one.reads})
            partial = bool(others)
            members += others
        albums = grouping.group(one.plan.unit.folder, members, whole=one.whole)
        for album in albums:
            album.cover_id = covers.get(grouping.cover_of(album, pictures))
            album.keeps_cover = partial or not one.whole
        # Where nothing of an album changed and its tracks stay where they are, there is nothing to write.
        return [
            album for album in albums if album.tracks or any(t.reappeared for t in album.others)
        ]

    def _others(self, plan: Plan, read: set[str]) -> list[Member]:
        """The unit's files that did not change, from what their rows keep of them."""
        pks = [row.pk for path, row in plan.rows.items() if path not in read]
        members = []
        for some in chunks(pks):
            rows = MediaFile.objects.filter(pk__in=some).values_list(
                "path", "tags", "duration_ms", "track_id", "track__album_id", "track__added_at"
            )
            for path, tags, duration, track, album, added_at in rows:
                path = disk_path(path)
                folders, stem = parts_of(path)
                facts = facts_of(RawTags(values=tags), guess(folders, stem), duration_ms=duration)
                facts.pk, facts.album_pk = track, album
                members.append(Member(facts, path, added_at, is_new_or_changed=False))
        return members

    def _added_at(self, mtime_ns: int) -> datetime:
        """When a new file came to the collection."""
        if not self.first_import:
            return now()
        try:
            return min(datetime.fromtimestamp(max(mtime_ns, 0) / 1e9, UTC), now())
        except (OverflowError, ValueError, OSError):
            return now()

    def _new_rows(self, reads: list[FileRead]) -> None:
        if not reads:
            return
        rows = [columns(read) | {"tags": JsonText(read.tags)} for read in reads]
        names = tuple(rows[0])
        library = self.library.pk
        rows_insert(
            MediaFile,
            ("library_id", "track_id", *names),
            [
                (library, read.facts.pk, *row.values())
                for read, row in zip(reads, rows, strict=True)
                if read.facts
            ],
        )

    def _change_rows(self, matching: "Matching") -> None:
        for pk, read in matching.known.items():
            row = matching.rows[pk]
            values = columns(read) | {"tags": json.loads(read.tags)}
            if row.audio_hash != values["audio_hash"] and row.audio_hash:
                # Other sound: what was measured and made of the old one is void.
                values |= {"waveform": None, "loudness": None, "true_peak": None, "analysed_at": None,
                           "skip_samples": None, "samples": None}  # fmt: skip
                Rendition.objects.filter(file_id=pk).delete()
            values |= {"sha256": "", "sound": None, "missing_since": None}
            for name, value in values.items():
                setattr(row, name, value)
            row.save(update_fields=[*values, "updated_at"])

    def _come_back(self, batch: Iterable[Loaded], at: datetime) -> None:
        back = [row for one in batch if one.is_last_part for row in one.plan.back]
        for some in chunks(back):
            MediaFile.objects.filter(pk__in=[row.pk for row in some]).update(missing_since=None)
            tracks = Track.objects.filter(pk__in=[row.track_id for row in some])
            tracks.update(missing_since=None)
            album_refresh(albums=tracks.values_list("album_id", flat=True), at=at)

    def _count(self, batch: list[Loaded], matching: "Matching") -> list[Loaded]:
        """Count what a batch did, once it is committed."""
        self.claimed |= matching.claimed
        self.vanished += matching.displaced
        summary = self.summary
        later = []
        for one in batch:
            if one.is_last_part and not self.final:
                summary.back += len(one.plan.back)
                self.vanished += one.plan.vanished
            for read in one.reads:
                if read.refused:
                    summary.refuse(read.path, read.refused)
                elif read.note:
                    summary.refuse(read.path, read.note)
            for path, reason in one.refused:
                summary.refuse(path, reason)
            if any(read.path in matching.later for read in one.reads):
                later.append(one)
        summary.added += len(matching.new)
        summary.moved += len(matching.claimed)
        summary.changed += len(matching.known) - len(matching.claimed)
        summary.duplicates += matching.duplicates
        return later


class Matching:
    """Which row each file of a batch is of."""

    def __init__(self, writer: Writer, batch: list[Loaded]) -> None:
        self.writer = writer
        self.batch = batch
        self._forget()

    def _forget(self) -> None:
        self.known: dict[int, FileRead] = {}
        """Files of rows that are there, by the row's key."""
        self.rows: dict[int, MediaFile] = {}
        self.new: list[FileRead] = []
        self.claimed: set[int] = set()
        self.displaced: list[int] = []
        self.later: set[str] = set()
        self.duplicates = 0

    def match(self) -> None:
        """Find the rows. Safe to call again when a transaction is tried again."""
        self._forget()
        reads = [read for one in self.batch for read in one.reads if read.facts is not None]
        by_path = {
            read.path: one.plan.rows[read.path].pk
            for one in self.batch
            for read in one.reads
            if read.path in one.plan.rows
        }
        for read in reads:
            assert read.facts
            read.facts.pk = read.facts.album_pk = None
        self._fetch(pk__in=list(by_path.values()))
        unplaced = []
        for read in reads:
            row = self.rows.get(by_path.get(read.path, 0))
            if row is not None and path_hash(read.path) != row.path_hash:
                row = None  # it was claimed by another path in this scan
            assert read.sound
            if row is not None and row.audio_hash in ("", read.sound.audio_hash):
                self._know(row, read)
            else:
                unplaced.append((read, row))
        if unplaced:
            self._by_audio(unplaced)

    def _fetch(self, **condition: Any) -> None:
        if not next(iter(condition.values())):
            return
        found = MediaFile.objects.filter(library=self.writer.library, **condition).defer(
            "waveform", "tags"
        )
        for row in found.annotate(album_pk=F("track__album_id")):
            self.rows.setdefault(row.pk, row)

    def _by_audio(self, unplaced: list[tuple[FileRead, MediaFile | None]]) -> None:
        hashes = {read.sound.audio_hash for read, _ in unplaced if read.sound} - {""}
        self._fetch(audio_hash__in=list(hashes))
        rows: dict[str, list[MediaFile]] = {}
        for known in self.rows.values():
            rows.setdefault(known.audio_hash, []).append(known)
        here: set[str] = set()
        for read, row in unplaced:
            assert read.sound
            audio = read.sound.audio_hash
            found = self._elsewhere(
                read, [other for other in rows.get(audio, ()) if other is not row]
            )
            if found is not None:
                self.claimed.add(found.pk)
                self._know(found, read)
                if row is not None and row.pk not in self.known:
                    self.displaced.append(row.pk)
            elif row is None:
                self.duplicates += bool(audio and (audio in here or rows.get(audio)))
                here.add(audio)
                self.new.append(read)
            elif self.writer.final:
                self._know(row, read)
            else:
                self.later.add(read.path)
        self.displaced = [pk for pk in self.displaced if pk not in self.claimed]

    def out_of_the_way(self) -> list[int]:
        """Rows that must leave their path before another takes it: two files may have swapped theirs."""
        taken = {path_hash(read.path) for read in (*self.known.values(), *self.new)}
        moved = [pk for pk in self.claimed if self.rows[pk].path_hash in taken]
        return self.displaced + moved

    def _know(self, row: MediaFile, read: FileRead) -> None:
        assert read.facts
        self.known[row.pk] = read
        read.facts.pk, read.facts.album_pk = row.track_id, getattr(row, "album_pk", None)

    def _elsewhere(self, read: FileRead, rows: list[MediaFile]) -> MediaFile | None:
        """A row of this audio whose file is not where it was; one of the same name first."""
        name = read.path.rpartition("/")[2]
        rows = sorted(
            rows, key=lambda row: (disk_path(row.path).rpartition("/")[2] != name, row.pk)
        )
        for row in rows:
            taken = row.pk in self.known or row.pk in self.claimed or row.pk in self.writer.claimed
            if not taken and not self._is_there(row):
                return row
        return None

    def _is_there(self, row: MediaFile) -> bool:
        """The row's file is still at its path. When that cannot be told, it is."""
        root = disk_path(self.writer.library.root)
        path = os.path.join(root, disk_path(row.path))  # noqa: PTH118
        try:
            state = os.stat(path)  # noqa: PTH116
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True
        if (state.st_size, state.st_mtime_ns) == (row.size, row.mtime_ns):
            return True
        return audio_hash_of(path) in ("", row.audio_hash)


def columns(read: FileRead) -> dict[str, Any]:
    """The columns of a file's row that follow from reading it."""
    assert read.sound
    sound = read.sound
    return {
        "path": stored_path(read.path),
        "path_hash": path_hash(read.path),
        "folder_hash": path_hash(read.path.rpartition("/")[0]),
        "size": read.size,
        "mtime_ns": read.mtime_ns,
        "audio_hash": sound.audio_hash,
        "container": sound.container,
        "codec": sound.codec,
        "bitrate": min(sound.bitrate, 2**31 - 1),
        "sample_rate": min(sound.sample_rate, 2**31 - 1),
        "channels": sound.channels,
        "bit_depth": sound.bit_depth,
        "duration_ms": min(sound.duration_ms, 2**31 - 1),
        **read.gains,
    }


def refused_write(library: Library, batch: Iterable[Loaded]) -> None:
    """Keep the newest word on each file of the batch: refused and why, or nothing."""
    rows: dict[str, ScanRefusal] = {}
    looked_at: list[str] = []
    gone: list[int] = []
    for one in batch:
        gone += one.plan.refusals_gone
        beside = {found.path: found for found in one.plan.unit.covers}
        looked_at += [path_hash(path) for path in beside]
        for read in one.reads:
            looked_at.append(path_hash(read.path))
            if read.refused or read.note:
                state = Found(read.path, read.size, read.mtime_ns)
                rows[read.path] = refusal(library, state, read.refused or read.note)
        for path, reason in one.refused:
            rows[path] = refusal(library, beside.get(path, Found(path, 0, 0)), reason)
    for some in chunks(looked_at):
        ScanRefusal.objects.filter(library=library, path_hash__in=some).delete()
    for pks in chunks(gone):
        ScanRefusal.objects.filter(pk__in=pks).delete()
    ScanRefusal.objects.bulk_create(rows.values())


def refusal(library: Library, found: Found, reason: str) -> ScanRefusal:
    """An unsaved row."""
    return ScanRefusal(
        library=library,
        path=stored_path(found.path),
        path_hash=path_hash(found.path),
        folder_hash=path_hash(found.path.rpartition("/")[0]),
        size=found.size,
        mtime_ns=found.mtime_ns,
        reason=reason[:300],
    )


__all__ = ["LARGEST", "Loaded", "Writer", "refusal"]
