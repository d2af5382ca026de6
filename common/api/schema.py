"""What every operation of the contract has in common: how it fails, and the headers and parameters it takes.

The marks come from the code that keeps the promise: `idempotent`, `conditional`, `scope`, `includes`.
"""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from common.api.idempotency import HEADER
from common.api.problems import ProblemSerializer
from common.api.scopes import scope_for

IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    str,
    OpenApiParameter.HEADER,
    description="Of your own making. Said again with it, the request is answered as before and done once (24 hours).",
)
IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The `ETag` of what you have seen: 412 when it has changed since.",
)


class Schema(AutoSchema):
    """drf-spectacular's own, with what this API promises everywhere."""

    def get_override_parameters(self) -> list[Any]:
        found = list(super().get_override_parameters())
        handler = self._handler()
        if getattr(handler, "is_idempotent", False):
            found.append(IDEMPOTENCY_KEY)
        if getattr(handler, "is_conditional", False):
            found.append(IF_MATCH)
        return found + list(getattr(self.view, "shape_parameters", lambda method: ())(self.method))

    def get_operation(self, *args: Any, **kwargs: Any) -> dict[str, Any] | None:
        operation: dict[str, Any] | None = super().get_operation(*args, **kwargs)
        if operation is None:
            return None
        if self.method == "DELETE" and not isinstance(self.get_response_serializers(), dict):
            # drf-spectacular writes 204 for any serializer here, whatever the view answers.
            raise TypeError(f"{self.get_operation_id()}: say with which status its DELETE answers.")
        problem = self.resolve_serializer(ProblemSerializer, "response").ref
        operation["responses"]["4XX"] = {
            "content": {"application/problem+json": {"schema": problem}},
            "description": "What is wrong with the request.",
        }
        operation["responses"]["503"] = {
            "content": {"application/problem+json": {"schema": problem}},
            "description": "The database is away for a moment: `Retry-After` says for how long.",
        }
        scope = scope_for(self.view, self.method)
        if scope is not None:
            operation["x-scope"] = scope.value
        return operation

    def _get_serializer_field_meta(self, field: Any, direction: Any) -> dict[str, Any]:
        meta: dict[str, Any] = super()._get_serializer_field_meta(  # type: ignore[no-untyped-call]  # it has no types
            field, direction
        )
        if isinstance(field, serializers.JSONField):
            # Any JSON includes null, and `oneOf` is not true of what is true twice.
            meta.pop("nullable", None)
        return meta

    def _handler(self) -> Any:
        return getattr(self.view, self.method.lower(), None)
