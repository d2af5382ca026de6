"""Many things in one request, each with a result of its own.

    class LikesBulkView(APIView):
        @extend_schema(request=bulk_of(LikeItem), responses=bulk_results(LikeSerializer))
        @idempotent
        def post(self, request):
            return bulk(request, LikeItem, lambda item: LikeSerializer(like_add(user=…, **item)).data)

The body is `{"items": [...]}`; the answer 200 with `{"results": [...]}` in the same order, whatever became of each:
`{"status": 200, "value": …}` or `{"status": 404, "problem": …}`. An item that fails is undone; the others stand.
"""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import Http404
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response

from common.api.problems import ProblemSerializer, problem_response
from common.errors import DomainError

MOST = 200
"""Items in one request, unless the view says otherwise."""

type Item = type[serializers.Serializer[Any]]


def bulk(
    request: Request,
    item: Item,
    do: Callable[[dict[str, Any]], Any],
    *,
    most: int = MOST,
    context: dict[str, Any] | None = None,
) -> Response:
    """Do each of the request's items. `do` gets an item's checked values and returns what is told of it, or None."""
    body = _Items(data=request.data, context={"most": most})
    body.is_valid(raise_exception=True)
    results = [
        _one(index, given, item, do, context or {})
        for index, given in enumerate(body.validated_data["items"])
    ]
    return Response({"results": results})


class _Items(serializers.Serializer[Any]):
    """Only the envelope: each item is checked on its own, and fails on its own."""

    items = serializers.ListField(child=serializers.JSONField(allow_null=True), allow_empty=False)

    def validate_items(self, items: list[Any]) -> list[Any]:
        most = self.context["most"]
        if len(items) > most:
            raise serializers.ValidationError(f"At most {most} items at once, not {len(items)}.")
        return items


def _one(
    index: int, given: Any, item: Item, do: Callable[[dict[str, Any]], Any], context: dict[str, Any]
) -> dict[str, Any]:
    try:
        with transaction.atomic():
            checked = item(data=given, context=context)
            checked.is_valid(raise_exception=True)
            value = do(checked.validated_data)
    except (DomainError, APIException, Http404) as error:
        response = problem_response(error, {})
        if response is None:
            raise
        problem = response.data
        for one in problem.get("errors", ()):
            one["pointer"] = f"/items/{index}{one['pointer'].rstrip('/')}"
        return {"status": response.status_code, "problem": problem}
    return {"status": 200, "value": value}


def bulk_of(item: Item, *, most: int = MOST) -> Any:
    """The contract of a bulk request."""
    return inline_serializer(
        f"Bulk{_name(item)}",
        {"items": serializers.ListSerializer(child=item(), max_length=most, allow_empty=False)},
    )


def bulk_results(value: Item | None = None) -> Any:
    """The contract of a bulk answer; `value` is what is told of an item that was done."""
    name = _name(value) if value else "Nothing"
    result = inline_serializer(
        f"Bulk{name}Result",
        {
            "status": serializers.IntegerField(help_text="As if the item had come alone."),
            "value": value(required=False, allow_null=True)
            if value
            else serializers.JSONField(required=False, allow_null=True),
            "problem": ProblemSerializer(required=False),
        },
        many=True,
    )
    return inline_serializer(f"Bulk{name}Results", {"results": result})


def _name(serializer: Item) -> str:
    return serializer.__name__.removesuffix("Serializer")
