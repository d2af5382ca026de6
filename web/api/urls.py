"""Search and screens, below `/api/v1/`."""

from django.urls import path

from web.api.screens import AlbumScreen, HomeScreen, PlaylistScreen
from web.api.search import SearchView

urlpatterns = [
    path("search/", SearchView.as_view(), name="api-search"),
    path("screens/home/", HomeScreen.as_view(), name="api-screen-home"),
    path("screens/albums/<str:public_id>/", AlbumScreen.as_view(), name="api-screen-album"),
    path(
        "screens/playlists/<str:public_id>/", PlaylistScreen.as_view(), name="api-screen-playlist"
    ),
]
