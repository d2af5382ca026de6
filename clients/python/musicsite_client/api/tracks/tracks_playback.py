from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.playback import Playback
from ...models.problem import Problem
from ...models.tracks_playback_quality import (
    TracksPlaybackQuality,
)
from ...types import UNSET, Response, Unset


def _get_kwargs(
    public_id: str,
    *,
    quality: TracksPlaybackQuality | Unset = "original",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    json_quality: str | Unset = UNSET
    if not isinstance(quality, Unset):
        json_quality = quality

    params["quality"] = json_quality

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/tracks/{public_id}/playback/".format(
            public_id=quote(str(public_id), safe=""),
        ),
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Playback | Problem | None:
    if response.status_code == 200:
        response_200 = Playback.from_dict(response.json())

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
) -> Response[Playback | Problem]:
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
    quality: TracksPlaybackQuality | Unset = "original",
) -> Response[Playback | Problem]:
    """What the player needs to sound a track at a quality.

    Args:
        public_id (str):
        quality (TracksPlaybackQuality | Unset):  Default: 'original'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Playback | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        quality=quality,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    *,
    client: AuthenticatedClient,
    quality: TracksPlaybackQuality | Unset = "original",
) -> Playback | Problem | None:
    """What the player needs to sound a track at a quality.

    Args:
        public_id (str):
        quality (TracksPlaybackQuality | Unset):  Default: 'original'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Playback | Problem
    """

    return sync_detailed(
        public_id=public_id,
        client=client,
        quality=quality,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    *,
    client: AuthenticatedClient,
    quality: TracksPlaybackQuality | Unset = "original",
) -> Response[Playback | Problem]:
    """What the player needs to sound a track at a quality.

    Args:
        public_id (str):
        quality (TracksPlaybackQuality | Unset):  Default: 'original'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Playback | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        quality=quality,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    *,
    client: AuthenticatedClient,
    quality: TracksPlaybackQuality | Unset = "original",
) -> Playback | Problem | None:
    """What the player needs to sound a track at a quality.

    Args:
        public_id (str):
        quality (TracksPlaybackQuality | Unset):  Default: 'original'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Playback | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            client=client,
            quality=quality,
        )
    ).parsed
