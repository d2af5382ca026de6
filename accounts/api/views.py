"""`me/`."""

from django.db.models import Prefetch
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import Membership, User
from accounts.viewer import user_for
from common.api.scopes import READS


class WorkspaceMembershipSerializer(serializers.ModelSerializer[Membership]):
    """A workspace, and what one is in it."""

    id = serializers.CharField(source="workspace.public_id")
    name = serializers.CharField(source="workspace.name")
    kind = serializers.CharField(source="workspace.kind")

    class Meta:
        model = Membership
        fields = ("id", "name", "kind", "role")


class MeSerializer(serializers.ModelSerializer[User]):
    """Who is signed in."""

    id = serializers.CharField(source="public_id")
    workspaces = WorkspaceMembershipSerializer(source="memberships", many=True)
    groups = serializers.SlugRelatedField("name", many=True, read_only=True)  # type: ignore[var-annotated]
    may_upload = serializers.SerializerMethodField(
        help_text="Whether they upload at all; their role in a workspace decides where to."
    )

    class Meta:
        model = User
        fields = ("id", "email", "handle", "name", "is_staff", "may_upload", "groups", "workspaces")

    def get_may_upload(self, user: User) -> bool:
        return user.has_perm("accounts.upload")


@method_decorator(never_cache, name="dispatch")
class MeView(APIView):
    """The signed-in person."""

    permission_classes = (IsAuthenticated,)
    scope = READS

    @extend_schema(operation_id="me", tags=["me"], responses=MeSerializer)
    def get(self, request: Request) -> Response:
        memberships = Membership.objects.select_related("workspace").order_by("pk")
        user = User.objects.prefetch_related(
            "groups", Prefetch("memberships", queryset=memberships)
        ).get(pk=user_for(request).pk)
        return Response(MeSerializer(user).data)
