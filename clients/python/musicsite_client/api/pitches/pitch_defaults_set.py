from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.patched_pitch_defaults_request import PatchedPitchDefaultsRequest
from ...models.pitch_defaults import PitchDefaults
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    body: PatchedPitchDefaultsRequest | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> dict[str, Any]:
    headers: dict[str, Any] = {}

    params: dict[str, Any] = {}

    params["workspace"] = workspace

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/api/v1/pitches/defaults/",
        "params": params,
    }

    if not isinstance(body, Unset):
        _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PitchDefaults | Problem | None:
    if response.status_code == 200:
        response_200 = PitchDefaults.from_dict(response.json())

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
) -> Response[PitchDefaults | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PatchedPitchDefaultsRequest | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> Response[PitchDefaults | Problem]:
    """What a workspace's pitches start from.

    Args:
        workspace (str | Unset):
        body (PatchedPitchDefaultsRequest | Unset): What a workspace's pitches start from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PitchDefaults | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        workspace=workspace,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    body: PatchedPitchDefaultsRequest | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> PitchDefaults | Problem | None:
    """What a workspace's pitches start from.

    Args:
        workspace (str | Unset):
        body (PatchedPitchDefaultsRequest | Unset): What a workspace's pitches start from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PitchDefaults | Problem
    """

    return sync_detailed(
        client=client,
        body=body,
        workspace=workspace,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PatchedPitchDefaultsRequest | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> Response[PitchDefaults | Problem]:
    """What a workspace's pitches start from.

    Args:
        workspace (str | Unset):
        body (PatchedPitchDefaultsRequest | Unset): What a workspace's pitches start from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PitchDefaults | Problem]
    """

    kwargs = _get_kwargs(
        body=body,
        workspace=workspace,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PatchedPitchDefaultsRequest | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> PitchDefaults | Problem | None:
    """What a workspace's pitches start from.

    Args:
        workspace (str | Unset):
        body (PatchedPitchDefaultsRequest | Unset): What a workspace's pitches start from.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PitchDefaults | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            body=body,
            workspace=workspace,
        )
    ).parsed
