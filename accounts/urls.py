"""Pages about people. Those below `account/` are one's own, and stand before allauth's of the same address."""

from django.urls import URLPattern, URLResolver, path

from accounts.views.data import data, data_download, delete
from accounts.views.devices import devices
from accounts.views.invitations import invitation
from accounts.views.people import avatar, person
from accounts.views.settings import preferences
from accounts.views.tokens import tokens
from accounts.views.workspaces import workspace, workspaces

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/invitation/<str:token>/", invitation, name="invitation"),
    path("account/tokens/", tokens, name="tokens"),
    path("account/sessions/", devices, name="devices"),
    path("people/<str:handle>", person, name="person"),
    path("people/<str:handle>/avatar/<int:size>", avatar, name="avatar"),
    path("account/settings/", preferences, name="preferences"),
    path("account/data/", data, name="data"),
    path("account/data/<str:public_id>/", data_download, name="data_download"),
    path("account/delete/", delete, name="account_delete"),
    path("account/workspaces/", workspaces, name="workspaces"),
    path("account/workspaces/<str:public_id>/", workspace, name="workspace"),
]
