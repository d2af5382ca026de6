"""Every address of the site."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

from musicsite import health
from musicsite.dashboard import views as dashboard
from musicsite.observability.views import metrics
from web.exchange import views as exchange

handler500 = "musicsite.outage.server_error"

# One door: Django's own form for the admin counts no guesses and asks for no second factor.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", metrics, name="metrics"),
    path("admin/", admin.site.admin_view(dashboard.index), name="admin-dashboard"),
    path("admin/jobs/again/", admin.site.admin_view(dashboard.jobs_again), name="admin-jobs-again"),
    path("admin/exchange/", admin.site.admin_view(exchange.exchange_page), name="admin-exchange"),
    path(
        "admin/exchange/export/<slug:kind>.<slug:ending>",
        admin.site.admin_view(exchange.exchange_export),
        name="admin-exchange-export",
    ),
    path(
        "admin/exchange/<slug:public_id>/",
        admin.site.admin_view(exchange.exchange_file_page),
        name="admin-exchange-file",
    ),
    path("admin/", admin.site.urls),
    path("", include("accounts.urls")),
    path("account/", include("allauth.urls")),
    path("api/v1/", include("musicsite.api_urls")),
    path("", include("pitching.letters.urls")),
    path("", include("pitching.received.urls")),
    path("", include("web.urls")),
]
