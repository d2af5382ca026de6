"""gunicorn's settings, for `manage.py serve` and for `gunicorn -c python:musicsite.gunicorn_conf musicsite.wsgi`.

Names are gunicorn's own: https://docs.gunicorn.org/en/stable/settings.html
"""

import os
from typing import Any

import django
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "musicsite.settings")
# gunicorn reads this file first of all; what stands below needs the models, which all processes share (preload_app).
django.setup()

from insights.recording import take_away  # noqa: E402
from musicsite.gunicorn_worker import process_ended  # noqa: E402
from musicsite.observability import metrics  # noqa: E402
from streaming.delivery.spawn import nursery  # noqa: E402

bind = f"{settings.BIND}:{settings.PORT}"
backlog = 1024
preload_app = True
worker_class = "musicsite.gunicorn_worker.PatientThreadWorker"
workers = settings.WEB_PROCESSES
# A thread is made when all others are busy, so many cost nothing until many listeners stall.
threads = settings.WEB_THREADS
worker_connections = settings.WEB_THREADS + 500
timeout = 60  # seconds without a sign of life from a worker's main loop; requests may take longer
graceful_timeout = 5
keepalive = 15
# No `sendfile = True` here: any value of that setting, true or false, turns it off. Unset, files leave by it.

limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# gunicorn trusts nobody's X-Forwarded headers: Django counts the proxies (TRUSTED_PROXY_COUNT).
forwarded_allow_ips = ""
forwarder_headers = ""
secure_scheme_headers: dict[str, str] = {}
proxy_protocol = "off"
server_tokens = False

logger_class = "musicsite.gunicorn_log.JsonLogger"
loglevel = "warning"
accesslog = "-"
# Heartbeat files: in memory where the machine has a place for that.
worker_tmp_dir = settings.WORKER_TMP_DIR
control_socket_disable = True


def when_ready(server: object) -> None:
    """Before the web processes are forked, so that they share one."""
    metrics.begin()
    nursery.start()


def on_exit(server: object) -> None:
    """After the web processes have ended."""
    nursery.stop()


def worker_exit(server: object, worker: object) -> None:
    """In a web process, at its end."""
    take_away()


def child_exit(server: object, worker: Any) -> None:
    """A web process has ended."""
    process_ended(worker.age)
    metrics.ended(worker.pid)
