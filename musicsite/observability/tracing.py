"""Spans of what was done, sent by OTLP over HTTP (https://opentelemetry.io/docs/specs/otlp/). Loaded only where
OTLP_ENDPOINT is set.

request → its SQL and what it asked the cache → the jobs that it asked for → their SQL. Spans say which route, which
statement with `%s` for its values, which command; never an address, a value, or the words of an error.
"""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from hashlib import blake2b
from typing import Any

from django.conf import settings
from django.db.backends.signals import connection_created
from opentelemetry import trace as otel
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.instrumentation.redis import RedisInstrumentor
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.sdk.trace.sampling import Decision, Sampler, SamplingResult
from opentelemetry.trace import (
    Link,
    NonRecordingSpan,
    Span,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    TraceState,
)

from common import trace as common_trace
from common.trace import Trace, new_trace

_TIMEOUT = 3.0
"""Seconds for the collector, which stands beside the process, to take a batch; also when the process ends."""
_DELAY_MS = 2000
"""Milliseconds that a span waits for others to be sent with."""
_LONGEST = 2000
"""Characters of a statement."""
_ROOTS = frozenset({SpanKind.SERVER, SpanKind.CONSUMER})
_given_span: ContextVar[int | None] = ContextVar("given_span", default=None)


class Ids(RandomIdGenerator):
    """The ids that lines of the log have too, in the shape that X-Ray knows; a span's may be given."""

    def generate_trace_id(self) -> int:
        return int((common_trace.current.get() or new_trace()).trace_id, 16)

    def generate_span_id(self) -> int:
        return _given_span.get() or super().generate_span_id()

    def is_trace_id_random(self) -> bool:
        return False


class SomeTraces(Sampler):
    """A share of all traces, each whole or not at all: every process decides alike, by the trace's id and SECRET_KEY.

    What the browser says of it is not asked: nobody outside chooses what is kept. Work that belongs to no request and
    to no job (a worker that looks for jobs) is in no trace.
    """

    def __init__(self, percent: int) -> None:
        self._bound = percent * 2**64 // 100
        self._key = settings.SECRET_KEY.encode()[:64]

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Any = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        inside = otel.get_current_span(parent_context).get_span_context().is_valid
        is_wanted = (inside or kind in _ROOTS) and self.takes(trace_id)
        decision = Decision.RECORD_AND_SAMPLE if is_wanted else Decision.DROP
        return SamplingResult(decision, attributes if is_wanted else None)

    def takes(self, trace_id: int) -> bool:
        mark = blake2b(trace_id.to_bytes(16), digest_size=8, key=self._key).digest()
        return int.from_bytes(mark) < self._bound

    def get_description(self) -> str:
        return "SomeTraces"


class SpanTracer:
    """The site's `common.trace.Tracer`. What sends spans is made with the first one: forks take no thread with them."""

    def __init__(self) -> None:
        self._tracer: otel.Tracer | None = None
        self.provider: TracerProvider | None = None

    @property
    def tracer(self) -> otel.Tracer:
        if self._tracer is None:
            self.provider = TracerProvider(
                sampler=SomeTraces(settings.OTLP_SAMPLE_PERCENT),
                resource=Resource.create(
                    {"service.name": os.environ.get("OTEL_SERVICE_NAME", "musicsite")}
                ),
                id_generator=Ids(),
                # An error's words may be anybody's.
                span_limits=SpanLimits(max_events=0, max_attribute_length=_LONGEST),
                shutdown_on_exit=False,  # see `musicsite.observability.ending`
            )
            exporter = OTLPSpanExporter(f"{settings.OTLP_ENDPOINT}/v1/traces", timeout=_TIMEOUT)
            self.provider.add_span_processor(
                BatchSpanProcessor(exporter, schedule_delay_millis=_DELAY_MS, max_queue_size=4096)
            )
            otel.set_tracer_provider(self.provider)
            self._tracer = self.provider.get_tracer("musicsite")
        return self._tracer

    @contextmanager
    def request(self, method: str) -> Iterator[Span]:
        """A request, of the trace that is current. Whoever answers it names it (`name_request`)."""
        with self._span(method, SpanKind.SERVER, common_trace.current.get()) as span:
            yield span

    def job(self, name: str, asked_by: Trace | None) -> AbstractContextManager[None]:
        return self._job(name, asked_by)

    @contextmanager
    def _job(self, name: str, asked_by: Trace | None) -> Iterator[None]:
        with self._span(f"job {name}", SpanKind.CONSUMER, asked_by) as span:
            span.set_attribute("musicsite.job", name)
            yield

    def load(self, began: Trace, route: str, measured: Mapping[str, float]) -> None:
        """The load of a page, as its browser tells afterwards: the span that its requests named as theirs."""
        took = int(max(measured.get("lcp", 0), measured.get("ttfb", 0), 1) * 1_000_000)
        # The id says in which second it began; what comes from outside may say anything.
        start = min(int(began.trace_id[:8], 16) * 1_000_000_000, time.time_ns() - took)
        given, trace = _given_span.set(int(began.span_id, 16)), common_trace.current.set(began)
        try:
            span = self.tracer.start_span(
                f"load {route}",
                context=Context(),
                kind=SpanKind.SERVER,
                start_time=start,
                attributes={f"musicsite.{name}": value for name, value in measured.items()},
            )
        finally:
            _given_span.reset(given)
            common_trace.current.reset(trace)
        span.end(start + took)

    def here(self) -> Trace | None:
        place = otel.get_current_span().get_span_context()
        if not place.is_valid:
            return None
        return Trace(
            otel.format_trace_id(place.trace_id),
            otel.format_span_id(place.span_id),
            place.trace_flags.sampled,
        )

    @contextmanager
    def _span(self, name: str, kind: SpanKind, parent: Trace | None) -> Iterator[Span]:
        with self.tracer.start_as_current_span(
            name,
            context=_context(parent),
            kind=kind,
            record_exception=False,
            set_status_on_exception=False,
        ) as span:
            try:
                yield span
            except BaseException as error:
                _failed(span, error)
                raise


def _context(parent: Trace | None) -> Context:
    """Below the parent's span; at the top, where there is none."""
    if parent is None or not parent.span_id:
        return Context()
    place = SpanContext(
        int(parent.trace_id, 16), int(parent.span_id, 16), True, TraceFlags(TraceFlags.SAMPLED)
    )
    return otel.set_span_in_context(NonRecordingSpan(place), Context())


def _failed(span: Span, error: BaseException) -> None:
    span.set_attribute("error.type", type(error).__qualname__)
    span.set_status(Status(StatusCode.ERROR))


def name_request(
    span: Span, *, method: str, route: str, pattern: str, status: int, user: str
) -> None:
    """Say what a request was, once that is known."""
    if not span.is_recording():
        return
    span.update_name(f"{method} {route}")
    span.set_attributes(
        {
            "http.request.method": method,
            "http.response.status_code": status,
            "http.route": pattern,
            **({"enduser.pseudo.id": user} if user else {}),
        }
    )
    if status >= 500:
        span.set_status(Status(StatusCode.ERROR))


# --- SQL --------------------------------------------------------------------------------------------


def _connected(connection: Any, **_: Any) -> None:
    if _traced not in connection.execute_wrappers:
        connection.execute_wrappers.append(_traced)


def _traced(execute: Any, sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """Django's way of standing around each statement (`connection.execute_wrapper`). Values are not in `sql`."""
    if not otel.get_current_span().is_recording():
        return execute(sql, params, many, context)
    vendor = context["connection"].vendor
    verb = sql.split(None, 1)[0].upper() if sql.strip() else "SQL"
    with tracer.tracer.start_as_current_span(
        verb,
        kind=SpanKind.CLIENT,
        attributes={"db.system.name": vendor, "db.query.text": sql[:_LONGEST]},
        record_exception=False,
        set_status_on_exception=False,
    ) as span:
        try:
            return execute(sql, params, many, context)
        except Exception as error:
            _failed(span, error)
            raise


# --- The process ------------------------------------------------------------------------------------

tracer = SpanTracer()


def begin() -> None:
    """Make spans from now on, in this process and those that it is the parent of."""
    common_trace.tracer = tracer
    connection_created.connect(_connected, dispatch_uid="musicsite.tracing")
    RedisInstrumentor().instrument()


def end() -> None:
    """Send what has not been sent. To be called as the process ends."""
    if tracer.provider is not None:
        tracer.provider.force_flush(int(_TIMEOUT * 1000))
