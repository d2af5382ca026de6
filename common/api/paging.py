"""Keyset pages in the API: `next`, `previous` (addresses or null) and `results`."""

import re
from typing import Any

from rest_framework import serializers
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from common.errors import Invalid
from common.paging import Page, keyset_page


class KeysetPagination(BasePagination):
    """`?cursor=` and `?limit=` (1–200, 50 unless told).

    The view's `keyset_order()` names the columns; or it makes its pages itself, by `keyset_page(rows, cursor=, size=)`.
    """

    most, usual = 200, 50

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        limit = request.query_params.get("limit", str(self.usual))
        if not re.fullmatch(r"[0-9]{1,4}", limit) or not 1 <= int(limit) <= self.most:
            raise Invalid(f"limit takes a whole number from 1 to {self.most}.", field="limit")
        self.request = request
        cursor, size = request.query_params.get("cursor", ""), int(limit)
        self.page: Page[Any] = (
            view.keyset_page(queryset, cursor=cursor, size=size)
            if hasattr(view, "keyset_page")
            else keyset_page(queryset, order=view.keyset_order(), cursor=cursor, size=size)
        )
        return self.page.rows

    def get_paginated_response(self, data: Any) -> Response:
        return Response(
            {
                "next": self._link(self.page.next),
                "previous": self._link(self.page.previous),
                "results": data,
            }
        )

    def _link(self, cursor: str) -> str | None:
        return (
            replace_query_param(self.request.build_absolute_uri(), "cursor", cursor)
            if cursor
            else None
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["next", "previous", "results"],
            "properties": {"next": link, "previous": link, "results": schema},
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        return [
            {"name": "cursor", "in": "query", "required": False, "schema": {"type": "string"}},
            {"name": "limit", "in": "query", "required": False,
             "schema": {"type": "integer", "minimum": 1, "maximum": self.most}},
        ]  # fmt: skip


class IdsPagination(KeysetPagination):
    """Pages of ids alone: short to tell, so that a whole queue comes in a few of them."""

    most, usual = 5000, 5000


class IdSerializer(serializers.BaseSerializer[Any]):
    """A thing, told by its id alone."""

    def to_representation(self, instance: Any) -> str:
        return str(instance.public_id)


IDS: Any = serializers.ListSerializer(child=serializers.CharField())
"""What such a list answers with, for the contract."""
