"""The API of sound, below `/api/v1/`."""

from django.urls import path

from streaming.api.stream import StreamView

urlpatterns = [
    path("tracks/<str:public_id>/stream/", StreamView.as_view(), name="track-stream"),
]
