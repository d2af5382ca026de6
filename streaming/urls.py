"""The API of sound, below `/api/v1/`."""

from django.urls import path

from streaming.api.history import HistoryPlayView, HistoryView, StatisticsView
from streaming.api.playback import PlaybackView, WaveformView
from streaming.api.plays import PlaysView
from streaming.api.stream import StreamView

urlpatterns = [
    path("tracks/<str:public_id>/stream/", StreamView.as_view(), name="track-stream"),
    path("tracks/<str:public_id>/playback/", PlaybackView.as_view(), name="track-playback"),
    path("tracks/<str:public_id>/waveform/", WaveformView.as_view(), name="track-waveform"),
    path("me/history/", HistoryView.as_view(), name="api-history"),
    path("me/history/<str:play_id>/", HistoryPlayView.as_view(), name="api-history-play"),
    path("me/statistics/", StatisticsView.as_view(), name="api-statistics"),
    path("plays/", PlaysView.as_view(), name="plays"),
]
