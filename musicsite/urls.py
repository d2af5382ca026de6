"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from musicsite import health

handler500 = "musicsite.outage.server_error"

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("account/", include("allauth.urls")),
    path("api/v1/", include("musicsite.api_urls")),
    path("", include("web.urls")),
]
