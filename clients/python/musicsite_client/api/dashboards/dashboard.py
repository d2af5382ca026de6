from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.dashboard import Dashboard
from ...models.dashboard_days import DashboardDays
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    public_id: str,
    *,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    days: DashboardDays | Unset = 28,
    track: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["album"] = album

    params["artist"] = artist

    json_days: int | Unset = UNSET
    if not isinstance(days, Unset):
        json_days = days

    params["days"] = json_days

    params["track"] = track

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/dashboards/{public_id}/".format(
            public_id=quote(str(public_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Dashboard | Problem | None:
    if response.status_code == 200:
        response_200 = Dashboard.from_dict(response.json())

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
) -> Response[Dashboard | Problem]:
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
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    days: DashboardDays | Unset = 28,
    track: str | Unset = UNSET,
) -> Response[Dashboard | Problem]:
    """What plays of a workspace's music add up to.

    Args:
        public_id (str):
        album (str | Unset):
        artist (str | Unset):
        days (DashboardDays | Unset):  Default: 28.
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dashboard | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        album=album,
        artist=artist,
        days=days,
        track=track,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    days: DashboardDays | Unset = 28,
    track: str | Unset = UNSET,
) -> Dashboard | Problem | None:
    """What plays of a workspace's music add up to.

    Args:
        public_id (str):
        album (str | Unset):
        artist (str | Unset):
        days (DashboardDays | Unset):  Default: 28.
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dashboard | Problem
    """

    return sync_detailed(
        public_id=public_id,
        client=client,
        album=album,
        artist=artist,
        days=days,
        track=track,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    days: DashboardDays | Unset = 28,
    track: str | Unset = UNSET,
) -> Response[Dashboard | Problem]:
    """What plays of a workspace's music add up to.

    Args:
        public_id (str):
        album (str | Unset):
        artist (str | Unset):
        days (DashboardDays | Unset):  Default: 28.
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Dashboard | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        album=album,
        artist=artist,
        days=days,
        track=track,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    days: DashboardDays | Unset = 28,
    track: str | Unset = UNSET,
) -> Dashboard | Problem | None:
    """What plays of a workspace's music add up to.

    Args:
        public_id (str):
        album (str | Unset):
        artist (str | Unset):
        days (DashboardDays | Unset):  Default: 28.
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Dashboard | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            client=client,
            album=album,
            artist=artist,
            days=days,
            track=track,
        )
    ).parsed
