"""Requests to an OpenSearch service: signed where it is AWS's, and with time-outs; after one it is left alone."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import urllib3
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session

from search.places import Unavailable

NAME = "musicsite"
"""The alias by which the index is asked, where the address names no other."""

QUICK = urllib3.Timeout(connect=1.0, read=2.0)
"""Of a request that somebody waits for: the database answers when it is over."""
SLOW = urllib3.Timeout(connect=3.0, read=60.0)
"""Of a request of the worker."""
LEFT_ALONE = 5.0
"""Seconds for which nobody's question is sent to a service that did not answer the last one."""

_of_aws = re.compile(r"\.([a-z0-9-]+)\.(es|aoss)\.amazonaws\.com(?:\.cn)?$")


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back."""

    status: int
    body: Any

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


class Connection:
    """One service, at `https://host[:port][/alias]`.

    Signed (Signature Version 4) where the name is AWS's own, or `?region=` says which region; by name and password
    where the address has them (`https://name:password@…`).
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.alias = parts.path.strip("/") or NAME
        port = f":{parts.port}" if parts.port else ""
        self._origin = f"{parts.scheme}://{parts.hostname}{port}"
        known = _of_aws.search(parts.hostname or "")
        given = parse_qs(parts.query)
        self._region = given.get("region", [known[1] if known else ""])[0]
        self._service = given.get("service", [known[2] if known else "es"])[0]
        self._basic = f"{parts.username}:{parts.password}" if parts.username else ""
        self._session = Session()
        self._pool = urllib3.PoolManager(maxsize=16, retries=False)
        self._again_at = 0.0

    def ask(self, method: str, path: str, body: Any = None, **parameters: str) -> Reply:
        """Ask what somebody waits for. Raises Unavailable for a service that does not answer, or did not just now."""
        if time.monotonic() < self._again_at:
            raise Unavailable("The search service did not answer a moment ago.")
        try:
            reply = self._send(method, path, body, parameters, QUICK)
        except Unavailable:
            self._again_at = time.monotonic() + LEFT_ALONE
            raise
        if reply.status >= 500 or reply.status == 429:
            self._again_at = time.monotonic() + LEFT_ALONE
            raise Unavailable(f"The search service answered {reply.status}.")
        return reply

    def tell(self, method: str, path: str, body: Any = None, **parameters: str) -> Reply:
        """Ask in the worker. Raises Unavailable for a service that does not answer."""
        return self._send(method, path, body, parameters, SLOW)

    def must(self, method: str, path: str, body: Any = None, **parameters: str) -> Any:
        """The body of a good answer to `tell`. Raises Unavailable for any other."""
        reply = self.tell(method, path, body, **parameters)
        if not reply.is_good:
            raise Unavailable(f"{method} {path} was answered {reply.status}: {reason_of(reply)}")
        return reply.body

    def _send(
        self,
        method: str,
        path: str,
        body: Any,
        parameters: Mapping[str, str],
        timeout: urllib3.Timeout,
    ) -> Reply:
        query = f"?{urlencode(sorted(parameters.items()))}" if parameters else ""
        url = f"{self._origin}/{quote(path, safe='/*,_-')}{query}"
        data, kind = _encoded(body)
        headers = {"Content-Type": kind} if data else {}
        try:
            response = self._pool.request(
                method,
                url,
                body=data or None,
                headers=self._signed(method, url, data, headers),
                timeout=timeout,
                redirect=False,
            )
            told = json.loads(response.data) if response.data else None
        except ValueError:
            told = None
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise Unavailable(f"The search service does not answer: {error!r}") from error
        return Reply(response.status, told)

    def _signed(
        self, method: str, url: str, data: bytes, headers: dict[str, str]
    ) -> dict[str, str]:
        if self._basic:
            return headers | urllib3.make_headers(basic_auth=self._basic)
        if not self._region:
            return headers
        credentials = self._session.get_credentials()  # renews a role's by itself
        if credentials is None:
            raise Unavailable("There are no AWS credentials to sign requests with.")
        request = AWSRequest(method=method, url=url, data=data, headers=headers)
        SigV4Auth(credentials.get_frozen_credentials(), self._service, self._region).add_auth(
            request
        )
        return dict(request.headers.items())


def reason_of(reply: Reply) -> str:
    """Why the service refused, in its words."""
    error = reply.body.get("error") if isinstance(reply.body, dict) else None
    if isinstance(error, dict):
        return f"{error.get('type', '')}: {error.get('reason', '')}"[:300]
    return str(error or "")[:300]


def _encoded(body: Any) -> tuple[bytes, str]:
    """A body as JSON; a list as its lines (NDJSON), which bulk requests and several searches at once are made of."""
    if body is None:
        return b"", ""
    if isinstance(body, list):
        lines = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in body)
        return "".join(f"{line}\n" for line in lines).encode(), "application/x-ndjson"
    return json.dumps(body, ensure_ascii=False).encode(), "application/json"
