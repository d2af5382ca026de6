from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.playlist_export_ending import (
    PlaylistExportEnding,
)
from ...models.playlist_export_response_200 import PlaylistExportResponse200
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    public_id: str,
    ending: PlaylistExportEnding,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/playlists/{public_id}/export/{ending}/".format(
            public_id=quote(str(public_id), safe=""),
            ending=quote(str(ending), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PlaylistExportResponse200 | Problem | None:
    if response.status_code == 200:
        response_200 = PlaylistExportResponse200.from_dict(response.json())

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
) -> Response[PlaylistExportResponse200 | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    public_id: str,
    ending: PlaylistExportEnding,
    *,
    client: AuthenticatedClient,
) -> Response[PlaylistExportResponse200 | Problem]:
    """What of a playlist the viewer reaches, as a file.

    Args:
        public_id (str):
        ending (PlaylistExportEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlaylistExportResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        ending=ending,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    ending: PlaylistExportEnding,
    *,
    client: AuthenticatedClient,
) -> PlaylistExportResponse200 | Problem | None:
    """What of a playlist the viewer reaches, as a file.

    Args:
        public_id (str):
        ending (PlaylistExportEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlaylistExportResponse200 | Problem
    """

    return sync_detailed(
        public_id=public_id,
        ending=ending,
        client=client,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    ending: PlaylistExportEnding,
    *,
    client: AuthenticatedClient,
) -> Response[PlaylistExportResponse200 | Problem]:
    """What of a playlist the viewer reaches, as a file.

    Args:
        public_id (str):
        ending (PlaylistExportEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlaylistExportResponse200 | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        ending=ending,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    ending: PlaylistExportEnding,
    *,
    client: AuthenticatedClient,
) -> PlaylistExportResponse200 | Problem | None:
    """What of a playlist the viewer reaches, as a file.

    Args:
        public_id (str):
        ending (PlaylistExportEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlaylistExportResponse200 | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            ending=ending,
            client=client,
        )
    ).parsed
