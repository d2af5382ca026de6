"""The API, version 1."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from common.api.docs import DocsView, NothingHere, SchemaView
from musicsite.observability.vitals import VitalsView

urlpatterns: list[URLPattern | URLResolver] = [
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    path("", include("accounts.api.urls")),
    path("", include("catalog.api.urls")),
    path("", include("streaming.urls")),
    path("", include("playlists.api.urls")),
    path("", include("editorial.api.urls")),
    path("", include("pitching.api.urls")),
    path("", include("web.api.urls")),
    path("vitals/", VitalsView.as_view(), name="api-vitals"),
    # Also for line breaks, which a dot does not match.
    # Ends in a slash, so that an address without one is still redirected to the one with it.
    re_path(r"^(?:[\s\S]*/)?$", NothingHere.as_view()),
]
