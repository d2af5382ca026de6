"""Bodies of requests: JSON of a bounded size and depth, nothing else."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser


class TooLarge(APIException):
    """The body is longer than DATA_UPLOAD_MAX_MEMORY_SIZE bytes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = "The body is too large"
    default_code = "too-large"


class _Bounded:
    """Reads a stream to its end, but no further than the limit."""

    def __init__(self, stream: Any, most: int) -> None:
        self.stream, self.most = stream, most

    def read(self, size: int = -1) -> bytes:
        wanted = self.most + 1 if size < 0 else min(size, self.most + 1)
        found: bytes = self.stream.read(wanted)
        self.most -= len(found)
        if self.most < 0:
            raise TooLarge
        return found


class BoundedJSONParser(JSONParser):
    """DRF's parser reads a body of any length, and lets deep nesting end in a RecursionError."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        bounded = _Bounded(stream, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        try:
            return super().parse(bounded, media_type, parser_context)  # type: ignore[arg-type]
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
