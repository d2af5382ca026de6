from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.place_in_queue import PlaceInQueue
from ...models.place_in_queue_request import PlaceInQueueRequest
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PlaceInQueueRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/me/queue/current/",
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PlaceInQueue | Problem | None:
    if response.status_code == 200:
        response_200 = PlaceInQueue.from_dict(response.json())

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
) -> Response[PlaceInQueue | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PlaceInQueueRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[PlaceInQueue | Problem]:
    """Where in that queue they are: a short question for whoever offers to go on, and a short word as it
    plays.

    Args:
        if_match (str | Unset):
        body (PlaceInQueueRequest | Unset): Where in a queue somebody is, and who says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlaceInQueue | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        if_match=if_match,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: PlaceInQueueRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> PlaceInQueue | Problem | None:
    """Where in that queue they are: a short question for whoever offers to go on, and a short word as it
    plays.

    Args:
        if_match (str | Unset):
        body (PlaceInQueueRequest | Unset): Where in a queue somebody is, and who says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlaceInQueue | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        if_match=if_match,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PlaceInQueueRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> Response[PlaceInQueue | Problem]:
    """Where in that queue they are: a short question for whoever offers to go on, and a short word as it
    plays.

    Args:
        if_match (str | Unset):
        body (PlaceInQueueRequest | Unset): Where in a queue somebody is, and who says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PlaceInQueue | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        if_match=if_match,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PlaceInQueueRequest | Unset = UNSET,
    if_match: str | Unset = UNSET,
) -> PlaceInQueue | Problem | None:
    """Where in that queue they are: a short question for whoever offers to go on, and a short word as it
    plays.

    Args:
        if_match (str | Unset):
        body (PlaceInQueueRequest | Unset): Where in a queue somebody is, and who says so.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PlaceInQueue | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            if_match=if_match,
        )
    ).parsed
