"""A client of uploads that does what browsers do: an address for each part, three parts at once, then all complete."""

import hashlib
import http.client
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

EMAIL, PASSWORD = "bench@example.org", "only for the benchmark"  # noqa: S105
AT_ONCE = 3
"""Parts under way, as in `frontend/src/uploads/send.ts`."""


class Uploads:
    """Uploads to a site for somebody, over connections that are kept."""

    def __init__(self, url: str, email: str, password: str) -> None:
        self._url, self._headers = url, {"Content-Type": "application/json"}
        self._local = threading.local()
        told = self.ask("auth/token/", email=email, password=password)
        self._headers["Authorization"] = f"Bearer {told['access']}"

    def send(self, file: Path) -> float:
        """Send a file; seconds from its announcement to the answer that all of it is there."""
        began = time.perf_counter()
        size = file.stat().st_size
        upload = self.ask("uploads/", path=file.name, size=size)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda at: self._part(file, upload, at), range(upload["part_count"])))
        self.ask(f"uploads/{upload['id']}/complete/")
        return time.perf_counter() - began

    def _part(self, file: Path, upload: dict[str, Any], index: int) -> None:
        with file.open("rb", buffering=0) as source:
            source.seek(index * upload["part_size"])
            part = source.read(upload["part_size"])
        sha256 = hashlib.sha256(part).hexdigest()
        address = self.ask(f"uploads/{upload['id']}/parts/{index + 1}/", sha256=sha256)
        self._request("PUT", address["url"], part, address["headers"])

    def ask(self, to: str, /, **body: Any) -> Any:
        """The answer of the API to a POST."""
        address = f"{self._url}/api/v1/{to}"
        return json.loads(
            self._request("POST", address, json.dumps(body).encode(), self._headers) or b"{}"
        )

    def _request(self, method: str, address: str, body: bytes, headers: dict[str, str]) -> bytes:
        """Raises RuntimeError for an answer that is none of success."""
        parts = urlsplit(address)
        connections: dict[str, http.client.HTTPConnection] = self._local.__dict__
        if parts.netloc not in connections:
            connections[parts.netloc] = http.client.HTTPConnection(parts.netloc, timeout=60)
        connection = connections[parts.netloc]
        connection.request(method, f"{parts.path}?{parts.query}", body, headers)
        answer = connection.getresponse()
        said = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {parts.path}: {answer.status} {said[:300]!r}")
        return said
