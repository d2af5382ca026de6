"""Sending one file: announced, its parts to the addresses given, completed."""

import hashlib
import time
from pathlib import Path
from typing import Any, TypeVar

import httpx
from musicsite_client import AuthenticatedClient
from musicsite_client.api.uploads import upload_begin, upload_complete, upload_part_address
from musicsite_client.models import (
    Address,
    UploadBeginRequest,
    UploadCompleteRequest,
    UploadDetail,
    UploadPartRequest,
)
from musicsite_client.types import UNSET

TRIES = 6
T = TypeVar("T")


class Refused(Exception):
    """The site does not take it; the text says why."""


def send(client: AuthenticatedClient, file: Path, path: str, *, workspace: str, batch: str) -> str:
    """Upload a file, a part in memory at a time; its id. Raises Refused."""
    size, whole = file.stat().st_size, hashlib.sha256()
    body = UploadBeginRequest(path=path, size=size, workspace=workspace or UNSET, batch=batch)
    told = _asked(UploadDetail, lambda: upload_begin.sync_detailed(client=client, body=body))
    with file.open("rb") as source, httpx.Client(timeout=120) as straight:
        for number in range(1, told.part_count + 1):
            part = source.read(told.part_size)
            whole.update(part)
            _send_part(client, straight, told.id, number, part)
    done = UploadCompleteRequest(sha256=whole.hexdigest())
    _asked(UploadDetail, lambda: upload_complete.sync_detailed(told.id, client=client, body=done))
    return told.id


def _send_part(
    client: AuthenticatedClient, straight: httpx.Client, public_id: str, number: int, part: bytes
) -> None:
    body = UploadPartRequest(sha256=hashlib.sha256(part).hexdigest())
    for attempt in range(1, TRIES + 1):
        address = _asked(
            Address,
            lambda: upload_part_address.sync_detailed(public_id, number, client=client, body=body),
        )
        try:
            headers = {"Content-Type": "application/octet-stream"} | address.headers.to_dict()
            answer = straight.put(address.url, content=part, headers=headers)
            if answer.is_success:
                return
            said = f"{answer.status_code}"
        except httpx.TransportError as error:
            said = str(error)
        time.sleep(2 ** (attempt - 1) / 2)
    raise Refused(f"part {number} did not arrive ({said})")


def _asked(kind: type[T], ask: Any) -> T:  # noqa: UP047  # Python 3.11 has no other way
    """What the site answers; asked again when it is busy or away. Raises Refused with its words."""
    for attempt in range(1, TRIES + 1):
        try:
            answer = ask()
        except httpx.TransportError as error:
            said, code = str(error), 0
        else:
            if isinstance(answer.parsed, kind):
                return answer.parsed
            said, code = getattr(answer.parsed, "detail", ""), int(answer.status_code)
        if 400 <= code < 500 and code != 429:
            break
        time.sleep(20 if code == 429 else 2 ** (attempt - 1))
    raise Refused(said or f"the site answered {code}")
