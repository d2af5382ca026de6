"""What a new OpenSearch domain for logs is told once: how lines are indexed, when they go, and what people look at.

Lines come from infra/modules/observability/ship_logs.py, a document each, in an index a day: `<prefix>-2026.11.22`.
Everything is put whole under names of its own, so that it may be put again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from search.opensearch.connection import Connection
from search.places import Unavailable

DASHBOARDS = "_dashboards/api/saved_objects"


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing to put: where, and its body."""

    about: str
    method: str
    path: str
    body: dict[str, Any]


class LogSearch(Connection):
    """Dashboards takes no change without a header that no form of another site can send."""

    def _signed(
        self, method: str, url: str, data: bytes, headers: dict[str, str]
    ) -> dict[str, str]:
        return super()._signed(method, url, data, headers | {"osd-xsrf": "true"})


def things(prefix: str, days: int) -> Iterator[Thing]:
    """`prefix` of the indexes, such as `logs-musicsite-prod`; `days` for which one is kept."""
    yield Thing("template of the indexes", "PUT", f"_index_template/{prefix}", _template(prefix))
    yield Thing(
        f"indexes go after {days} days", "PUT", f"_plugins/_ism/policies/{prefix}", _policy(prefix, days)
    )  # fmt: skip
    for kind, name, attributes, uses in _saved(prefix):
        references = [{"id": it, "type": to, "name": by} for by, to, it in uses]
        yield Thing(
            f"{kind} {attributes['title']!r}", "POST", f"{DASHBOARDS}/{kind}/{prefix}-{name}",
            {"attributes": attributes, "references": references},
        )  # fmt: skip


def put(service: Connection, thing: Thing) -> None:
    """Raises Unavailable when the service refuses it or is away."""
    parameters: dict[str, str] = {}
    if thing.path.startswith(DASHBOARDS):
        parameters = {"overwrite": "true"}
    elif "/_ism/" in thing.path:
        # A policy that is there is changed only by who names the version that they saw.
        there = service.tell("GET", thing.path)
        if there.is_good:
            parameters = {
                "if_seq_no": str(there.body["_seq_no"]),
                "if_primary_term": str(there.body["_primary_term"]),
            }
        elif there.status != 404:
            raise Unavailable(f"GET {thing.path} was answered {there.status}.")
    service.must(thing.method, thing.path, thing.body, **parameters)


def _template(prefix: str) -> dict[str, Any]:
    word = {"type": "keyword", "ignore_above": 1024}
    return {
        "index_patterns": [f"{prefix}-*"],
        "template": {
            "settings": {
                "number_of_shards": 1,
                "number_of_replicas": 1,
                "refresh_interval": "10s",
                # A line may bring fields of its own; a flood of them ends here and not in the cluster's memory.
                "mapping.total_fields.limit": 400,
            },
            "mappings": {
                "dynamic_templates": [{"words": {"match_mapping_type": "string", "mapping": word}}],
                "date_detection": False,
                "properties": {
                    "@timestamp": {"type": "date"},
                    "message": {"type": "text"},
                    "exception": {"type": "text"},
                    "ms": {"type": "float"},
                    "bytes": {"type": "long"},
                    "status": {"type": "short"},
                },
            },
        },
    }


def _policy(prefix: str, days: int) -> dict[str, Any]:
    ended = {"state_name": "gone", "conditions": {"min_index_age": f"{days}d"}}
    return {
        "policy": {
            "description": f"Logs of {days} days, an index each",
            "default_state": "kept",
            "states": [
                {"name": "kept", "actions": [], "transitions": [ended]},
                {"name": "gone", "actions": [{"delete": {}}], "transitions": []},
            ],
            "ism_template": [{"index_patterns": [f"{prefix}-*"], "priority": 100}],
        }
    }


type Saved = tuple[str, str, dict[str, Any], list[tuple[str, str, str]]]
"""Kind, name, attributes, and what it refers to: (by which name, kind, id)."""


def _saved(prefix: str) -> Iterator[Saved]:
    pattern = ("index", "index-pattern", f"{prefix}-lines")
    yield "index-pattern", "lines", {"title": f"{prefix}-*", "timeFieldName": "@timestamp"}, []
    yield from (
        ("search", name, _search(title, query, columns), [pattern])
        for name, title, query, columns in (
            ("errors", "Errors", "level: (ERROR or CRITICAL)", ["process", "logger", "message"]),
            ("slow", "Slow answers", "logger: access and ms > 1000", ["path", "status", "ms"]),
            ("refused", "Refused", "logger: access and status >= 400", ["path", "status", "user"]),
        )
    )
    charts = (
        ("requests", "Requests by status", "histogram", "logger: access", "count", "", "status"),
        ("levels", "Warnings and errors by process", "histogram", "not level: INFO", "count", "", "process"),
        ("speed", "Milliseconds, by process", "line", "logger: access", "percentiles", "ms", ""),
    )  # fmt: skip
    for name, title, shape, query, count, of, by in charts:
        yield "visualization", name, _chart(title, shape, query, count, of, by), [pattern]
    shown = [
        *(("visualization", name) for name, *_ in charts),
        ("search", "errors"),
    ]
    panels = [
        {
            "panelIndex": str(place), "panelRefName": f"panel_{place}", "embeddableConfig": {}, "version": "2.19.0",
            "gridData": {"x": place % 2 * 24, "y": place // 2 * 15, "w": 24, "h": 15, "i": str(place)},
        }
        for place, _ in enumerate(shown)
    ]  # fmt: skip
    board = {
        "title": f"The site: {prefix}",
        "panelsJSON": json.dumps(panels),
        "optionsJSON": json.dumps({"useMargins": True}),
        "timeRestore": True,
        "timeFrom": "now-6h",
        "timeTo": "now",
        "kibanaSavedObjectMeta": {
            "searchSourceJSON": json.dumps({"query": _kuery(""), "filter": []})
        },
    }
    uses = [
        (f"panel_{place}", kind, f"{prefix}-{name}") for place, (kind, name) in enumerate(shown)
    ]
    yield "dashboard", "site", board, uses


def _kuery(query: str) -> dict[str, str]:
    return {"query": query, "language": "kuery"}


def _source(query: str) -> dict[str, str]:
    told = {"query": _kuery(query), "filter": [], "indexRefName": "index"}
    return {"searchSourceJSON": json.dumps(told)}


def _search(title: str, query: str, columns: list[str]) -> dict[str, Any]:
    return {
        "title": title,
        "columns": columns,
        "sort": [["@timestamp", "desc"]],
        "kibanaSavedObjectMeta": _source(query),
    }


def _chart(title: str, shape: str, query: str, count: str, of: str, by: str) -> dict[str, Any]:
    measured: dict[str, Any] = {"field": of, "percents": [50, 95, 99]} if of else {}
    over = {"field": "@timestamp", "interval": "auto"}
    parts: list[dict[str, Any]] = [
        {"id": "1", "type": count, "schema": "metric", "params": measured},
        {"id": "2", "type": "date_histogram", "schema": "segment", "params": over},
    ]
    if by:
        parts.append({"id": "3", "type": "terms", "schema": "group", "params": {"field": by, "size": 10}})  # fmt: skip
    state = {"title": title, "type": shape, "aggs": parts, "params": {"addLegend": True}}
    return {
        "title": title,
        "visState": json.dumps(state),
        "uiStateJSON": "{}",
        "kibanaSavedObjectMeta": _source(query),
    }
