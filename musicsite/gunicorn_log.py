"""gunicorn's log lines as the site's own: JSON, with the request's id, and no secret."""

import logging
import sys
from datetime import timedelta
from typing import Any

from django.conf import settings
from gunicorn.config import Config
from gunicorn.glogging import Logger

access = logging.getLogger("access")


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
            address=client_address(environ, settings.TRUSTED_PROXY_COUNT),
            agent=environ.get("HTTP_USER_AGENT", ""),
        )
        access.handle(line)


def client_address(environ: dict[str, Any], proxies: int) -> str:
    """Whom the outermost trusted proxy saw: the entry that many places from the right of X-Forwarded-For."""
    if proxies:
        given = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        seen = [part.strip() for part in given if part.strip()]
        if len(seen) >= proxies:
            return str(seen[-proxies])
    return str(environ.get("REMOTE_ADDR", ""))
