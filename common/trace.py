"""Which trace something belongs to: what one click led to, from the browser over requests to jobs.

Ids are those of W3C Trace Context (https://www.w3.org/TR/trace-context/), made in the shape that X-Ray knows: the first
eight digits are the second in which the trace began. Every request and every job has one, whether or not spans are
sent anywhere; who sends them (`musicsite.observability.tracing`) puts a `Tracer` here.
"""

import random
import re
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from typing import NamedTuple, Protocol

_w3c = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")
_xray = re.compile(r"(?:^|;)\s*Root=1-([0-9a-f]{8})-([0-9a-f]{24})")
_random = random.SystemRandom()  # processes that were forked from one share the state of any other


class Trace(NamedTuple):
    """A place in a trace: its 32 hex digits, the 16 of a span where there is one, and whether spans are sent."""

    trace_id: str
    span_id: str = ""
    is_sampled: bool = False

    @property
    def header(self) -> str:
        """As `traceparent` has it, which always names a span."""
        return f"00-{self.trace_id}-{self.span_id or self.trace_id[16:]}-{int(self.is_sampled):02x}"


class Tracer(Protocol):
    """Makes spans of what is done here."""

    def job(self, name: str, asked_by: Trace | None) -> AbstractContextManager[None]: ...

    def here(self) -> Trace | None:
        """The span that is open."""
        ...


tracer: Tracer | None = None
"""Set where spans are sent; else nothing is made of them."""
current: ContextVar[Trace | None] = ContextVar("trace", default=None)


def new_trace() -> Trace:
    """The beginning of a trace."""
    return Trace(f"{int(time.time()):08x}{_random.getrandbits(96):024x}")


def parsed(header: str) -> Trace | None:
    """What a `traceparent` says; None for anything else, and for ids of zeros, which stand for none."""
    found = _w3c.fullmatch(header)
    if not found or not int(found[1], 16) or not int(found[2], 16):
        return None
    return Trace(found[1], found[2], bool(int(found[3], 16) & 1))


def parsed_xray(header: str) -> Trace | None:
    """The trace that a load balancer of AWS began (`X-Amzn-Trace-Id: Root=1-…`)."""
    found = _xray.search(header)
    return Trace(found[1] + found[2]) if found else None


def carried() -> str:
    """What a job's row keeps of who asked for it; empty where nothing is known."""
    trace = (tracer.here() if tracer else None) or current.get()
    return trace.header if trace else ""


@contextmanager
def carried_on(header: str) -> Iterator[Trace]:
    """Work for whoever carried this on (`carried`), or as the beginning of a trace."""
    trace = parsed(header) or new_trace()
    token = current.set(trace)
    try:
        yield trace
    finally:
        current.reset(token)


def job_span(name: str, header: str) -> AbstractContextManager[None]:
    """A span around a job's work, where spans are sent."""
    return tracer.job(name, parsed(header)) if tracer else nullcontext()
