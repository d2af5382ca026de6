"""How what was found looks: kept as parts (`web.parts`), so that for most of it only access is asked."""

from collections.abc import Callable, Iterable
from typing import Any

from accounts.viewer import Viewer
from catalog.finding import KINDS
from catalog.listed_rows import listed_rows
from web.caching import audience_of
from web.parts import Parts


def looks[T](
    parts: Parts,
    viewer: Viewer,
    kind: str,
    found: Iterable[Any],
    tell: Callable[[str, Any], T],
    *,
    name: str,
    with_credits: bool = True,
) -> list[T]:
    """What `tell` makes of each row that `find` found with `only_keys`, in their order. `name`: of what it makes."""
    if kind not in KINDS:
        return [tell(kind, row) for row in found]

    def made(missing: list[int]) -> dict[int, T]:
        rows = listed_rows(kind, viewer, missing, with_credits=with_credits)
        return {key: tell(kind, row) for key, row in rows.items()}

    if kind == "artist":  # their picture is not everybody's to see
        name = f"{name} for {audience_of(viewer, of_list=True)}"
    return list(parts.each(f"{name} {kind}", found, made).values())
