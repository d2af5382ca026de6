"""Of a request: the trace that it belongs to, and by whom it is."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from common.logs import person_hash
from common.trace import Trace, new_trace, parsed, parsed_xray

TRACE, PERSON = "musicsite.trace", "musicsite.person"
"""Where the request's variables (WSGI's environ) keep what the line of the access log says."""


def trace_of(meta: Mapping[str, Any]) -> Trace:
    """The trace that the browser or the load balancer began, where what they say is sane, or a new one."""
    return (
        parsed(meta.get("HTTP_TRACEPARENT", ""))
        or parsed_xray(meta.get("HTTP_X_AMZN_TRACE_ID", ""))
        or new_trace()
    )


def person_of(request: HttpRequest) -> str:
    """The hash of who asks, as far as the request has found out by now: no query is made for it."""
    user = vars(request).get("user")
    if user is None or isinstance(user, SimpleLazyObject):
        # The API sets whom a token belongs to; the session's is found when first asked for.
        user = vars(request).get("_cached_user")
    user_id = getattr(user, "pk", None)
    return person_hash(user_id) if user_id else ""
