"""Errors of the API: `application/problem+json` (RFC 9457)."""

from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404
from rest_framework import exceptions, serializers
from rest_framework.response import Response
from rest_framework.views import exception_handler

from common.errors import DomainError, TooMany

TYPES = {
    400: "malformed", 401: "not-signed-in", 403: "forbidden", 404: "not-found", 405: "wrong-method",
    406: "not-acceptable", 409: "conflict", 412: "changed", 413: "too-large", 415: "wrong-media-type",
    422: "invalid", 429: "too-many",
}  # fmt: skip

TITLES = {405: "Wrong method", 415: "Wrong media type"}
"""Of those whose words in DRF have places to be filled in: a title is the same each time (RFC 9457, 3.1.3)."""


class FieldProblemSerializer(serializers.Serializer[Any]):
    """What is wrong with one value."""

    pointer = serializers.CharField(help_text="JSON pointer (RFC 6901), or a parameter's name.")
    detail = serializers.CharField()


class ProblemSerializer(serializers.Serializer[Any]):
    """What went wrong (RFC 9457)."""

    type = serializers.CharField(help_text="Stable: what a program looks at.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence for a person.")
    errors = FieldProblemSerializer(many=True, required=False)  # type: ignore[assignment]  # DRF has one too


def problem(
    status: int, kind: str, title: str, detail: str, errors: list[dict[str, str]] | None = None
) -> Response:
    """A problem document. `errors` are `{"pointer": "/field", "detail": "…"}`."""
    body: dict[str, Any] = {
        "type": f"/problems/{kind}",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return Response(body, status=status, content_type="application/problem+json")


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: one body for domain errors, validation and everything DRF raises."""
    if isinstance(error, DomainError):
        errors = [{"pointer": f"/{error.field}", "detail": str(error)}] if error.field else None
        response = problem(error.status, error.kind, error.title, str(error), errors)
        if isinstance(error, TooMany):
            response.headers["Retry-After"] = str(error.retry_after)
        return response
    if isinstance(error, Http404 | exceptions.NotFound):
        return problem(404, "not-found", "Not found", "Not found")
    if isinstance(error, exceptions.ValidationError):
        found = list(_pointers("", error.detail))
        return problem(422, "invalid", "Something is not right", found[0]["detail"], found)
    if isinstance(error, RequestDataTooBig):
        return problem(413, "too-large", "Too large", "The body is too large.")
    if isinstance(error, SuspiciousOperation):
        return problem(400, "malformed", "Malformed", "The request makes no sense.")
    if isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    plain = exception_handler(error, context)
    if plain is None or not isinstance(error, exceptions.APIException):
        return plain
    kind = TYPES.get(plain.status_code, "error")
    title = TITLES.get(plain.status_code) or str(error.default_detail)
    response = problem(plain.status_code, kind, title, str(error.detail))
    for name in ("Retry-After", "WWW-Authenticate"):
        if plain.has_header(name):
            response.headers[name] = plain.headers[name]
    return response


def _pointers(path: str, detail: Any) -> Any:
    """Field errors as JSON pointers (RFC 6901)."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            below = (
                ""
                if name == "non_field_errors"
                else "/" + str(name).replace("~", "~0").replace("/", "~1")
            )
            yield from _pointers(path + below, inner)
    elif isinstance(detail, list) and any(isinstance(inner, dict | list) for inner in detail):
        for index, inner in enumerate(detail):
            yield from _pointers(f"{path}/{index}", inner)
    else:
        for inner in detail if isinstance(detail, list) else [detail]:
            yield {"pointer": path or "/", "detail": str(inner)}
