"""Views that use each convention of the API once, for `test_api_conventions`: groups of people stand for things."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from common.api.bulk import bulk, bulk_of, bulk_results
from common.api.conditions import conditional, seen_by, tagged
from common.api.deprecation import deprecated
from common.api.idempotency import idempotent
from common.api.limits import Limit
from common.api.query import body_of
from common.api.scopes import KEEPS
from common.errors import Conflict, NotFound
from common.versions import ANYTHING, Seen, version_tag
from musicsite.urls import urlpatterns as site


class GroupSerializer(serializers.Serializer[Group]):
    name = serializers.CharField(max_length=20)


class Named(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=20)
    then_fail = serializers.BooleanField(default=False)


@transaction.atomic
def group_create(*, name: str, then_fail: bool = False) -> Group:
    group = Group.objects.create(name=name)
    if then_fail:
        raise Conflict("It was made, and then it failed.", field="then_fail")
    return group


@transaction.atomic
def group_rename(*, pk: int, name: str, seen: Seen = ANYTHING) -> Group:
    group = Group.objects.select_for_update().get(pk=pk)
    seen.check(tag_of(group))
    group.name = name
    group.save(update_fields=["name"])
    return group


def tag_of(group: Group) -> str:
    return version_tag(group.pk, group.name)


class GroupsView(APIView):
    """Makes a group."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(request=Named, responses={201: GroupSerializer})
    @idempotent
    def post(self, request: Request) -> Response:
        given = body_of(request, Named)
        group = group_create(**given)
        headers = {"Location": f"/api/v1/sample/{group.pk}/"}
        return Response(GroupSerializer(group).data, status=201, headers=headers)


class GroupView(APIView):
    """One group."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(responses=GroupSerializer)
    def get(self, request: Request, pk: int) -> Response:
        group = Group.objects.filter(pk=pk).first()
        if group is None:
            raise NotFound
        return tagged(request, tag_of(group), lambda: GroupSerializer(group).data)

    @extend_schema(request=Named, responses=GroupSerializer)
    @conditional
    def patch(self, request: Request, pk: int) -> Response:
        given = body_of(request, Named)
        group = group_rename(pk=pk, name=str(given["name"]), seen=seen_by(request))
        return tagged(request, tag_of(group), lambda: GroupSerializer(group).data)


class BulkView(APIView):
    """Makes many."""

    permission_classes = (IsAuthenticated,)
    scope = KEEPS

    @extend_schema(request=bulk_of(Named, most=5), responses=bulk_results(GroupSerializer))
    @idempotent
    def post(self, request: Request) -> Response:
        return bulk(request, Named, lambda item: GroupSerializer(group_create(**item)).data, most=5)


class Few(Limit):
    name, most = "few", 3


@deprecated(since=date(2027, 3, 1), sunset=date(2027, 9, 1), instead="/api/v1/sample/")
class OldView(APIView):
    """Goes soon, and may be asked for three times a minute."""

    permission_classes = (AllowAny,)
    throttle_classes = (Few,)

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        return Response({"who": str(request.user)})


urlpatterns = [
    path("api/v1/sample/", GroupsView.as_view()),
    path("api/v1/sample/bulk/", BulkView.as_view()),
    path("api/v1/sample/old/", OldView.as_view()),
    path("api/v1/sample/<int:pk>/", GroupView.as_view()),
    *site,
]
