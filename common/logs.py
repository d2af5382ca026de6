"""Log lines as JSON, one an event, with the request's id and no secret."""

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")

# Query parameters and path parts that open something: they never reach a log.
_secrets = re.compile(
    r"(\b(?:[\w-]*(?:token|password|secret|key)|code|sig|signature|X-Amz-[A-Za-z-]+|p|t|s|next)=)[^&\s\"']+"
    r"|(/p/)[^/?\s\"']+"
    r"|((?:Bearer|Token|Basic)\s+)[^\s\"']+",
    re.IGNORECASE,
)


_telling = ("/p/", "bearer", "token", "basic")


def scrubbed(text: str) -> str:
    """The text with the values of tokens, passwords and signatures replaced by `***`."""
    if "=" not in text:
        # Most lines hold nothing of the kind, and looking so costs a tenth.
        plain = text.lower()
        if not any(word in plain for word in _telling):
            return text
    return _secrets.sub(lambda found: (found[1] or found[2] or found[3]) + "***", text)


_encode = json.JSONEncoder(ensure_ascii=False, default=str).encode


class JsonFormatter(logging.Formatter):
    """`time` (ISO 8601, UTC), `level`, `logger`, `message`, `request_id`, `exception` and whatever `extra=` gives."""

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
        for name, value in vars(record).items():
            if name not in self.standard:
                line[name] = scrubbed(value) if isinstance(value, str) else value
        if record.exc_info:
            line["exception"] = scrubbed(self.formatException(record.exc_info))
        return _encode(line)
