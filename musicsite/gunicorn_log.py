"""gunicorn's log lines as the site's own: JSON, with the request's id, and no secret."""

import logging
import sys
from datetime import timedelta
from typing import Any

from gunicorn.config import Config
from gunicorn.glogging import Logger

from common.visitors import address_of
from musicsite.observability.asked import PERSON, TRACE

access = logging.getLogger("access")
# No line tells them, and finding them out is a third of making a record (docs.python.org, logging HOWTO, Optimization).
logging.logThreads = logging.logProcesses = False
logging.logMultiprocessing = False
logging.logAsyncioTasks = False  # type: ignore[attr-defined]  # typeshed does not know it


class JsonLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Hands everything to the handlers of `settings.LOGGING`, whose formatter scrubs tokens."""

    def setup(self, cfg: Config) -> None:
        self.cfg = cfg
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel, logging.WARNING)
        self._access_log_enabled = True
        self.error_log.setLevel(self.loglevel)
        self.error_log.propagate = True

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        # Python's limit, or the kernel's.
        if isinstance(sys.exception(), TimeoutError | BlockingIOError):
            self.error_log.info("A client stalled and was let go.")
            return
        super().exception(msg, *args, **kwargs)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """One line a request. Address and query string pass the formatter, which takes secrets out."""
        if not access.isEnabledFor(logging.INFO):
            return
        status = int(resp.status[:3])
        method, path = environ["REQUEST_METHOD"], environ["RAW_URI"]
        # Made here: `access.info` would look for who called it, which is always this line.
        line = logging.LogRecord(
            access.name, logging.INFO, __file__, 0, "%s %s %s", (method, path, status), None
        )
        vars(line).update(
            request_id=next((each for name, each in resp.headers if name == "X-Request-ID"), ""),
            method=method,
            path=path,
            status=status,
            bytes=resp.sent,
            ms=round(request_time.total_seconds() * 1000, 1),
            address=address_of(environ),
            agent=environ.get("HTTP_USER_AGENT", ""),
            trace_id=environ.get(TRACE, ""),
        )
        if person := environ.get(PERSON):
            vars(line)["user"] = person
        access.handle(line)
