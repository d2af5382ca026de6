"""The catalogue, below `/api/v1/`."""

from django.urls import path

from catalog.api import views
from catalog.api.search import SearchView

urlpatterns = [
    path("artists/", views.ArtistList.as_view(), name="api-artists"),
    path("artists/<str:public_id>/", views.ArtistDetail.as_view(), name="api-artist"),
    path("albums/", views.AlbumList.as_view(), name="api-albums"),
    path("albums/<str:public_id>/", views.AlbumDetail.as_view(), name="api-album"),
    path("tracks/", views.TrackList.as_view(), name="api-tracks"),
    path("tracks/<str:public_id>/", views.TrackDetail.as_view(), name="api-track"),
    path("genres/", views.GenreList.as_view(), name="api-genres"),
    path("genres/<str:public_id>/", views.GenreDetail.as_view(), name="api-genre"),
    path("search/", SearchView.as_view(), name="api-search"),
]
