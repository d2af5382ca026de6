"""People, below `/api/v1/`."""

from django.urls import path

from accounts.api.views import MeView, TokenRefreshView, TokenView

urlpatterns = [
    path("auth/token/", TokenView.as_view(), name="api-token"),
    path("auth/token/refresh/", TokenRefreshView.as_view(), name="api-token-refresh"),
    path("me/", MeView.as_view(), name="api-me"),
]
