"""Bodies of requests: JSON of a bounded size and depth; forms with files for views that say so."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import DataAndFiles, JSONParser, MultiPartParser

from common.errors import Invalid
from common.uploads import MOST_UPLOAD

DEEPEST = 32
"""Lists and objects inside each other."""
_no_text = re.compile("[\\x00\ud800-\udfff]")


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
    """DRF's parser reads a body of any length, of any depth, and text that is none."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        bounded = _Bounded(stream, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
        try:
            body = super().parse(bounded, media_type, parser_context)  # type: ignore[arg-type]
        except RecursionError as error:
            raise ParseError("The body is nested too deeply.") from error
        _check(body)
        return body


class BoundedMultiPartParser(MultiPartParser):
    """A form with a file, for views that take one."""

    def parse(
        self,
        stream: Any,
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> "DataAndFiles[Any, Any]":
        length = (parser_context or {})["request"].META.get("CONTENT_LENGTH") or 0
        if int(length) > MOST_UPLOAD:
            raise TooLarge
        return super().parse(stream, media_type, parser_context)


def _check(body: Any) -> None:
    """Refuse what no service should meet, in whatever field it stands: nesting without end, and text that is none.

    U+0000 ends strings in libraries below us, and half a surrogate pair can't be written as UTF-8.
    """
    level: list[tuple[str, Any]] = [("", [body])]
    depth = 0
    while level:
        if depth > DEEPEST:
            raise ParseError(f"The body is nested more than {DEEPEST} deep.")
        depth += 1
        below: list[tuple[str, Any]] = []
        for pointer, value in level:
            parts: Any = value.items() if isinstance(value, dict) else enumerate(value)
            for name, inner in parts:
                if isinstance(inner, dict | list):
                    below.append((_below(pointer, name), inner))
                if _no_text.search(str(name)) or isinstance(inner, str) and _no_text.search(inner):
                    raise Invalid(
                        "Text holds no U+0000 and no half of a surrogate pair.",
                        field=_below(pointer, name).removeprefix("/0").removeprefix("/"),
                    )
        level = below


def _below(pointer: str, name: str | int) -> str:
    return f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}"
