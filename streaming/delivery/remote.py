"""Bytes in object storage: a redirect to an address that lives minutes and opens one object for one method."""

from typing import Any

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import content_disposition_header

SECONDS = 300
"""How long a signed address works. The player asks the stable address again whenever it needs bytes."""


def redirect_response(
    request: HttpRequest, key: str, *, content_type: str, filename: str, download: bool = False
) -> HttpResponseRedirect:
    """302 to a signed address of `key` in media storage, for GET or HEAD, whichever this request is.

    The signature covers method, object and the headers that the storage answers with, so that none can be changed.
    """
    storage: Any = storages[
        "default"
    ]  # django-storages takes more than Django's own interface says
    address = storage.url(
        key,
        parameters={
            "ResponseContentType": content_type,
            "ResponseContentDisposition": content_disposition_header(download, filename),
            "ResponseCacheControl": "private, no-transform, max-age=300",
        },
        expire=SECONDS,
        http_method=request.method,
    )
    response = HttpResponseRedirect(address)
    response.headers["Cache-Control"] = "no-store"
    return response
