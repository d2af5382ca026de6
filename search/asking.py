"""Asking the site's search: by the engine that is set, and by the database where that one is away."""

import logging
from collections.abc import Collection, Sequence
from dataclasses import replace
from time import monotonic

from django.conf import settings

from search.database import DatabaseEngine
from search.embedded.folder import opened
from search.embedded.place import EmbeddedPlace
from search.engine import Answer, Question
from search.language import Query
from search.opensearch.place import OpenSearchPlace, connected
from search.places import Place, Unavailable

logger = logging.getLogger(__name__)

TELL_EVERY = 60.0
"""Seconds between two lines of the log about the same outage."""

_told_at = -TELL_EVERY


def index_place() -> Place | None:
    """The site's index; None when it has none (`SEARCH_URL=none`)."""
    if settings.SEARCH_SERVER:
        return OpenSearchPlace(connected(settings.SEARCH_SERVER))
    return EmbeddedPlace(opened(settings.SEARCH_INDEX)) if settings.SEARCH_INDEX else None


def ask(
    query: Query,
    *,
    kinds: Sequence[str],
    audiences: Collection[str],
    limit: int,
    offset: int = 0,
    facets_of: str = "",
    is_quick: bool = False,
) -> Answer:
    """The best hits of a query, as `search.engine.Question` says. An index that is away makes no error of it."""
    question = Question(query, kinds, audiences, limit, offset, facets_of, is_quick)
    place = index_place()
    if place is not None:
        try:
            return place.answer(question)
        except Unavailable as error:
            _tell(error)
    return replace(DatabaseEngine().answer(question), is_partial=place is not None)


def _tell(error: Unavailable) -> None:
    global _told_at  # noqa: PLW0603 - one line a minute of each process, not one for each letter that is typed
    if monotonic() - _told_at >= TELL_EVERY:
        _told_at = monotonic()
        logger.warning("The search index can't be read; the database answers: %s", error)
