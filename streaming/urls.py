"""The API of sound, below `/api/v1/`."""

from django.urls import path

from streaming.api.bookmarks import BookmarksView, BookmarkView
from streaming.api.files import TrackFileCurrentView, TrackFilesView
from streaming.api.history import HistoryPlayView, HistoryView, StatisticsView
from streaming.api.playback import PlaybackView, WaveformView
from streaming.api.plays import PlaysView
from streaming.api.stream import StreamView
from streaming.metadata.api.rows import MetadataView
from streaming.uploads.api.bytes import UploadPartBytesView
from streaming.uploads.api.views import (
    UploadCompleteView,
    UploadPartView,
    UploadQuotaView,
    UploadsForgetView,
    UploadsView,
    UploadView,
)

urlpatterns = [
    path("tracks/<str:public_id>/stream/", StreamView.as_view(), name="track-stream"),
    path("tracks/<str:public_id>/playback/", PlaybackView.as_view(), name="track-playback"),
    path("tracks/<str:public_id>/waveform/", WaveformView.as_view(), name="track-waveform"),
    path("tracks/<str:public_id>/files/", TrackFilesView.as_view(), name="api-track-files"),
    path(
        "tracks/<str:public_id>/files/<str:file_id>/current/",
        TrackFileCurrentView.as_view(),
        name="api-track-file-current",
    ),
    path("me/bookmarks/", BookmarksView.as_view(), name="api-bookmarks"),
    path("me/bookmarks/<str:public_id>/", BookmarkView.as_view(), name="api-bookmark"),
    path("me/history/", HistoryView.as_view(), name="api-history"),
    path("me/history/<str:play_id>/", HistoryPlayView.as_view(), name="api-history-play"),
    path("me/statistics/", StatisticsView.as_view(), name="api-statistics"),
    path("metadata/", MetadataView.as_view(), name="api-metadata"),
    path("uploads/", UploadsView.as_view(), name="api-uploads"),
    path("uploads/quota/", UploadQuotaView.as_view(), name="api-upload-quota"),
    path("uploads/forget/", UploadsForgetView.as_view(), name="api-uploads-forget"),
    path("uploads/<str:public_id>/", UploadView.as_view(), name="api-upload"),
    path(
        "uploads/<str:public_id>/complete/",
        UploadCompleteView.as_view(),
        name="api-upload-complete",
    ),
    path(
        "uploads/<str:public_id>/parts/<int:number>/",
        UploadPartView.as_view(),
        name="api-upload-part",
    ),
    path(
        "uploads/<str:public_id>/parts/<int:number>/bytes/",
        UploadPartBytesView.as_view(),
        name="upload-part-bytes",
    ),
    path("plays/", PlaysView.as_view(), name="plays"),
]
