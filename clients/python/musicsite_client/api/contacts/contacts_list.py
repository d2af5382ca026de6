from http import HTTPStatus
from typing import Any

import httpx

from ... import errors
from ...client import AuthenticatedClient, Client
from ...models.paginated_contact_list import PaginatedContactList
from ...models.problem import Problem
from ...types import UNSET, Response, Unset


def _get_kwargs(
    *,
    company: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    q: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> dict[str, Any]:

    params: dict[str, Any] = {}

    params["company"] = company

    params["cursor"] = cursor

    params["limit"] = limit

    params["q"] = q

    params["tag"] = tag

    params["workspace"] = workspace

    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/api/v1/contacts/",
        "params": params,
    }

    return _kwargs


def _parse_response(
    *, client: AuthenticatedClient | Client, response: httpx.Response
) -> PaginatedContactList | Problem | None:
    if response.status_code == 200:
        response_200 = PaginatedContactList.from_dict(response.json())

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
) -> Response[PaginatedContactList | Problem]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    company: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    q: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> Response[PaginatedContactList | Problem]:
    """Contacts of one's workspaces, by name.

    Args:
        company (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        q (str | Unset):
        tag (str | Unset):
        workspace (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedContactList | Problem]
    """

    kwargs = _get_kwargs(
        company=company,
        cursor=cursor,
        limit=limit,
        q=q,
        tag=tag,
        workspace=workspace,
    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)


def sync(
    *,
    client: AuthenticatedClient,
    company: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    q: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> PaginatedContactList | Problem | None:
    """Contacts of one's workspaces, by name.

    Args:
        company (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        q (str | Unset):
        tag (str | Unset):
        workspace (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedContactList | Problem
    """

    return sync_detailed(
        client=client,
        company=company,
        cursor=cursor,
        limit=limit,
        q=q,
        tag=tag,
        workspace=workspace,
    ).parsed


async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    company: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    q: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> Response[PaginatedContactList | Problem]:
    """Contacts of one's workspaces, by name.

    Args:
        company (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        q (str | Unset):
        tag (str | Unset):
        workspace (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PaginatedContactList | Problem]
    """

    kwargs = _get_kwargs(
        company=company,
        cursor=cursor,
        limit=limit,
        q=q,
        tag=tag,
        workspace=workspace,
    )

    response = await client.get_async_httpx_client().request(**kwargs)

    return _build_response(client=client, response=response)


async def asyncio(
    *,
    client: AuthenticatedClient,
    company: str | Unset = UNSET,
    cursor: str | Unset = UNSET,
    limit: int | Unset = UNSET,
    q: str | Unset = UNSET,
    tag: str | Unset = UNSET,
    workspace: str | Unset = UNSET,
) -> PaginatedContactList | Problem | None:
    """Contacts of one's workspaces, by name.

    Args:
        company (str | Unset):
        cursor (str | Unset):
        limit (int | Unset):
        q (str | Unset):
        tag (str | Unset):
        workspace (str | Unset):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PaginatedContactList | Problem
    """

    return (
        await asyncio_detailed(
            client=client,
            company=company,
            cursor=cursor,
            limit=limit,
            q=q,
            tag=tag,
            workspace=workspace,
        )
    ).parsed
