from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.albums_list_ordering import (
    AlbumsListOrdering,
)
from ...models.albums_list_type import AlbumsListType
from ...models.paginated_album_list import PaginatedAlbumList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: AlbumsListOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
    type_: AlbumsListType | Unset = UNSET,
    year: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["artist"] = artist

    params["cursor"] = cursor

    params["fields"] = fields

    params["genre"] = genre

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    params["q"] = q

    json_type_: str | Unset = UNSET
    if not isinstance(type_, Unset):
        json_type_ = type_

    params["type"] = json_type_

    params["year"] = year

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/albums/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PaginatedAlbumList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedAlbumList.from_dict(response.json())

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
) -> Response[PaginatedAlbumList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: AlbumsListOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
    type_: AlbumsListType | Unset = UNSET,
    year: str | Unset = UNSET,
) -> Response[PaginatedAlbumList | Problem]:
    """Albums that the viewer sees listed.

    Args:
        artist (str | Unset):
        cursor (str | Unset):
        fields (str | Unset):
        genre (str | Unset):
        limit (int | Unset):
        ordering (AlbumsListOrdering | Unset):
        q (str | Unset):
        type_ (AlbumsListType | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedAlbumList | Problem]
    """

    kwargs = _get_kwargs(
        artist=artist,
        cursor=cursor,
        fields=fields,
        genre=genre,
        limit=limit,
        ordering=ordering,
        q=q,
        type_=type_,
        year=year,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: AlbumsListOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
    type_: AlbumsListType | Unset = UNSET,
    year: str | Unset = UNSET,
) -> PaginatedAlbumList | Problem | None:
    """Albums that the viewer sees listed.

    Args:
        artist (str | Unset):
        cursor (str | Unset):
        fields (str | Unset):
        genre (str | Unset):
        limit (int | Unset):
        ordering (AlbumsListOrdering | Unset):
        q (str | Unset):
        type_ (AlbumsListType | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedAlbumList | Problem
    """

    return sync_detailed(
        client=client,
        artist=artist,
        cursor=cursor,
        fields=fields,
        genre=genre,
        limit=limit,
        ordering=ordering,
        q=q,
        type_=type_,
        year=year,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: AlbumsListOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
    type_: AlbumsListType | Unset = UNSET,
    year: str | Unset = UNSET,
) -> Response[PaginatedAlbumList | Problem]:
    """Albums that the viewer sees listed.

    Args:
        artist (str | Unset):
        cursor (str | Unset):
        fields (str | Unset):
        genre (str | Unset):
        limit (int | Unset):
        ordering (AlbumsListOrdering | Unset):
        q (str | Unset):
        type_ (AlbumsListType | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedAlbumList | Problem]
    """

    kwargs = _get_kwargs(
        artist=artist,
        cursor=cursor,
        fields=fields,
        genre=genre,
        limit=limit,
        ordering=ordering,
        q=q,
        type_=type_,
        year=year,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    fields: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: AlbumsListOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
    type_: AlbumsListType | Unset = UNSET,
    year: str | Unset = UNSET,
) -> PaginatedAlbumList | Problem | None:
    """Albums that the viewer sees listed.

    Args:
        artist (str | Unset):
        cursor (str | Unset):
        fields (str | Unset):
        genre (str | Unset):
        limit (int | Unset):
        ordering (AlbumsListOrdering | Unset):
        q (str | Unset):
        type_ (AlbumsListType | Unset):
        year (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedAlbumList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            artist=artist,
            cursor=cursor,
            fields=fields,
            genre=genre,
            limit=limit,
            ordering=ordering,
            q=q,
            type_=type_,
            year=year,
        )
    ).parsed
