"""`Idempotency-Key`: a POST that creates something may be said again after a lost answer, and creates it once.

    class PlaylistsView(APIView):
        @extend_schema(…)
        @idempotent
        def post(self, request):
            …                                # services, in the transaction that also keeps the answer

Follows https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ (07). The answer is a row, committed
with what the request changed: both are there or neither is. Its unique key is claimed before anything is done, so
that of two requests at the same moment the second waits for the first, and gets its answer. A failed request keeps
nothing and may be tried again. Keys are the signed-in person's own; who is not signed in has none.

Not for answers that hold a secret: they would stand in the database.
"""

import hashlib
import json
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import IntegrityError, transaction
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from common.answers import KeptAnswer
from common.errors import Conflict, DomainError

HEADER = "Idempotency-Key"
_kept_headers = ("Location", "ETag", "Content-Location")
# A structured field's string, as the draft has it, or the bare text that most clients send: 1–255 characters.
_key = re.compile(r'"[\x20\x21\x23-\x7e]{1,255}"|[\x21\x23-\x7e]{1,255}')


class WrongKey(DomainError):
    """The header makes no sense."""

    status, kind, title = 400, "malformed", "Malformed"


class Reused(DomainError):
    """The key stands for another request already."""

    status, kind, title = 422, "key-reused", "This Idempotency-Key was used for something else"


def idempotent(post: Callable[..., Response]) -> Callable[..., Response]:
    """Do a POST once for each key, and answer it again as the first time."""

    @wraps(post)
    def once(view: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = _key_of(request)
        if key is None or not request.user.is_authenticated:
            return post(view, request, *args, **kwargs)
        answer = KeptAnswer(
            key_hash=_hash(f"{request.user.pk}\n{request.method} {request.path}\n{key}"),
            body_hash=_hash(json.dumps(request.data, sort_keys=True, default=str)),
        )
        with transaction.atomic():
            if not _claim(answer):
                return _again(answer)
            response = post(view, request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
                return response
            answer.status = response.status_code
            answer.body = JSONRenderer().render(response.data).decode()
            answer.headers = {
                name: response.headers[name] for name in _kept_headers if name in response.headers
            }
            answer.save(update_fields=["status", "body", "headers"])
            return response

    once.is_idempotent = True  # type: ignore[attr-defined]  # read by common.api.schema
    return once


def _key_of(request: Request) -> str | None:
    given = request.headers.get(HEADER)
    if given is None:
        return None
    if not _key.fullmatch(given):
        raise WrongKey("Idempotency-Key takes 1 to 255 printable ASCII characters.")
    return given.strip('"')


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _claim(answer: KeptAnswer) -> bool:
    """Insert the row; False when somebody did before. Waits while they have not committed."""
    try:
        with transaction.atomic():
            answer.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _again(answer: KeptAnswer) -> Response:
    kept = KeptAnswer.objects.filter(key_hash=answer.key_hash).first()
    if kept is None:
        raise Conflict(
            "The first request with this Idempotency-Key has just failed: send it again."
        )
    if kept.body_hash != answer.body_hash:
        raise Reused("The same Idempotency-Key came with another body.")
    body = json.loads(kept.body) if kept.body else None
    return Response(
        body, status=kept.status, headers={**kept.headers, "Idempotency-Replayed": "true"}
    )
