from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.problem import Problem
from ...types import UNSET, File, Response, Unset


def _get_kwargs(
    public_id: str,
    number: int,
    *,
    body: File | Unset = UNSET,
    expires: str,
    sha256: str,
    signature: str,
    size: str,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["expires"] = expires

    params["sha256"] = sha256

    params["signature"] = signature

    params["size"] = size

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/api/v1/uploads/{public_id}/parts/{number}/bytes/".format(
            public_id=quote(str(public_id), safe=""),
            number=quote(str(number), safe=""),
        ),
        "params": params,
    }

    if not isinstance(body, Unset):
        _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/octet-stream"

    _kwargs["headers"] = headers
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
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
    body: File | Unset = UNSET,
    expires: str,
    sha256: str,
    signature: str,
    size: str,
) -> Response[Any | Problem]:
    """The bytes of a part, at the address that was given for it. (In a bucket, that is the bucket's.)

    Args:
        public_id (str):
        number (int):
        expires (str):
        sha256 (str):
        signature (str):
        size (str):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        number=number,
        body=body,
        expires=expires,
        sha256=sha256,
        signature=signature,
        size=size,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
    body: File | Unset = UNSET,
    expires: str,
    sha256: str,
    signature: str,
    size: str,
) -> Any | Problem | None:
    """The bytes of a part, at the address that was given for it. (In a bucket, that is the bucket's.)

    Args:
        public_id (str):
        number (int):
        expires (str):
        sha256 (str):
        signature (str):
        size (str):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return sync_detailed(
        public_id=public_id,
        number=number,
        client=client,
        body=body,
        expires=expires,
        sha256=sha256,
        signature=signature,
        size=size,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
    body: File | Unset = UNSET,
    expires: str,
    sha256: str,
    signature: str,
    size: str,
) -> Response[Any | Problem]:
    """The bytes of a part, at the address that was given for it. (In a bucket, that is the bucket's.)

    Args:
        public_id (str):
        number (int):
        expires (str):
        sha256 (str):
        signature (str):
        size (str):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Any | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        number=number,
        body=body,
        expires=expires,
        sha256=sha256,
        signature=signature,
        size=size,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    number: int,
    *,
    client: AuthenticatedClient | Client,
    body: File | Unset = UNSET,
    expires: str,
    sha256: str,
    signature: str,
    size: str,
) -> Any | Problem | None:
    """The bytes of a part, at the address that was given for it. (In a bucket, that is the bucket's.)

    Args:
        public_id (str):
        number (int):
        expires (str):
        sha256 (str):
        signature (str):
        size (str):
        body (File | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Any | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            number=number,
            client=client,
            body=body,
            expires=expires,
            sha256=sha256,
            signature=signature,
            size=size,
        )
    ).parsed
