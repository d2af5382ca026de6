from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.sheet import Sheet
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    album: str | Unset = UNSET,
    batch: str | Unset = UNSET,
    tracks: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["album"] = album

    params["batch"] = batch

    params["tracks"] = tracks

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/metadata/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | Sheet | None:
    if response.status_code == 200:
        response_200 = Sheet.from_dict(response.json())

        return response_200

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
) -> Response[Problem | Sheet]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    batch: str | Unset = UNSET,
    tracks: str | Unset = UNSET,
) -> Response[Problem | Sheet]:
    """Rows of an album, of a batch of uploads, or of these tracks. 404 where none of them is yours to
    change.

    Args:
        album (str | Unset):
        batch (str | Unset):
        tracks (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sheet]
    """

    kwargs = _get_kwargs(
        album=album,
        batch=batch,
        tracks=tracks,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    batch: str | Unset = UNSET,
    tracks: str | Unset = UNSET,
) -> Problem | Sheet | None:
    """Rows of an album, of a batch of uploads, or of these tracks. 404 where none of them is yours to
    change.

    Args:
        album (str | Unset):
        batch (str | Unset):
        tracks (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sheet
    """

    return sync_detailed(
        client=client,
        album=album,
        batch=batch,
        tracks=tracks,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    batch: str | Unset = UNSET,
    tracks: str | Unset = UNSET,
) -> Response[Problem | Sheet]:
    """Rows of an album, of a batch of uploads, or of these tracks. 404 where none of them is yours to
    change.

    Args:
        album (str | Unset):
        batch (str | Unset):
        tracks (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | Sheet]
    """

    kwargs = _get_kwargs(
        album=album,
        batch=batch,
        tracks=tracks,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    batch: str | Unset = UNSET,
    tracks: str | Unset = UNSET,
) -> Problem | Sheet | None:
    """Rows of an album, of a batch of uploads, or of these tracks. 404 where none of them is yours to
    change.

    Args:
        album (str | Unset):
        batch (str | Unset):
        tracks (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | Sheet
    """

    return (
        await asyncio_detailed(
            client=client,
            album=album,
            batch=batch,
            tracks=tracks,
        )
    ).parsed
