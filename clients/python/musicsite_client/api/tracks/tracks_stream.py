from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.tracks_stream_bitrate import (
    TracksStreamBitrate,
)
from ...models.tracks_stream_format import (
    TracksStreamFormat,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    public_id: str,
    *,
    bitrate: TracksStreamBitrate | Unset = UNSET,
    download: bool | Unset = UNSET,
    format_: TracksStreamFormat | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_bitrate: str | Unset = UNSET
    if not isinstance(bitrate, Unset):
        json_bitrate = bitrate

    params["bitrate"] = json_bitrate

    params["download"] = download

    json_format_: str | Unset = UNSET
    if not isinstance(format_, Unset):
        json_format_ = format_

    params["format"] = json_format_

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/tracks/{public_id}/stream/".format(
            public_id=quote(str(public_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Problem | None:
    if response.status_code == 302:
        response_302 = cast(Any, None)
        return response_302

    if response.status_code == 503:
        response_503 = Problem.from_dict(response.json())

        return response_503

    if 400 <= response.status_code <= 499:
        response_4xx = Problem.from_dict(response.json())

        return response_4xx

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Response[Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    public_id: str,
    *,
    client: AuthenticatedClient,
    bitrate: TracksStreamBitrate | Unset = UNSET,
    download: bool | Unset = UNSET,
    format_: TracksStreamFormat | Unset = UNSET,
) -> Response[Any | Problem]:
    """The file as it is, with ranges; or a rendition of it that a browser needs.

    Args:
        public_id (str):
        bitrate (TracksStreamBitrate | Unset):
        download (bool | Unset):
        format_ (TracksStreamFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        bitrate=bitrate,
        download=download,
        format_=format_,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    *,
    client: AuthenticatedClient,
    bitrate: TracksStreamBitrate | Unset = UNSET,
    download: bool | Unset = UNSET,
    format_: TracksStreamFormat | Unset = UNSET,
) -> Any | Problem | None:
    """The file as it is, with ranges; or a rendition of it that a browser needs.

    Args:
        public_id (str):
        bitrate (TracksStreamBitrate | Unset):
        download (bool | Unset):
        format_ (TracksStreamFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return sync_detailed(
        public_id=public_id,
        client=client,
        bitrate=bitrate,
        download=download,
        format_=format_,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    *,
    client: AuthenticatedClient,
    bitrate: TracksStreamBitrate | Unset = UNSET,
    download: bool | Unset = UNSET,
    format_: TracksStreamFormat | Unset = UNSET,
) -> Response[Any | Problem]:
    """The file as it is, with ranges; or a rendition of it that a browser needs.

    Args:
        public_id (str):
        bitrate (TracksStreamBitrate | Unset):
        download (bool | Unset):
        format_ (TracksStreamFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        bitrate=bitrate,
        download=download,
        format_=format_,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    *,
    client: AuthenticatedClient,
    bitrate: TracksStreamBitrate | Unset = UNSET,
    download: bool | Unset = UNSET,
    format_: TracksStreamFormat | Unset = UNSET,
) -> Any | Problem | None:
    """The file as it is, with ranges; or a rendition of it that a browser needs.

    Args:
        public_id (str):
        bitrate (TracksStreamBitrate | Unset):
        download (bool | Unset):
        format_ (TracksStreamFormat | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            client=client,
            bitrate=bitrate,
            download=download,
            format_=format_,
        )
    ).parsed
