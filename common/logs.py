"""Log lines as JSON, one an event, with the ids of the request and its trace, who asked (hashed), and no secret."""

import json
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import lru_cache

from django.utils.crypto import salted_hmac

from common.trace import current

request_id: ContextVar[str] = ContextVar("request_id", default="")
whose: ContextVar[Callable[[], str] | None] = ContextVar("whose", default=None)
"""Tells by whom the request is (`person_hash`), as far as that is known by then; empty for nobody."""


@lru_cache(4096)
def person_hash(user_id: int) -> str:
    """What lines call a person: the same in all of them, and nobody without SECRET_KEY tells who it is."""
    return salted_hmac("common.logs.person", str(user_id), algorithm="sha256").hexdigest()[:16]


# Query parameters and path parts that open something: they never reach a log.
_secrets = re.compile(
    r"(\b(?:[\w-]*(?:token|password|secret|key)|code|sig|signature|X-Amz-[A-Za-z-]+|p|t|s|next)=)[^&\s\"']+"
    r"|(/(?:p|newsletter|account/invitation|account/confirm-email|account/password/reset/key)/)[^/?\s\"']+"
    r"|((?:Bearer|Token|Basic)\s+)[^\s\"']+",
    re.IGNORECASE,
)


_signs = ("/p/", "/newsletter/", "/account/", "bearer", "token", "basic")


def scrubbed(text: str) -> str:
    """The text with the values of tokens, passwords and signatures replaced by `***`."""
    if "=" not in text:
        # Most lines hold nothing of the kind, and looking so costs a tenth.
        low = text.lower()
        if not any(sign in low for sign in _signs):
            return text
    return _secrets.sub(lambda found: (found[1] or found[2] or found[3]) + "***", text)


_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JsonFormatter(logging.Formatter):
    """`time` (ISO 8601, UTC), `level`, `logger`, `message`, `exception`, what `extra=` gives, and whose it is:
    `request_id`, `trace_id`, `user`.
    """

    standard = frozenset(vars(logging.makeLogRecord({}))) | {
        "message",
        "asctime",
        "request",
        "taskName",
    }

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": scrubbed(record.getMessage()),
        }
        if request_id.get():
            line["request_id"] = request_id.get()
        if trace := current.get():
            line["trace_id"] = trace.trace_id
        if (asked := whose.get()) and (user := asked()):
            line["user"] = user
        for name, value in vars(record).items():
            if name not in self.standard:
                line[name] = scrubbed(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = scrubbed(self.formatException(record.exc_info))
        return _encode(line)
