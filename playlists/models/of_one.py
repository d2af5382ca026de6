"""The condition that a row is about exactly one thing."""

from functools import reduce
from operator import or_

from django.db.models import Q


def of_one(*kinds: str) -> Q:
    """Exactly one of these foreign keys is set."""
    return reduce(
        or_, (Q(**{f"{kind}__isnull": kind != chosen for kind in kinds}) for chosen in kinds)
    )
