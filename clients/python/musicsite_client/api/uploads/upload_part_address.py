from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.address import Address
from ...models.problem import Problem
from ...models.upload_part_request import UploadPartRequest
from ...types import Response


def _get_kwargs(
    public_id: str,
    number: int,
    *,
    body: UploadPartRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/uploads/{public_id}/parts/{number}/".format(
            public_id=quote(str(public_id), safe=""),
            number=quote(str(number), safe=""),
        ),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> Address | Problem | None:
    if response.status_code == 200:
        response_200 = Address.from_dict(response.json())

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
) -> Response[Address | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient,
    body: UploadPartRequest,
) -> Response[Address | Problem]:
    """Its bytes go there by PUT: to storage straight, or to this site. The address holds for minutes, for
    this
    part, this length and this checksum.

    Args:
        public_id (str):
        number (int):
        body (UploadPartRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Address | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        number=number,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient,
    body: UploadPartRequest,
) -> Address | Problem | None:
    """Its bytes go there by PUT: to storage straight, or to this site. The address holds for minutes, for
    this
    part, this length and this checksum.

    Args:
        public_id (str):
        number (int):
        body (UploadPartRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Address | Problem
    """

    return sync_detailed(
        public_id=public_id,
        number=number,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient,
    body: UploadPartRequest,
) -> Response[Address | Problem]:
    """Its bytes go there by PUT: to storage straight, or to this site. The address holds for minutes, for
    this
    part, this length and this checksum.

    Args:
        public_id (str):
        number (int):
        body (UploadPartRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Address | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        number=number,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient,
    body: UploadPartRequest,
) -> Address | Problem | None:
    """Its bytes go there by PUT: to storage straight, or to this site. The address holds for minutes, for
    this
    part, this length and this checksum.

    Args:
        public_id (str):
        number (int):
        body (UploadPartRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Address | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            number=number,
            client=client,
            body=body,
        )
    ).parsed
