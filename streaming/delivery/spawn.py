"""Starting the child that opens sound files (`streaming.delivery.child`), with limits on what it may use."""

import json
import logging
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from django.conf import settings

logger = logging.getLogger(__name__)

MEMORY = 1_500_000_000
"""Bytes of address space: libraries map 300 MB of it, encoders take tens."""


class SoundError(Exception):
    """The child could not do it; the sentence is for logs, it may name a path."""


def ask(order: dict[str, Any], *, seconds: int) -> dict[str, Any]:
    """The child's answer to `probe` or `analyse`. Raises SoundError."""
    limits = {"cpu": seconds, "wall": seconds, "memory": MEMORY, "output": 0}
    done = subprocess.run(  # noqa: S603  # our own program, the order is JSON
        _command(order | {"limits": limits}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=seconds + 5,
        **_surroundings(),
    )
    if done.returncode:
        raise SoundError(_reason(done.returncode, done.stderr))
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def start_render(
    order: dict[str, Any], *, out: int, held: tuple[int, ...], seconds: int, output: int
) -> int:
    """Start the child that writes a rendition to the descriptor `out`; its process id.

    It keeps the locks on `out` and the descriptors `held` until it ends. It is not stopped when a listener leaves: what
    it makes is what the next one asks for.
    """
    limits = {"cpu": seconds, "wall": seconds * 2, "memory": MEMORY, "output": output}
    child = subprocess.Popen(  # noqa: S603  # as above
        _command(order | {"limits": limits}),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=subprocess.PIPE,
        pass_fds=held,
        **_surroundings(),
    )
    threading.Thread(target=_await, args=(child,), name="encoder", daemon=True).start()
    return child.pid


def _await(child: "subprocess.Popen[bytes]") -> None:
    """Collect the ended child, so that it is no zombie, and tell the log if it failed."""
    _, error = child.communicate()
    if child.returncode:
        logger.warning("a rendition was not made: %s", _reason(child.returncode, error))


def _command(order: dict[str, Any]) -> list[str]:
    return [sys.executable, "-m", "streaming.delivery.child", json.dumps(order)]


def _surroundings() -> dict[str, Any]:
    """No secret of the site's environment reaches a decoder."""
    return {
        "cwd": Path(settings.BASE_DIR),
        "env": {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "PYTHONDONTWRITEBYTECODE": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
        },
    }


def _reason(code: int, error: bytes) -> str:
    text = error.decode(errors="replace").strip()[-500:]
    return text or f"the child ended with {code}"
