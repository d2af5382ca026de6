"""People, below `/api/v1/`."""

from django.urls import path

from accounts.api.devices import DevicesView, DeviceView
from accounts.api.personal_tokens import (
    AppPasswordsView,
    AppPasswordView,
    PersonalTokensView,
    PersonalTokenView,
)
from accounts.api.preferences import PreferencesView
from accounts.api.tokens import TokenRefreshView, TokenRevokeView, TokenView
from accounts.api.views import MeView

urlpatterns = [
    path("auth/token/", TokenView.as_view(), name="api-token"),
    path("auth/token/refresh/", TokenRefreshView.as_view(), name="api-token-refresh"),
    path("auth/token/revoke/", TokenRevokeView.as_view(), name="api-token-revoke"),
    path("me/", MeView.as_view(), name="api-me"),
    path("me/preferences/", PreferencesView.as_view(), name="api-preferences"),
    path("me/devices/", DevicesView.as_view(), name="api-devices"),
    path("me/devices/<str:public_id>/", DeviceView.as_view(), name="api-device"),
    path("me/tokens/", PersonalTokensView.as_view(), name="api-personal-tokens"),
    path("me/tokens/<str:public_id>/", PersonalTokenView.as_view(), name="api-personal-token"),
    path("me/app-passwords/", AppPasswordsView.as_view(), name="api-app-passwords"),
    path("me/app-passwords/<str:public_id>/", AppPasswordView.as_view(), name="api-app-password"),
]
