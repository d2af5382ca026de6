from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...models.track_ids_ordering import TrackIdsOrdering
from ...models.track_ids_response_200 import TrackIdsResponse200
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    ids: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: TrackIdsOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["album"] = album

    params["artist"] = artist

    params["cursor"] = cursor

    params["genre"] = genre

    params["ids"] = ids

    params["limit"] = limit

    json_ordering: str | Unset = UNSET
    if not isinstance(ordering, Unset):
        json_ordering = ordering

    params["ordering"] = json_ordering

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/tracks/ids/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | TrackIdsResponse200 | None:
    if response.status_code == 200:
        response_200 = TrackIdsResponse200.from_dict(response.json())

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
) -> Response[Problem | TrackIdsResponse200]:
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
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    ids: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: TrackIdsOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
) -> Response[Problem | TrackIdsResponse200]:
    """The ids of such a list alone, for a queue: what is shown of them is asked for as it comes to be
    seen.

    Args:
        album (str | Unset):
        artist (str | Unset):
        cursor (str | Unset):
        genre (str | Unset):
        ids (str | Unset):
        limit (int | Unset):
        ordering (TrackIdsOrdering | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TrackIdsResponse200]
    """

    kwargs = _get_kwargs(
        album=album,
        artist=artist,
        cursor=cursor,
        genre=genre,
        ids=ids,
        limit=limit,
        ordering=ordering,
        q=q,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    ids: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: TrackIdsOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
) -> Problem | TrackIdsResponse200 | None:
    """The ids of such a list alone, for a queue: what is shown of them is asked for as it comes to be
    seen.

    Args:
        album (str | Unset):
        artist (str | Unset):
        cursor (str | Unset):
        genre (str | Unset):
        ids (str | Unset):
        limit (int | Unset):
        ordering (TrackIdsOrdering | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TrackIdsResponse200
    """

    return sync_detailed(
        client=client,
        album=album,
        artist=artist,
        cursor=cursor,
        genre=genre,
        ids=ids,
        limit=limit,
        ordering=ordering,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    ids: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: TrackIdsOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
) -> Response[Problem | TrackIdsResponse200]:
    """The ids of such a list alone, for a queue: what is shown of them is asked for as it comes to be
    seen.

    Args:
        album (str | Unset):
        artist (str | Unset):
        cursor (str | Unset):
        genre (str | Unset):
        ids (str | Unset):
        limit (int | Unset):
        ordering (TrackIdsOrdering | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | TrackIdsResponse200]
    """

    kwargs = _get_kwargs(
        album=album,
        artist=artist,
        cursor=cursor,
        genre=genre,
        ids=ids,
        limit=limit,
        ordering=ordering,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    album: str | Unset = UNSET,
    artist: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    genre: str | Unset = UNSET,
    ids: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    ordering: TrackIdsOrdering | Unset = UNSET,
    q: str | Unset = UNSET,
) -> Problem | TrackIdsResponse200 | None:
    """The ids of such a list alone, for a queue: what is shown of them is asked for as it comes to be
    seen.

    Args:
        album (str | Unset):
        artist (str | Unset):
        cursor (str | Unset):
        genre (str | Unset):
        ids (str | Unset):
        limit (int | Unset):
        ordering (TrackIdsOrdering | Unset):
        q (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | TrackIdsResponse200
    """

    return (
        await asyncio_detailed(
            client=client,
            album=album,
            artist=artist,
            cursor=cursor,
            genre=genre,
            ids=ids,
            limit=limit,
            ordering=ordering,
            q=q,
        )
    ).parsed
