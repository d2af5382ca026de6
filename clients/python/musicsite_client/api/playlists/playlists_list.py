from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.paginated_playlist_list import PaginatedPlaylistList
from ...models.playlists_list_ordering import (
    PlaylistsListOrdering,
)
from ...models.playlists_list_scope import (
    PlaylistsListScope,
)
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: PlaylistsListOrdering | Unset = UNSET,
    owner: str | Unset = UNSET,
    scope: PlaylistsListScope | Unset = "all",
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["cursor"] = cursor

    params["fields"] = fields

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    params["owner"] = owner

    json_scope: str | Unset = UNSET
    if not isinstance(scope, Unset):
        json_scope = scope

    params["scope"] = json_scope

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/playlists/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PaginatedPlaylistList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedPlaylistList.from_dict(response.json())

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
) -> Response[PaginatedPlaylistList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: PlaylistsListOrdering | Unset = UNSET,
    owner: str | Unset = UNSET,
    scope: PlaylistsListScope | Unset = "all",
) -> Response[PaginatedPlaylistList | Problem]:
    """Playlists that the viewer sees listed.

    Args:
        cursor (str | Unset):
        fields (str | Unset):
        limit (int | Unset):
        ordering (PlaylistsListOrdering | Unset):
        owner (str | Unset):
        scope (PlaylistsListScope | Unset):  Default: 'all'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedPlaylistList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        fields=fields,
        limit=limit,
        ordering=ordering,
        owner=owner,
        scope=scope,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: PlaylistsListOrdering | Unset = UNSET,
    owner: str | Unset = UNSET,
    scope: PlaylistsListScope | Unset = "all",
) -> PaginatedPlaylistList | Problem | None:
    """Playlists that the viewer sees listed.

    Args:
        cursor (str | Unset):
        fields (str | Unset):
        limit (int | Unset):
        ordering (PlaylistsListOrdering | Unset):
        owner (str | Unset):
        scope (PlaylistsListScope | Unset):  Default: 'all'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedPlaylistList | Problem
    """

    return sync_detailed(
        client=client,
        cursor=cursor,
        fields=fields,
        limit=limit,
        ordering=ordering,
        owner=owner,
        scope=scope,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: PlaylistsListOrdering | Unset = UNSET,
    owner: str | Unset = UNSET,
    scope: PlaylistsListScope | Unset = "all",
) -> Response[PaginatedPlaylistList | Problem]:
    """Playlists that the viewer sees listed.

    Args:
        cursor (str | Unset):
        fields (str | Unset):
        limit (int | Unset):
        ordering (PlaylistsListOrdering | Unset):
        owner (str | Unset):
        scope (PlaylistsListScope | Unset):  Default: 'all'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedPlaylistList | Problem]
    """

    kwargs = _get_kwargs(
        cursor=cursor,
        fields=fields,
        limit=limit,
        ordering=ordering,
        owner=owner,
        scope=scope,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: PlaylistsListOrdering | Unset = UNSET,
    owner: str | Unset = UNSET,
    scope: PlaylistsListScope | Unset = "all",
) -> PaginatedPlaylistList | Problem | None:
    """Playlists that the viewer sees listed.

    Args:
        cursor (str | Unset):
        fields (str | Unset):
        limit (int | Unset):
        ordering (PlaylistsListOrdering | Unset):
        owner (str | Unset):
        scope (PlaylistsListScope | Unset):  Default: 'all'.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedPlaylistList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            cursor=cursor,
            fields=fields,
            limit=limit,
            ordering=ordering,
            owner=owner,
            scope=scope,
        )
    ).parsed
