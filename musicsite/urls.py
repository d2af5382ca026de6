"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from musicsite import health

handler500 = "musicsite.outage.server_error"

# One door: Django's own form for the admin counts no guesses and asks for no second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("api/v1/", include("musicsite.api_urls")),
    path("", include("web.urls")),
]
