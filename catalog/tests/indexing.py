"""The search index in tests: no worker runs beside them."""

from catalog.kinds import MODELS
from search.indexing import index_pending
from search.services import search_mark


def index_everything() -> None:
    """Bring the search index in step with the rows, as the job does."""
    for kind, model in MODELS.items():
        search_mark(kind=kind, refs=model.objects.values_list("pk", flat=True))
    index_pending(seconds=60)
