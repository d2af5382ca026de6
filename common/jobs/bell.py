"""The bell of a queue: what workers listen to, and whoever wakes those that sleep."""

from django.dispatch import Signal

from common.live import publish

committed = Signal()
"""Sent once jobs are committed, with `queue` and `jobs`, how many."""

looked = Signal()
"""Sent by a worker of `queue` when it looks for something to do, and every so often while it works, with `jobs`: how
many it has now or soon, as far as it knows."""


def bell(queue: str) -> str:
    """The name of the signal that a queue has something to do (`common.live`)."""
    return f"jobs:{queue}"


def ring(queue: str, jobs: int = 1) -> None:
    """Say that jobs are to be done. To be called once they are committed."""
    publish(bell(queue))
    committed.send_robust(sender=None, queue=queue, jobs=jobs)
