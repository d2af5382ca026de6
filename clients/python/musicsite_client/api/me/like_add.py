from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.like_add_kind import LikeAddKind
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    kind: LikeAddKind,
    public_id: str,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/me/likes/{kind}/{public_id}/".format(
            kind=quote(str(kind), safe=""),
            public_id=quote(str(public_id), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Any | Problem | None:
    if response.status_code == 204:
        response_204 = cast(Any, None)
        return response_204

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
) -> Response[Any | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    kind: LikeAddKind,
    public_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Any | Problem]:
    """One like: put, or taken back. Both may be said twice.

    Args:
        kind (LikeAddKind):
        public_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        public_id=public_id,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    kind: LikeAddKind,
    public_id: str,
    *,
    client: AuthenticatedClient,
) -> Any | Problem | None:
    """One like: put, or taken back. Both may be said twice.

    Args:
        kind (LikeAddKind):
        public_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return sync_detailed(
        kind=kind,
        public_id=public_id,
        client=client,
    ).parsed


async def asyncio_detailed(
    kind: LikeAddKind,
    public_id: str,
    *,
    client: AuthenticatedClient,
) -> Response[Any | Problem]:
    """One like: put, or taken back. Both may be said twice.

    Args:
        kind (LikeAddKind):
        public_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        kind=kind,
        public_id=public_id,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    kind: LikeAddKind,
    public_id: str,
    *,
    client: AuthenticatedClient,
) -> Any | Problem | None:
    """One like: put, or taken back. Both may be said twice.

    Args:
        kind (LikeAddKind):
        public_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return (
        await asyncio_detailed(
            kind=kind,
            public_id=public_id,
            client=client,
        )
    ).parsed
