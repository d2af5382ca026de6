"""Keyset pages in the API: `next`, `previous` (addresses or null) and `results`."""

import re
from typing import Any

from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from common.errors import Invalid
from common.paging import Page, keyset_page

MOST = 200


class KeysetPagination(BasePagination):
    """`?cursor=` and `?limit=` (1–200, 50 unless told). The view's `keyset_order()` names the columns."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        limit = request.query_params.get("limit", "50")
        if not re.fullmatch(r"[0-9]{1,3}", limit) or not 1 <= int(limit) <= MOST:
            raise Invalid(f"limit takes a whole number from 1 to {MOST}.", field="limit")
        self.request = request
        self.page: Page[Any] = keyset_page(
            queryset,
            order=view.keyset_order(),
            cursor=request.query_params.get("cursor", ""),
            size=int(limit),
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
             "schema": {"type": "integer", "minimum": 1, "maximum": MOST}},
        ]  # fmt: skip
