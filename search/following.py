"""Finding what nobody marked."""

from itertools import batched

from django.utils.timezone import now

from search.models import Document, Pending
from search.sources import sources

AT_ONCE = 2000


def kinds_follow() -> list[str]:
    """Mark all rows of each kind that has rows and not one document; the kinds. Safe to run twice."""
    followed: list[str] = []
    for kind, source in sources.items():
        known = (Document.objects.filter(kind=kind), Pending.objects.filter(kind=kind))
        if any(rows.exists() for rows in known):
            continue
        for refs in batched(source.keys(), AT_ONCE):  # noqa: B911 - the last batch is what is left
            marks = [Pending(kind=kind, ref=ref, marked_at=now()) for ref in refs]
            Pending.objects.bulk_create(marks)
            if followed[-1:] != [kind]:
                followed.append(kind)
    return followed
