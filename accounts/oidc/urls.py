from django.urls import path

from accounts.oidc import views

urlpatterns = [
    path("oidc/leaving/<str:ticket>/", views.leaving, name="oidc_leaving"),
    path("oidc/<slug:provider_id>/login/", views.login, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", views.callback, name="openid_connect_callback"),
    path("oidc/<slug:provider_id>/signed-out/", views.signed_out, name="oidc_signed_out"),
]
