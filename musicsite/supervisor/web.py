"""The web server: gunicorn in a forked child, serving the application that the supervisor has loaded."""

import socket
from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from musicsite import gunicorn_conf


class _Application(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    def __init__(self, application: Callable[..., Any], listener: socket.socket) -> None:
        self.application = application
        self.listener = listener
        super().__init__()

    def load_config(self) -> None:
        for name, value in vars(gunicorn_conf).items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)
        self.cfg.set("bind", f"fd://{self.listener.fileno()}")

    def load(self) -> Callable[..., Any]:
        return self.application


def run(application: Callable[..., Any], listener: socket.socket) -> None:
    """Serve on the supervisor's socket until SIGTERM. The socket outlives this process: callers wait, not fail."""
    Arbiter(_Application(application, listener)).run()
