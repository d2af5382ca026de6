"""What a job is: one of Django's tasks that knows how often it is tried and what makes it the same as another."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.tasks import Task

QUICK, HEAVY = "quick", "heavy"
RETRIES = 5


class GiveUp(Exception):
    """Raised by a job that will never succeed: it goes to the dead letters at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task):  # type: ignore[type-arg]  # generic in the stubs alone
    """A task with `retries` (attempts after the first) and `unique`.

    `when_dead` is called with the job's arguments once it is a dead letter, for who waits for its end.

    `unique=True` makes two calls with the same arguments one while the first still waits; a function of the
    arguments gives the text that makes two calls the same. A call while the first already runs is not
    dropped: it may have read the rows before they changed.
    """

    retries: int = RETRIES
    unique: bool | Callable[..., str] = False
    when_dead: Callable[..., object] | None = None

    def unique_key(self, args: Any, kwargs: Any) -> str | None:
        """The key under which a waiting job is the same as this call: at most 64 characters, or None."""
        if not self.unique:
            return None
        if callable(self.unique):
            same = self.unique(*args, **kwargs)
        else:
            same = json.dumps([list(args), kwargs], sort_keys=True)
        return hashlib.sha256(f"{self.module_path} {same}".encode()).hexdigest()


def job(
    *,
    queue: str = QUICK,
    retries: int = RETRIES,
    unique: bool | Callable[..., str] = False,
    priority: int = 0,
    when_dead: Callable[..., object] | None = None,
) -> Callable[[Callable[..., Any]], Job]:
    """Make a module-level function a job of `queue`. Its arguments and its result are JSON.

    `quick` is for what somebody waits for and what ends within seconds; `heavy` for the rest.
    """

    def made(function: Callable[..., Any]) -> Job:
        return Job(
            func=function,
            queue_name=queue,
            priority=priority,
            retries=retries,
            unique=unique,
            when_dead=when_dead,
        )

    return made
