"""The embedded index as a place: in a folder, written by one process at a time and read by all."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from search.embedded.columns import count_of, stamps_of
from search.embedded.engine import EmbeddedEngine
from search.embedded.folder import Folder
from search.embedded.writing import rebuild, writing
from search.engine import Answer, Question, SearchDocument
from search.places import Unavailable, Writer


class EmbeddedPlace:
    """See `search.places.Place`."""

    def __init__(self, folder: Folder) -> None:
        self._folder = folder

    def answer(self, question: Question) -> Answer:
        return EmbeddedEngine(self._folder).answer(question)

    def is_lost(self) -> bool:
        try:
            self._folder.searcher()
        except Unavailable:
            return True
        return False

    @contextmanager
    def writing(self) -> Iterator[Writer | None]:
        # Not while one is being made anew: it may have read a row before the change that a mark tells of.
        try:
            lock = self._folder.locked(wait=False)
            lock.__enter__()
        except Unavailable:
            yield None
            return
        try:
            if self.is_lost():
                yield None
            else:
                with writing(self._folder) as writer:
                    yield writer
        finally:
            lock.__exit__(None, None, None)

    def rebuild(
        self,
        documents: Callable[[], Iterable[SearchDocument]],
        *,
        only_if_needed: bool = False,
        wait: bool = True,
        tell: Callable[[int], None] | None = None,
    ) -> int:
        with self._folder.locked(wait=wait):
            if only_if_needed and not self.is_lost():
                return int(self._folder.searcher().num_docs)
            return rebuild(self._folder, documents(), tell=tell)

    def stamps(self, kind: str) -> dict[int, int]:
        return stamps_of(self._folder.searcher(), kind)

    def count(self, kind: str) -> int:
        return count_of(self._folder.searcher(), kind)
