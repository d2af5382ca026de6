"""`?fields=` and `?include=`: less of a thing than usual, or more.

    class AlbumDetail(Shaped, RetrieveAPIView):
        includes = {"tracks": album_tracks}     # (request, album) → what stands under "tracks"
        scope = READS

`fields` names what to keep, at the top level. Both are refused by name when they ask for what there is not.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.request import Request

from common.errors import Invalid

SHAPING = frozenset({"fields", "include"})

type Include = Callable[[Request, Any], Any]


class Shaped:
    """For generic views: the serializer they make has the fields that were asked for."""

    request: Any
    includes: ClassVar[Mapping[str, Include]] = {}

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        serializer = super().get_serializer(*args, **kwargs)  # type: ignore[misc]  # a generic view's
        if self.request is not None and self.request.method in {"GET", "HEAD"}:
            keep_fields(self.request, getattr(serializer, "child", serializer))
        return serializer

    def with_included(self, told: Any, row: Any) -> Any:
        """What was asked for besides, put into what is told of a row."""
        for name in included(self.request, self.includes):
            told[name] = self.includes[name](self.request, row)
        return told

    def shape_parameters(self, method: str) -> Iterable[OpenApiParameter]:
        if method != "GET":
            return
        yield OpenApiParameter("fields", str, description="Only these, with commas.")
        if self.includes:
            names = ", ".join(f"`{name}`" for name in sorted(self.includes))
            yield OpenApiParameter("include", str, description=f"More, with commas: {names}.")


def keep_fields(request: Request, serializer: serializers.Serializer[Any]) -> None:
    """Drop the serializer's fields that `?fields=` does not name. Raises Invalid."""
    wanted = _named(request, "fields")
    if not wanted:
        return
    unknown = sorted(wanted - serializer.fields.keys())
    if unknown:
        raise Invalid(f"fields takes {', '.join(serializer.fields)}.", field="fields")
    for name in serializer.fields.keys() - wanted:
        serializer.fields.pop(name)


def included(request: Request, available: Mapping[str, Any]) -> list[str]:
    """What `?include=` names, in the order of `available`. Raises Invalid."""
    wanted = _named(request, "include")
    if wanted - available.keys():
        takes = ", ".join(available) or "nothing here"
        raise Invalid(f"include takes {takes}.", field="include")
    return [name for name in available if name in wanted]


def _named(request: Request, parameter: str) -> set[str]:
    return {name for name in request.query_params.get(parameter, "").split(",") if name}
