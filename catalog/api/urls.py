"""The catalogue, below `/api/v1/`."""

from django.urls import path

from catalog.api import curation, merging, rights, views

urlpatterns = [
    path("artists/", views.ArtistList.as_view(), name="api-artists"),
    path("artists/<str:public_id>/", views.ArtistDetail.as_view(), name="api-artist"),
    path("artists/<str:public_id>/curation/", curation.ArtistCuration.as_view()),
    path("artists/<str:public_id>/merge/", merging.ArtistMerge.as_view()),
    path("albums/", views.AlbumList.as_view(), name="api-albums"),
    path("albums/<str:public_id>/", views.AlbumDetail.as_view(), name="api-album"),
    path("albums/<str:public_id>/curation/", curation.AlbumCuration.as_view()),
    path("albums/<str:public_id>/merge/", merging.AlbumMerge.as_view()),
    path("albums/<str:public_id>/shelve/", merging.AlbumShelve.as_view()),
    path("albums/<str:public_id>/restore/", merging.AlbumRestore.as_view()),
    path("tracks/", views.TrackList.as_view(), name="api-tracks"),
    path("tracks/ids/", views.TrackIds.as_view(), name="api-track-ids"),
    path("tracks/<str:public_id>/", views.TrackDetail.as_view(), name="api-track"),
    path("tracks/<str:public_id>/curation/", curation.TrackCuration.as_view()),
    path("tracks/<str:public_id>/rights/", rights.TrackRightsView.as_view()),
    path("tracks/<str:public_id>/shelve/", merging.TrackShelve.as_view()),
    path("tracks/<str:public_id>/restore/", merging.TrackRestore.as_view()),
    path("merges/", merging.MergesView.as_view()),
    path("merges/<str:public_id>/undo/", merging.MergeUndoView.as_view()),
    path("genres/", views.GenreList.as_view(), name="api-genres"),
    path("genres/<str:public_id>/", views.GenreDetail.as_view(), name="api-genre"),
    path("genres/<str:public_id>/curation/", curation.GenreCuration.as_view()),
]
