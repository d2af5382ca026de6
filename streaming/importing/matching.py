"""Which row each file of a batch is of: by its path where the audio is the same, else by its audio among the rows
whose file is not where it was.
"""

import os
from collections.abc import Set
from typing import Any

from django.db.models import F

from catalog.models import Library
from streaming.importing.loaded import Loaded
from streaming.importing.reader import FileRead, audio_hash_of
from streaming.models import MediaFile
from streaming.paths import disk_path, path_hash


class Matching:
    """Which row each file of a batch is of."""

    def __init__(
        self,
        library: Library,
        batch: list[Loaded],
        *,
        claimed_before: Set[int] = frozenset(),
        final: bool = False,
    ) -> None:
        self.library, self.batch = library, batch
        self.claimed_before, self.final = claimed_before, final
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
        found = MediaFile.objects.filter(library=self.library, **condition).defer(
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
            elif self.final:
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
            taken = row.pk in self.known or row.pk in self.claimed or row.pk in self.claimed_before
            if not taken and not self._is_there(row):
                return row
        return None

    def _is_there(self, row: MediaFile) -> bool:
        """The row's file is still at its path. When that cannot be told, it is.

        What lies in media storage stays where the site has put it.
        """
        if self.library.kind != Library.Kind.FOLDER:
            return True
        root = disk_path(self.library.root)
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
