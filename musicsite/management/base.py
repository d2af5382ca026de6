"""What the operator's commands share: a refusal is one sentence and exit code 2, never a traceback."""

import errno
import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from musicsite.supervisor.preflight import Refused


class OperatorCommand(BaseCommand):
    """A command whose `operate` may raise Refused."""

    requires_system_checks = []

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self.operate(**options)
        except (Refused, OSError, DatabaseError) as error:
            sentence = refusal(error)
            if sentence is None:
                raise
            self.stderr.write(sentence)
            sys.exit(2)

    def operate(self, **options: Any) -> None:
        raise NotImplementedError


def refusal(error: Exception) -> str | None:
    """The sentence for an operator, or None when the error is a bug and its traceback is wanted."""
    text = str(error)
    if isinstance(error, Refused):
        return text
    if getattr(error, "errno", None) in {errno.ENOSPC, errno.EDQUOT} or "disk is full" in text:
        return "The disk is full: DATA_DIR takes no more bytes."
    if getattr(error, "errno", None) == errno.EROFS or "readonly database" in text:
        return "DATA_DIR takes a folder that can be written: it is read-only."
    if "unable to open database file" in text:
        return "DATABASE_URL takes a file that can be opened: its folder is missing or may not be written."
    return None
