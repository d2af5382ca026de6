"""Bytes in object storage: a redirect to an address that lives minutes and opens one object for one method."""

from typing import Any

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import content_disposition_header

SECONDS = 60
"""How long a signed address works: so soon is closed what was revoked, in a bucket and at a CDN
(decision 0016). A transfer that has
begun goes on, and the player asks the stable address again whenever it needs bytes."""


def redirect_response(
    request: HttpRequest, key: str, *, content_type: str, filename: str, download: bool = False
) -> HttpResponseRedirect:
    """302 to a signed address of `key` in media storage, for GET or HEAD, whichever this request is.

    The signature covers object and the headers that the storage answers with, so that none can be changed; a bucket's
    also the method. CloudFront hands the headers on to the bucket, which knows them by other names than boto3.
    """
    storage: Any = storages[
        "default"
    ]  # django-storages takes more than Django's own interface says
    told = {
        "Content-Type": content_type,
        "Content-Disposition": content_disposition_header(download, filename),
        "Cache-Control": "private, no-transform, max-age=300",
    }
    address = storage.url(
        key,
        parameters={_parameter(storage, name): value for name, value in told.items()},
        expire=SECONDS,
        http_method=request.method,
    )
    response = HttpResponseRedirect(address)
    response.headers["Cache-Control"] = "no-store"
    return response


def _parameter(storage: Any, header: str) -> str:
    """What asks for a header: of boto3 `ResponseContentType`, in an address `response-content-type`."""
    if storage.custom_domain:
        return f"response-{header.lower()}"
    return f"Response{header.replace('-', '')}"
