"""What a request tells in its body or behind the `?`, checked by a serializer: a wrong value is named, not ignored."""

from typing import Any

from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.request import Request

from common.errors import Invalid
from common.ids import PUBLIC_ID

PAGING = frozenset({"cursor", "limit"})


class IdField(serializers.RegexField):
    """A public id: 32 lower-case hex digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"\A[0-9a-f]{32}\Z", **options)
        self.error_messages["invalid"] = "An id is 32 lower-case hex digits."

    def run_validation(self, data: Any = empty) -> Any:
        """As a text field's, at once for what is an id: a list may name a thousand."""
        if isinstance(data, str) and PUBLIC_ID.fullmatch(data):
            return data
        return super().run_validation(data)


def query_of(
    request: Request,
    serializer: type[serializers.Serializer[Any]],
    *,
    also: frozenset[str] = PAGING,
) -> dict[str, Any]:
    """The parameters of a list, by their names. Raises ValidationError or Invalid, naming the field.

    `also` are parameters that somebody else reads.
    """
    checked = serializer(data=request.query_params.dict())
    checked.is_valid(raise_exception=True)
    unknown = sorted(request.query_params.keys() - checked.fields.keys() - also)
    if unknown:
        takes = ", ".join(sorted(checked.fields.keys() | also))
        raise Invalid(f"This list takes {takes}.", field=unknown[0][:40])
    return dict(checked.validated_data)


def body_of(
    request: Request, serializer: type[serializers.Serializer[Any]], *, partial: bool = False
) -> dict[str, Any]:
    """What the body tells, by its names; with `partial` those that are told alone. Raises ValidationError."""
    checked = serializer(data=request.data, partial=partial)
    checked.is_valid(raise_exception=True)
    return dict(checked.validated_data)
