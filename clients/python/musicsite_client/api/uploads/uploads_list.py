from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.paginated_upload_list import PaginatedUploadList
from ...models.problem import Problem
from ...models.uploads_list_state import UploadsListState
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    batch: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    mine: bool | Unset = UNSET,
    state: UploadsListState | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["batch"] = batch

    params["cursor"] = cursor

    params["limit"] = limit

    params["mine"] = mine

    json_state: str | Unset = UNSET
    if not isinstance(state, Unset):
        json_state = state

    params["state"] = json_state

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/uploads/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PaginatedUploadList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedUploadList.from_dict(response.json())

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
) -> Response[PaginatedUploadList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    batch: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    mine: bool | Unset = UNSET,
    state: UploadsListState | Unset = UNSET,
) -> Response[PaginatedUploadList | Problem]:
    """Uploads of one's workspaces, the latest first.

    Args:
        batch (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        mine (bool | Unset):
        state (UploadsListState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedUploadList | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        cursor=cursor,
        limit=limit,
        mine=mine,
        state=state,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    batch: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    mine: bool | Unset = UNSET,
    state: UploadsListState | Unset = UNSET,
) -> PaginatedUploadList | Problem | None:
    """Uploads of one's workspaces, the latest first.

    Args:
        batch (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        mine (bool | Unset):
        state (UploadsListState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedUploadList | Problem
    """

    return sync_detailed(
        client=client,
        batch=batch,
        cursor=cursor,
        limit=limit,
        mine=mine,
        state=state,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    batch: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    mine: bool | Unset = UNSET,
    state: UploadsListState | Unset = UNSET,
) -> Response[PaginatedUploadList | Problem]:
    """Uploads of one's workspaces, the latest first.

    Args:
        batch (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        mine (bool | Unset):
        state (UploadsListState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedUploadList | Problem]
    """

    kwargs = _get_kwargs(
        batch=batch,
        cursor=cursor,
        limit=limit,
        mine=mine,
        state=state,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    batch: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    mine: bool | Unset = UNSET,
    state: UploadsListState | Unset = UNSET,
) -> PaginatedUploadList | Problem | None:
    """Uploads of one's workspaces, the latest first.

    Args:
        batch (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        mine (bool | Unset):
        state (UploadsListState | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedUploadList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            batch=batch,
            cursor=cursor,
            limit=limit,
            mine=mine,
            state=state,
        )
    ).parsed
