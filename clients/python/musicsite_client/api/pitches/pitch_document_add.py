from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.file_request import FileRequest
from ...models.pitch_document import PitchDocument
from ...models.problem import Problem
from ...types import Response


def _get_kwargs(
    public_id: str,
    *,
    body: FileRequest,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/api/v1/pitches/{public_id}/documents/".format(
            public_id=quote(str(public_id), safe=""),
        ),
    }

    _kwargs["files"] = body.to_multipart()

    headers["Content-Type"] = "multipart/form-data; boundary=+++"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PitchDocument | Problem | None:
    if response.status_code == 201:
        response_201 = PitchDocument.from_dict(response.json())

        return response_201

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
) -> Response[PitchDocument | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    public_id: str,
    *,
    client: AuthenticatedClient,
    body: FileRequest,
) -> Response[PitchDocument | Problem]:
    """A picture is encoded anew before anybody is given it: its `state` is `waiting` until then.

    Args:
        public_id (str):
        body (FileRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PitchDocument | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        body=body,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    public_id: str,
    *,
    client: AuthenticatedClient,
    body: FileRequest,
) -> PitchDocument | Problem | None:
    """A picture is encoded anew before anybody is given it: its `state` is `waiting` until then.

    Args:
        public_id (str):
        body (FileRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PitchDocument | Problem
    """

    return sync_detailed(
        public_id=public_id,
        client=client,
        body=body,
    ).parsed


async def asyncio_detailed(
    public_id: str,
    *,
    client: AuthenticatedClient,
    body: FileRequest,
) -> Response[PitchDocument | Problem]:
    """A picture is encoded anew before anybody is given it: its `state` is `waiting` until then.

    Args:
        public_id (str):
        body (FileRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PitchDocument | Problem]
    """

    kwargs = _get_kwargs(
        public_id=public_id,
        body=body,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    public_id: str,
    *,
    client: AuthenticatedClient,
    body: FileRequest,
) -> PitchDocument | Problem | None:
    """A picture is encoded anew before anybody is given it: its `state` is `waiting` until then.

    Args:
        public_id (str):
        body (FileRequest):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PitchDocument | Problem
    """

    return (
        await asyncio_detailed(
            public_id=public_id,
            client=client,
            body=body,
        )
    ).parsed
