"""The contract for people and machines: `schema/` and `docs/`."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from common.api.scopes import NO_TOKEN
from common.errors import NotFound


class SchemaView(SpectacularAPIView):
    """The OpenAPI 3.1 document; the same for everyone."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    scope = NO_TOKEN


class DocsView(SpectacularSwaggerSplitView):
    """Swagger UI, its script in a file of its own and all of it from this host, as the CSP demands."""

    permission_classes = (AllowAny,)
    authentication_classes = ()
    scope = NO_TOKEN
    url_name = "api-schema"
    template_name = "api/docs.html"


class NothingHere(APIView):
    """Every address of the API that is none: the same problem document as for a thing that is not there."""

    permission_classes = (AllowAny,)
    scope = NO_TOKEN
    schema = None

    def initial(self, request: Request, *args: object, **kwargs: object) -> None:
        raise NotFound
