"""A stand-in for an OpenSearch service: an HTTP server that takes what the site sends, and refuses what is wrong.

It checks every request's signature by computing it anew from what arrived, after
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, and answers as
https://docs.opensearch.org/latest/api-reference/ says: bulk requests line by line with versions, aliases moved all at
once, searches by evaluating the query. It ranks by nothing but what the query's own constants say.
"""

import copy
import hashlib
import hmac
import json
import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from search.tests.opensearch_queries import aggregated, matched
from tests.servers.process import POLL

REGION, KEY, SECRET = "eu-central-1", "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"


@dataclass
class Index:
    """An index: its documents with their versions, and versions of those that were removed."""

    settings: dict[str, Any]
    properties: dict[str, Any]
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)


@dataclass
class Request:
    method: str
    path: str
    parameters: dict[str, str]
    headers: dict[str, str]
    body: bytes

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.body.decode().splitlines()]


class Fake:
    """The service. `overloaded(request)` says whether it answers 429 (True), or which of a bulk's items it refuses."""

    def __init__(self) -> None:
        self.indexes: dict[str, Index] = {}
        self.aliases: dict[str, set[str]] = {}
        self.templates: dict[str, Any] = {}
        self.requests: list[Request] = []
        self.faults: list[str] = []
        self.overloaded: Callable[[Request], bool | set[int]] = lambda _request: False
        self.broken = 0
        self._lock = threading.Lock()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def answer(self) -> None:
                parts = urlsplit(self.path)
                length = int(self.headers.get("Content-Length") or 0)
                request = Request(
                    self.command,
                    parts.path,
                    dict(parse_qsl(parts.query)),
                    {name.lower(): value for name, value in self.headers.items()},
                    self.rfile.read(length),
                )
                with fake._lock:
                    fake.requests.append(request)
                    status, told = fake._answered(request)
                data = json.dumps(told).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815 - the library's names

            def log_message(self, *_args: Any) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_address[1]
        self.address = f"http://127.0.0.1:{self.port}?region={REGION}"
        threading.Thread(target=self._server.serve_forever, args=(POLL,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    # --- What tests look at -------------------------------------------------------------------------

    def index_of(self, alias: str) -> Index:
        (name,) = self.aliases[alias]
        return self.indexes[name]

    def sent(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    # --- Answers ------------------------------------------------------------------------------------

    def _answered(self, request: Request) -> tuple[int, Any]:
        if self.broken:
            return self.broken, {"error": "broken"}
        fault = self._fault(request)
        if fault:
            self.faults.append(fault)
            return 403, {"error": {"type": "security_exception", "reason": fault}}
        parts = request.path.strip("/").split("/")
        match (request.method, *parts):
            case ("POST", "_bulk"):
                return self._bulk(request)
            case ("POST", "_msearch"):
                lines = request.lines
                pairs = zip(lines[::2], lines[1::2], strict=True)
                return 200, {
                    "responses": [self._search(head["index"], body) for head, body in pairs]
                }
            case ("POST", alias, "_search"):
                return 200, self._search(alias, json.loads(request.body))
            case ("POST" | "GET", alias, "_count"):
                query = json.loads(request.body)["query"] if request.body else {"match_all": {}}
                return 200, {"count": len(self._matching(alias, query))}
            case ("GET", "_alias", alias):
                names = self.aliases.get(alias)
                if not names:
                    return 404, {"error": f"alias [{alias}] missing", "status": 404}
                return 200, {name: {"aliases": {alias: {}}} for name in names}
            case ("PUT", "_index_template", name):
                self.templates[name] = json.loads(request.body)
                return 200, {"acknowledged": True}
            case ("POST", "_aliases"):
                return self._move(json.loads(request.body)["actions"])
            case ("PUT", name, "_settings"):
                self.indexes[name].settings |= json.loads(request.body)["index"]
                return 200, {"acknowledged": True}
            case ("POST", _name, "_refresh"):
                return 200, {}
            case ("PUT", name):
                return self._make(name, json.loads(request.body))
            case ("DELETE", name):
                self._forget(name)
                return 200, {"acknowledged": True}
        return 400, {"error": f"{request.method} {request.path} is not known here"}

    def _make(self, name: str, body: dict[str, Any]) -> tuple[int, Any]:
        if name in self.indexes:
            return 400, {"error": {"type": "resource_already_exists_exception", "reason": name}}
        made: dict[str, Any] = {"settings": {"index": {}}, "mappings": {"properties": {}}}
        for one in self.templates.values():
            if any(re.fullmatch(p.replace("*", ".*"), name) for p in one["index_patterns"]):
                made = copy.deepcopy(one["template"])
        settings = made["settings"]["index"] | body.get("settings", {}).get("index", {})
        self.indexes[name] = Index(settings, made["mappings"]["properties"])
        for alias in body.get("aliases", {}):
            self.aliases.setdefault(alias, set()).add(name)
        return 200, {"acknowledged": True}

    def _forget(self, name: str) -> None:
        self.indexes.pop(name, None)
        for names in self.aliases.values():
            names.discard(name)

    def _move(self, actions: list[dict[str, Any]]) -> tuple[int, Any]:
        """All of the actions, or none."""
        aliases, gone = copy.deepcopy(self.aliases), []
        for action in actions:
            ((verb, what),) = action.items()
            if what["index"] not in self.indexes:
                return 404, {
                    "error": {"type": "index_not_found_exception", "reason": what["index"]}
                }
            if verb == "remove_index":
                gone.append(what["index"])
            elif verb == "add":
                aliases.setdefault(what["alias"], set()).add(what["index"])
            else:
                aliases.setdefault(what["alias"], set()).remove(what["index"])
        self.aliases = aliases
        for name in gone:
            self._forget(name)
        return 200, {"acknowledged": True}

    def _bulk(self, request: Request) -> tuple[int, Any]:
        refused = self.overloaded(request)
        if refused is True:
            return 429, {
                "error": {"type": "circuit_breaking_exception", "reason": "too many requests"}
            }
        if request.headers.get("content-type") != "application/x-ndjson":
            return 406, {"error": "Content-Type header is not supported"}
        if not request.body.endswith(b"\n"):
            return 400, {"error": "The bulk request must be terminated by a newline"}
        items: list[dict[str, Any]] = []
        lines = iter(request.lines)
        for line in lines:
            ((verb, meta),) = line.items()
            body = next(lines) if verb == "index" else None
            if refused and len(items) in refused:
                told: dict[str, Any] = {
                    "status": 429,
                    "error": {"type": "rejected_execution_exception"},
                }
            else:
                told = self._written(meta, body)
            items.append({verb: {"_id": meta["_id"], **told}})
        has_errors = any("error" in next(iter(item.values())) for item in items)
        return 200, {"errors": has_errors, "items": items}

    def _written(self, meta: dict[str, Any], body: dict[str, Any] | None) -> dict[str, Any]:
        names = self.aliases.get(meta["_index"])
        if not names:
            assert meta.get("require_alias"), "it would have become an index"
            return {"status": 404, "error": {"type": "index_not_found_exception"}}
        (name,) = names
        index, key = self.indexes[name], meta["_id"]
        assert meta["version_type"] == "external_gte"
        if meta["version"] < index.versions.get(key, 0):
            return {"status": 409, "error": {"type": "version_conflict_engine_exception"}}
        if body is None:
            index.versions[key] = meta["version"]
            is_gone = index.documents.pop(key, None) is None
            return {"status": 404, "result": "not_found"} if is_gone else {"status": 200}
        if unknown := body.keys() - index.properties:
            return {
                "status": 400,
                "error": {"type": "strict_dynamic_mapping_exception", "reason": str(unknown)},
            }
        index.versions[key] = meta["version"]
        index.documents[key] = body
        return {"status": 201}

    # --- Searches -----------------------------------------------------------------------------------

    def _matching(self, alias: str, query: Any) -> list[tuple[float, dict[str, Any]]]:
        index = self.index_of(alias)
        found = ((matched(query, one, index.properties), one) for one in index.documents.values())
        return [(score, one) for score, one in found if score is not None]

    def _search(self, alias: str, body: dict[str, Any]) -> dict[str, Any]:
        hits = self._matching(alias, body["query"])
        orders = [next(iter(one.items())) for one in body["sort"]]

        def place(hit: tuple[float, dict[str, Any]]) -> list[Any]:
            values = [hit[0] if name == "_score" else hit[1][name] for name, _ in orders]
            return [-v if way == "desc" else v for v, (_, way) in zip(values, orders, strict=True)]

        hits.sort(key=place)
        if "search_after" in body:
            hits = [hit for hit in hits if place(hit) > body["search_after"]]
        first = body.get("from", 0)
        shown = hits[first : first + body["size"]]
        return {
            "hits": {
                "total": {"value": len(hits), "relation": "eq"},
                "hits": [
                    {
                        "fields": {name: [one[name]] for name in body["docvalue_fields"]},
                        "sort": [score if name == "_score" else one[name] for name, _ in orders],
                    }
                    for score, one in shown
                ],
            },
            **(
                {"aggregations": aggregated(body["aggs"], [one for _, one in hits])}
                if "aggs" in body
                else {}
            ),
        }

    # --- Signatures ---------------------------------------------------------------------------------

    def _fault(self, request: Request) -> str:
        """What is wrong with a request's signature; empty where nothing is."""
        found = re.fullmatch(
            r"AWS4-HMAC-SHA256 Credential=([^/]+)/(\d{8})/([\w-]+)/(\w+)/aws4_request, "
            r"SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})",
            request.headers.get("authorization", ""),
        )
        if not found:
            return "There is no signature."
        key, day, region, service, names, signature = found.groups()
        if (key, region, service) != (KEY, REGION, "es"):
            return f"signed for {region} {service} by {key}"
        if not {"host", "x-amz-date"} <= set(names.split(";")):
            return "host and date are not signed"
        stamp = request.headers["x-amz-date"]
        canonical = "\n".join(
            [
                request.method,
                request.path,
                "&".join(f"{name}={value}" for name, value in sorted(request.parameters.items())),
                *(f"{name}:{request.headers[name].strip()}" for name in names.split(";")),
                "",
                names,
                hashlib.sha256(request.body).hexdigest(),
            ]
        )
        scope = f"{day}/{region}/{service}/aws4_request"
        text = (
            f"AWS4-HMAC-SHA256\n{stamp}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        )
        secret = f"AWS4{SECRET}".encode()
        for part in (day, region, service, "aws4_request"):
            secret = hmac.digest(secret, part.encode(), "sha256")
        right = hmac.digest(secret, text.encode(), "sha256").hex()
        return "" if hmac.compare_digest(right, signature) else "The signature does not match."
