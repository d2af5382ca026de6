from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.listening_import_missing_ending import (
    ListeningImportMissingEnding,
)
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    public_id: str,
    ending: ListeningImportMissingEnding,
) -> dict[str, Any]:

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/me/imports/{public_id}/missing/{ending}/".format(
            public_id=quote(str(public_id), safe=""),
            ending=quote(str(ending), safe=""),
        ),
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Problem | str | None:
    if response.status_code == 200:
        response_200 = response.text
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
) -> Response[Problem | str]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    public_id: str,
    ending: ListeningImportMissingEnding,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """What of a file is not here, the most played first: at most 10,000 rows.

    Args:
        public_id (str):
        ending (ListeningImportMissingEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
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
    ending: ListeningImportMissingEnding,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """What of a file is not here, the most played first: at most 10,000 rows.

    Args:
        public_id (str):
        ending (ListeningImportMissingEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return sync_detailed(
        public_id=public_id,
        ending=ending,
        client=client,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    ending: ListeningImportMissingEnding,
    *,
    client: AuthenticatedClient,
) -> Response[Problem | str]:
    """What of a file is not here, the most played first: at most 10,000 rows.

    Args:
        public_id (str):
        ending (ListeningImportMissingEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Problem | str]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        ending=ending,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    ending: ListeningImportMissingEnding,
    *,
    client: AuthenticatedClient,
) -> Problem | str | None:
    """What of a file is not here, the most played first: at most 10,000 rows.

    Args:
        public_id (str):
        ending (ListeningImportMissingEnding):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Problem | str
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            ending=ending,
            client=client,
        )
    ).parsed
