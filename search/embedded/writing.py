"""Writing the embedded index: changes to the current one, and a new one in place of it."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import tantivy

from search.embedded.folder import Folder, told_as_unavailable
from search.embedded.schema import entry
from search.engine import SearchDocument
from search.entries import identity
from search.places import Unavailable

HEAP, REBUILD_HEAP = 50_000_000, 200_000_000
"""Bytes of memory in which entries are gathered before they become a segment."""

TELL_EVERY = 10_000


class Writer:
    """Changes that are seen together, at the next `commit`. Taking in and forgetting are safe to repeat."""

    def __init__(self, writer: tantivy.IndexWriter) -> None:
        self._writer = writer

    def index(self, documents: Iterable[SearchDocument]) -> int:
        """Take documents in, each in place of what stood for the same `kind` and `ref`. Returns their number."""
        count = 0
        with told_as_unavailable():
            for document in documents:
                self._writer.delete_documents_by_term("id", identity(document.kind, document.ref))
                self._writer.add_document(entry(document))
                count += 1
        return count

    def remove(self, kind: str, refs: Iterable[int]) -> None:
        """Forget documents."""
        with told_as_unavailable():
            for ref in refs:
                self._writer.delete_documents_by_term("id", identity(kind, ref))

    def commit(self) -> None:
        """On the disk, and seen by whoever asks from now on."""
        with told_as_unavailable():
            self._writer.commit()


@contextmanager
def writing(folder: Folder) -> Iterator[Writer]:
    """Change the current index; the caller holds the folder's lock. Raises Unavailable when there is none."""
    path = folder.current()
    if path is None:
        raise Unavailable("There is no index.")
    with told_as_unavailable():
        writer = tantivy.Index.open(str(path)).writer(HEAP, 1)
    ours = Writer(writer)
    try:
        yield ours
        with told_as_unavailable():
            # A writer that is dropped gives up its merges, and each commit would leave one more segment to be searched.
            writer.wait_merging_threads()
    finally:
        # Where something went wrong its traceback lives on, and would keep the writer with Tantivy's own lock.
        del ours._writer, writer


def rebuild(
    folder: Folder,
    documents: Iterable[SearchDocument],
    *,
    tell: Callable[[int], None] | None = None,
) -> int:
    """Make a new index of these documents, each told once, and put it in place of the current one.

    The caller holds the folder's lock. The current index answers until the new one is whole. Returns their number.
    """
    with told_as_unavailable():
        path, index = folder.fresh()
        writer = index.writer(REBUILD_HEAP, 1)
        count = 0
        for document in documents:
            writer.add_document(entry(document))
            count += 1
            if tell and count % TELL_EVERY == 0:
                tell(count)
        writer.commit()
        writer.wait_merging_threads()
        folder.switch(path)
        return count
