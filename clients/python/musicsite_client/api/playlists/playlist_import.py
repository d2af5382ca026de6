from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.import_request import ImportRequest
from ...models.imported import Imported
from ...models.listening_import import ListeningImport
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: ImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["Idempotency-Key"] = idempotency_key

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/playlists/import/",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Imported | ListeningImport | Problem | None:
    if response.status_code == 201:
        response_201 = Imported.from_dict(response.json())

        return response_201

    if response.status_code == 202:
        response_202 = ListeningImport.from_dict(response.json())

        return response_202

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
) -> Response[Imported | ListeningImport | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Imported | ListeningImport | Problem]:
    """Up to 500 tracks at once. A longer file is taken in by a job (202): its report is at
    `me/imports/<id>/`.

    Args:
        idempotency_key (str | Unset):
        body (ImportRequest): A file as text: M3U, XSPF or JSPF, told by its content.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Imported | ListeningImport | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Imported | ListeningImport | Problem | None:
    """Up to 500 tracks at once. A longer file is taken in by a job (202): its report is at
    `me/imports/<id>/`.

    Args:
        idempotency_key (str | Unset):
        body (ImportRequest): A file as text: M3U, XSPF or JSPF, told by its content.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Imported | ListeningImport | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        idempotency_key=idempotency_key,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Response[Imported | ListeningImport | Problem]:
    """Up to 500 tracks at once. A longer file is taken in by a job (202): its report is at
    `me/imports/<id>/`.

    Args:
        idempotency_key (str | Unset):
        body (ImportRequest): A file as text: M3U, XSPF or JSPF, told by its content.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Imported | ListeningImport | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        idempotency_key=idempotency_key,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: ImportRequest,
    idempotency_key: str | Unset = UNSET,
) -> Imported | ListeningImport | Problem | None:
    """Up to 500 tracks at once. A longer file is taken in by a job (202): its report is at
    `me/imports/<id>/`.

    Args:
        idempotency_key (str | Unset):
        body (ImportRequest): A file as text: M3U, XSPF or JSPF, told by its content.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Imported | ListeningImport | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            idempotency_key=idempotency_key,
        )
    ).parsed
