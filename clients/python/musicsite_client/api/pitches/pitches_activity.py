from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.paginated_event_list import PaginatedEventList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    contact: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    track: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["contact"] = contact

    params["cursor"] = cursor

    params["limit"] = limit

    params["track"] = track

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/pitches/activity/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PaginatedEventList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedEventList.from_dict(response.json())

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
) -> Response[PaginatedEventList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    contact: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    track: str | Unset = UNSET,
) -> Response[PaginatedEventList | Problem]:
    """What was done in all pitches with one track, or by one contact, the newest first.

    Args:
        contact (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedEventList | Problem]
    """

    kwargs = _get_kwargs(
        contact=contact,
        cursor=cursor,
        limit=limit,
        track=track,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    contact: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    track: str | Unset = UNSET,
) -> PaginatedEventList | Problem | None:
    """What was done in all pitches with one track, or by one contact, the newest first.

    Args:
        contact (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedEventList | Problem
    """

    return sync_detailed(
        client=client,
        contact=contact,
        cursor=cursor,
        limit=limit,
        track=track,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    contact: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    track: str | Unset = UNSET,
) -> Response[PaginatedEventList | Problem]:
    """What was done in all pitches with one track, or by one contact, the newest first.

    Args:
        contact (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedEventList | Problem]
    """

    kwargs = _get_kwargs(
        contact=contact,
        cursor=cursor,
        limit=limit,
        track=track,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    contact: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    track: str | Unset = UNSET,
) -> PaginatedEventList | Problem | None:
    """What was done in all pitches with one track, or by one contact, the newest first.

    Args:
        contact (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        track (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedEventList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            contact=contact,
            cursor=cursor,
            limit=limit,
            track=track,
        )
    ).parsed
