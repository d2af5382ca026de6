"""What stands behind the `?` of a list, checked by a serializer: a wrong value is named, not ignored."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from common.errors import Invalid

PAGING = frozenset({"cursor", "limit"})


class IdField(serializers.RegexField):
    """A public id: 32 lower-case hex digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"\A[0-9a-f]{32}\Z", **options)
        self.error_messages["invalid"] = "An id is 32 lower-case hex digits."


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
