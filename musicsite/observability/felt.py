"""What a load felt like in a browser: counted, told to the lake, and put at the head of its trace."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from common.addresses import address_parts
from common.trace import parsed
from insights.recording import record
from musicsite.observability import metrics
from musicsite.observability.routes import UNKNOWN, route_at

_TIMES = {"lcp": "LCP", "inp": "INP", "ttfb": "TTFB"}


def felt(told: Mapping[str, Any], *, page: str, is_private: bool = False) -> None:
    """Take a browser's report. `page` is the address that it came from, of which the route's name is kept.

    `is_private`: whoever it is asked for privacy (https://www.w3.org/TR/gpc/), and is in no event.
    """
    for name, vital in _TIMES.items():
        if name in told:
            metrics.vitals.labels(vital).observe(told[name] / 1000)
    if "cls" in told:
        metrics.layout_shift.observe(told["cls"])
    if "first_sound" in told:
        metrics.first_sound.observe(told["first_sound"] / 1000)
    measured = {name: round(value, 4) for name, value in told.items() if name != "trace"}
    if not measured:
        return
    route = route_at(path) if (path := address_parts(page).path) else UNKNOWN
    if settings.EVENTS_OF_VISITS and not is_private:
        record("vitals.felt", {"page": route, **measured})
    began = parsed(told.get("trace", ""))
    if settings.OTLP_ENDPOINT and began is not None:
        # Nothing of it is loaded where no spans are sent.
        from musicsite.observability.tracing import tracer  # noqa: PLC0415

        tracer.load(began, route, measured)
