"""The API denies by default: a view without a permission of its own answers nobody."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request


class DenyByDefault(BasePermission):
    """What a view inherits when it names no permission."""

    def has_permission(self, request: Request, view: Any) -> bool:
        return False
