"""A batch: the files of a few folders, written in one short transaction.

Each file is brought to its row first: by its path where the audio is the same, else by its audio among the rows
whose file is not where it was. Only then tags and album follow. A batch is all there or not at all, whenever
the process ends; the next run finds what is not there as new.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import transaction
from django.utils.timezone import now

from catalog.facts import UNKNOWN_ALBUM, AlbumFacts
from catalog.models import Library, Track
from catalog.services import album_refresh, albums_take
from catalog.services.bulk import chunks
from common.text import text_key
from streaming.importing import grouping
from streaming.importing.beside import sidecars_write
from streaming.importing.covers import covers_store
from streaming.importing.facts import facts_of
from streaming.importing.files import files_change, files_insert
from streaming.importing.grouping import Member
from streaming.importing.lease import scan_beat
from streaming.importing.loaded import Loaded
from streaming.importing.matching import Matching
from streaming.importing.names import guess
from streaming.importing.rawtags import RawTags
from streaming.importing.reader import parts_of
from streaming.importing.refusals import refused_write
from streaming.importing.summary import Summary
from streaming.models import MediaFile, Scan
from streaming.paths import disk_path, path_hash

MOST_OTHERS = 2000
"""Files of a large folder that are looked at beside those that changed."""


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
        matching = Matching(self.library, batch, claimed_before=self.claimed, final=self.final)
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

    def _write(self, batch: list[Loaded], matching: Matching, covers: dict[str, int]) -> None:
        at = now()
        for pk in matching.out_of_the_way():
            # Its path is another's now. What stays unclaimed is marked missing at the end of the scan.
            MediaFile.objects.filter(pk=pk).update(path_hash=path_hash(f"\0displaced:{pk}"))
        albums: list[AlbumFacts] = []
        for one in batch:
            albums += self._albums(one, matching, covers)
        albums_take(library=self.library, albums=albums, at=at)
        files_insert(self.library, matching.new)
        files_change(matching)
        self._come_back(batch, at)
        refused_write(self.library, batch)
        sidecars_write(self.library, [one.plan for one in batch if one.is_last_part])

    def _albums(self, one: Loaded, matching: Matching, covers: dict[str, int]) -> list[AlbumFacts]:
        members, pictures = [], {}
        for read in one.reads:
            if read.facts is None or read.path in matching.later:
                continue
            read.facts.added_at = self._added_at(read.mtime_ns)
            pictures[id(read.facts)] = read.cover
            members.append(Member(read.facts, read.path, read.facts.added_at))
        if not members:
            return []
        others = self._others(one, members)
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

    def _others(self, one: Loaded, members: list[Member]) -> list[Member]:
        """The unit's files that did not change, from what their rows keep of them.

        Of a folder that is too large to be an album, those whose album has the title of one that did: they may
        have been written by an earlier part of this very scan.
        """
        plan, read = one.plan, {read.path for read in one.reads}
        files = MediaFile.objects.filter(library=self.library)
        if one.whole:
            pks = [row.pk for path, row in plan.rows.items() if path not in read]
            found = [files.filter(pk__in=some) for some in chunks(pks)]
        else:
            titles = {text_key(grouping.album_of(member).title) for member in members}
            folders = [path_hash(folder) for folder in plan.unit.folders]
            there = files.filter(folder_hash__in=folders, missing_since=None).order_by("pk")
            found = [
                there.filter(track__album__title_key__in=some)[:MOST_OTHERS]
                for some in chunks(titles - {text_key(UNKNOWN_ALBUM)})
            ]
        others = []
        for rows in found:
            for path, tags, duration, track, album, added_at in rows.values_list(
                "path", "tags", "duration_ms", "track_id", "track__album_id", "track__added_at"
            ):
                path = disk_path(path)
                if path in read:
                    continue
                folders_of, stem = parts_of(path)
                facts = facts_of(
                    RawTags(values=tags), guess(folders_of, stem), duration_ms=duration
                )
                facts.pk, facts.album_pk = track, album
                others.append(Member(facts, path, added_at, is_new_or_changed=False))
        return others

    def _added_at(self, mtime_ns: int) -> datetime:
        """When a new file came to the collection."""
        if not self.first_import:
            return now()
        try:
            return min(datetime.fromtimestamp(max(mtime_ns, 0) / 1e9, UTC), now())
        except (OverflowError, ValueError, OSError):
            return now()

    def _come_back(self, batch: Iterable[Loaded], at: datetime) -> None:
        back = [row for one in batch if one.is_last_part for row in one.plan.back]
        for some in chunks(back):
            MediaFile.objects.filter(pk__in=[row.pk for row in some]).update(missing_since=None)
            tracks = Track.objects.filter(pk__in=[row.track_id for row in some])
            tracks.update(missing_since=None)
            album_refresh(albums=tracks.values_list("album_id", flat=True), at=at)

    def _count(self, batch: list[Loaded], matching: Matching) -> list[Loaded]:
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
