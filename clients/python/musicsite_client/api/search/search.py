from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.found import Found
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    facets: bool | Unset = False,
    limit: int | Unset = 10,
    q: str,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["facets"] = facets

    params["limit"] = limit

    params["q"] = q

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/search/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Found | Problem | None:
    if response.status_code == 200:
        response_200 = Found.from_dict(response.json())

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
) -> Response[Found | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    facets: bool | Unset = False,
    limit: int | Unset = 10,
    q: str,
) -> Response[Found | Problem]:
    """Music by the words of its names, its artists' and its albums'; playlists, people and posts by
    theirs.

    Args:
        facets (bool | Unset):  Default: False.
        limit (int | Unset):  Default: 10.
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Found | Problem]
    """

    kwargs = _get_kwargs(
        facets=facets,
        limit=limit,
        q=q,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    facets: bool | Unset = False,
    limit: int | Unset = 10,
    q: str,
) -> Found | Problem | None:
    """Music by the words of its names, its artists' and its albums'; playlists, people and posts by
    theirs.

    Args:
        facets (bool | Unset):  Default: False.
        limit (int | Unset):  Default: 10.
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Found | Problem
    """

    return sync_detailed(
        client=client,
        facets=facets,
        limit=limit,
        q=q,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    facets: bool | Unset = False,
    limit: int | Unset = 10,
    q: str,
) -> Response[Found | Problem]:
    """Music by the words of its names, its artists' and its albums'; playlists, people and posts by
    theirs.

    Args:
        facets (bool | Unset):  Default: False.
        limit (int | Unset):  Default: 10.
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Found | Problem]
    """

    kwargs = _get_kwargs(
        facets=facets,
        limit=limit,
        q=q,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    facets: bool | Unset = False,
    limit: int | Unset = 10,
    q: str,
) -> Found | Problem | None:
    """Music by the words of its names, its artists' and its albums'; playlists, people and posts by
    theirs.

    Args:
        facets (bool | Unset):  Default: False.
        limit (int | Unset):  Default: 10.
        q (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Found | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            facets=facets,
            limit=limit,
            q=q,
        )
    ).parsed
