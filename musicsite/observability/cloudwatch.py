"""One line of the log that CloudWatch takes numbers from: its Embedded Metric Format.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from typing import Any

from django.conf import settings

NAMESPACE = "musicsite"

type Line = dict[str, Any]


def metric_line(found: Line, dimensions: tuple[tuple[str, str], ...], at: float) -> Line:
    """The numbers `found` by name, of this site and what else tells them apart. `at`: seconds since 1970."""
    named = [{"Name": name, "Unit": _unit(name)} for name in found]
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["site", *(name for name, _ in dimensions)]],
        "Metrics": named,
    }
    about = {"Timestamp": int(at * 1000), "CloudWatchMetrics": [directive]}
    return {"_aws": about, "site": settings.SITE_NAME, **dict(dimensions), **found}


def _unit(name: str) -> str:
    if name.endswith("_seconds"):
        return "Seconds"
    return "Bytes" if name.endswith("_bytes") else "None" if name == "layout_shift" else "Count"
