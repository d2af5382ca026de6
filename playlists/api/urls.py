"""What listeners keep, below `/api/v1/`."""

from django.urls import path, re_path

from playlists.api.views import LikedTracksView, LikesView, LikeView, QueueView

urlpatterns = [
    path("me/likes/", LikesView.as_view(), name="api-likes"),
    path("me/likes/tracks/", LikedTracksView.as_view(), name="api-liked-tracks"),
    re_path(
        r"^me/likes/(?P<kind>track|album|artist)/(?P<public_id>[0-9a-f]{32})/$",
        LikeView.as_view(),
        name="api-like",
    ),
    path("me/queue/", QueueView.as_view(), name="api-queue"),
]
