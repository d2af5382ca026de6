"""What listeners keep, below `/api/v1/`."""

from django.urls import path, re_path

from playlists.api import (
    entries,
    exchange,
    inbox,
    later,
    listening,
    opinions,
    playlists,
    shares,
    smart,
)
from playlists.api.likes import LikedTrackIdsView, LikedTracksView, LikesView, LikeView
from playlists.api.likes_bulk import LikesBulkView
from playlists.api.queue import QueueCurrentView, QueueView

ONE = "playlists/<str:public_id>/"

urlpatterns = [
    path("me/likes/", LikesView.as_view(), name="api-likes"),
    path("me/likes/bulk/", LikesBulkView.as_view(), name="api-likes-bulk"),
    path("me/likes/tracks/ids/", LikedTrackIdsView.as_view(), name="api-liked-track-ids"),
    path("me/likes/tracks/", LikedTracksView.as_view(), name="api-liked-tracks"),
    re_path(
        r"^me/likes/(?P<kind>track|album|artist|playlist)/(?P<public_id>[0-9a-f]{32})/$",
        LikeView.as_view(),
        name="api-like",
    ),
    path("me/opinions/", opinions.OpinionsView.as_view(), name="api-opinions"),
    path("me/ratings/", opinions.RatingsView.as_view(), name="api-ratings"),
    re_path(
        r"^me/ratings/(?P<kind>track|album|artist)/(?P<public_id>[0-9a-f]{32})/$",
        opinions.RatingView.as_view(),
        name="api-rating",
    ),
    path("me/follows/", opinions.FollowsView.as_view(), name="api-follows"),
    path("me/follows/releases/", opinions.ReleasesView.as_view(), name="api-follows-releases"),
    path("me/follows/<str:public_id>/", opinions.FollowView.as_view(), name="api-follow"),
    path("me/later/", later.LaterView.as_view(), name="api-later"),
    path("me/later/clear/", later.LaterClearView.as_view(), name="api-later-clear"),
    path("me/later/<str:item_id>/", later.LaterItemView.as_view(), name="api-later-item"),
    path("me/queue/", QueueView.as_view(), name="api-queue"),
    path("me/queue/current/", QueueCurrentView.as_view(), name="api-queue-current"),
    path("shares/", shares.SharesView.as_view(), name="api-shares"),
    path("shares/revoke/", shares.SharesRevokeView.as_view(), name="api-shares-revoke"),
    path("shares/<str:public_id>/", shares.ShareView.as_view(), name="api-share"),
    path("inbox/", inbox.InboxView.as_view(), name="api-inbox"),
    path("inbox/unread/", inbox.UnreadView.as_view(), name="api-inbox-unread"),
    path("inbox/read/", inbox.InboxReadView.as_view(), name="api-inbox-read"),
    path("inbox/refused/", inbox.RefusedView.as_view(), name="api-inbox-refused"),
    path("inbox/refused/<str:handle>/", inbox.RefusalView.as_view(), name="api-inbox-refusal"),
    path("inbox/<str:public_id>/", inbox.InboxItemView.as_view(), name="api-inbox-item"),
    path("me/imports/", listening.ImportsView.as_view(), name="api-imports"),
    path("me/imports/<str:public_id>/", listening.ImportView.as_view(), name="api-import"),
    path(
        "me/imports/<str:public_id>/missing/<str:ending>/",
        listening.MissingView.as_view(),
        name="api-import-missing",
    ),
    path("playlists/", playlists.PlaylistsView.as_view(), name="api-playlists"),
    path("playlists/import/", exchange.ImportView.as_view(), name="api-playlist-import"),
    path("playlists/preview/", smart.SmartPreviewView.as_view(), name="api-smart-preview"),
    path(ONE, playlists.PlaylistView.as_view(), name="api-playlist"),
    path(f"{ONE}duplicate/", playlists.DuplicateView.as_view(), name="api-playlist-duplicate"),
    path(f"{ONE}undo/", playlists.UndoView.as_view(), name="api-playlist-undo"),
    path(
        f"{ONE}collaborators/<str:handle>/",
        playlists.CollaboratorView.as_view(),
        name="api-collaborator",
    ),
    path(f"{ONE}entries/", entries.EntriesView.as_view(), name="api-entries"),
    path(f"{ONE}entries/move/", entries.MoveView.as_view(), name="api-entries-move"),
    path(f"{ONE}entries/remove/", entries.RemoveView.as_view(), name="api-entries-remove"),
    path(f"{ONE}entries/sort/", entries.SortView.as_view(), name="api-entries-sort"),
    path(f"{ONE}export/<str:ending>/", exchange.ExportView.as_view(), name="api-playlist-export"),
    path(f"{ONE}rules/", smart.SmartRulesView.as_view(), name="api-playlist-rules"),
    path(f"{ONE}tracks/", entries.PlaylistTracksView.as_view(), name="api-playlist-tracks"),
    path(
        f"{ONE}tracks/ids/", entries.PlaylistTrackIdsView.as_view(), name="api-playlist-track-ids"
    ),
]
