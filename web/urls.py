"""The pages."""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from web.addresses import SluggedIdConverter
from web.views.account import account, arrived
from web.views.albums import album_detail
from web.views.artists import artist_detail
from web.views.artwork import artwork, generated
from web.views.charts import chart
from web.views.contact_import import contacts_import_page
from web.views.contacts import contact, contacts
from web.views.dashboards import dashboard_csv, dashboard_page, dashboards
from web.views.feeds import posts_atom, posts_rss
from web.views.files import manifest, robots
from web.views.folders import folder, folders
from web.views.following import following, following_shelf
from web.views.genres import genre_detail
from web.views.history import history, history_change, statistics
from web.views.home import home, home_preview, own_shelves
from web.views.imports import import_missing, import_report, imports
from web.views.inbox import inbox
from web.views.later import later
from web.views.left_open import left_open
from web.views.libraries import libraries
from web.views.likes import likes
from web.views.lists import albums, artists, genres, tracks
from web.views.metadata import metadata_edit
from web.views.metadata_files import metadata_export, metadata_file, metadata_files
from web.views.mixes import mix, mixes
from web.views.newsletter import newsletter, newsletter_answer, newsletter_left
from web.views.oembed import oembed
from web.views.opinions import opinion
from web.views.pitch import pitch_act, pitch_edit_page, pitch_page, pitch_preview, pitch_table
from web.views.pitch_activity import pitch_activity, pitch_activity_csv, pitch_letters, pitch_track
from web.views.pitch_notices import pitch_notices
from web.views.pitch_pictures import pitch_artwork, pitch_logo
from web.views.pitches import pitch_defaults, pitch_new, pitches
from web.views.playlist_add import playlist_add
from web.views.playlist_covers import playlist_cover
from web.views.playlist_edit import playlist_act, playlist_edit
from web.views.playlist_files import playlist_export_page, playlist_import_page
from web.views.playlists import playlist_detail, playlists
from web.views.posts import post_cover, post_detail, post_picture, post_preview, posts
from web.views.reports import curate, report
from web.views.search import instant, search
from web.views.shares import share, shares
from web.views.similar import similar_to_artist, similar_to_track
from web.views.sitemaps import sitemap_index, sitemap_part
from web.views.smart import smart_edit, smart_new
from web.views.tracks import track_detail
from web.views.upload import upload
from web.views.welcome import scan, welcome

register_converter(SluggedIdConverter, "slugged_id")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("home/own/", own_shelves, name="own-shelves"),
    path("home/preview/", home_preview, name="home-preview"),
    path("top/", chart, {"chart": "week"}, name="top-week"),
    path("top/trending/", chart, {"chart": "trending"}, name="top-trending"),
    path("top/loved/", chart, {"chart": "loved"}, name="top-loved"),
    path("posts/", posts, name="posts"),
    path("posts/feed.rss", posts_rss, name="posts-rss"),
    path("posts/feed.atom", posts_atom, name="posts-atom"),
    path("posts/tags/<str:tag>/", posts, name="posts-tag"),
    path("posts/<slugged_id:public_id>", post_detail, name="post"),
    path("posts/<str:public_id>/preview/", post_preview, name="post-preview"),
    path("posts/<str:public_id>/cover/<str:size>", post_cover, name="post-cover"),
    path("posts/<str:public_id>/pictures/<str:name>/<str:size>", post_picture, name="post-picture"),
    path("newsletter/", newsletter, name="newsletter"),
    path("newsletter/<str:token>/", newsletter_answer, name="newsletter-answer"),
    path("newsletter/<str:token>/leave/", newsletter_left, name="newsletter-leave"),
    path("albums/", albums, name="albums"),
    path("albums/<slugged_id:public_id>", album_detail, name="album"),
    path("artists/", artists, name="artists"),
    path("artists/<slugged_id:public_id>", artist_detail, name="artist"),
    path("tracks/", tracks, name="tracks"),
    path("tracks/<slugged_id:public_id>", track_detail, name="track"),
    path("genres/", genres, name="genres"),
    path("genres/<slugged_id:public_id>", genre_detail, name="genre"),
    path("folders/", folders, name="folders"),
    path("folders/<str:library_id>/", folder, name="folder"),
    path("upload/", upload, name="upload"),
    path("library/edit/", metadata_edit, name="metadata-edit"),
    path("library/metadata/", metadata_files, name="metadata-files"),
    path("library/metadata/export.<str:ending>", metadata_export, name="metadata-export"),
    path("library/metadata/<str:public_id>/", metadata_file, name="metadata-file"),
    path("search/", search, name="search"),
    path("search/instant/", instant, name="search-instant"),
    path("likes/", likes, name="likes"),
    path("following/", following, name="following"),
    path("following/shelf/", following_shelf, name="following-shelf"),
    path("opinion/", opinion, name="opinion"),
    path("report/", report, name="report"),
    path("curate/", curate, name="curate"),
    path("later/", later, name="later"),
    path("share/", share, name="share"),
    path("shares/", shares, name="shares"),
    path("inbox/", inbox, name="inbox"),
    path("playlists/", playlists, name="playlists"),
    path("playlists/add/", playlist_add, name="playlist-add"),
    path("playlists/smart/", smart_new, name="smart-new"),
    path("playlists/<str:public_id>/rules/", smart_edit, name="smart-edit"),
    path("playlists/import/", playlist_import_page, name="playlist-import"),
    path(
        "playlists/<str:public_id>/export/<str:ending>",
        playlist_export_page,
        name="playlist-export",
    ),
    path("playlists/<slugged_id:public_id>", playlist_detail, name="playlist"),
    path("playlists/<str:public_id>/edit/", playlist_edit, name="playlist-edit"),
    path("playlists/<str:public_id>/act/", playlist_act, name="playlist-act"),
    path("playlists/<str:public_id>/cover/<str:size>", playlist_cover, name="playlist-cover"),
    path("pitches/", pitches, name="pitches"),
    path("pitches/new/", pitch_new, name="pitch-new"),
    path("pitches/defaults/", pitch_defaults, name="pitch-defaults"),
    path("pitches/logo/<str:public_id>/<str:size>", pitch_logo, name="pitch-logo"),
    path("pitches/notices/", pitch_notices, name="pitch-notices"),
    path("pitches/tracks/<str:public_id>/", pitch_track, name="pitch-track"),
    path("pitches/<str:public_id>/", pitch_page, name="pitch"),
    path("pitches/<str:public_id>/act/", pitch_act, name="pitch-act"),
    path("pitches/<str:public_id>/edit/", pitch_edit_page, name="pitch-edit"),
    path("pitches/<str:public_id>/preview/", pitch_preview, name="pitch-preview"),
    path("pitches/<str:public_id>/links.csv", pitch_table, name="pitch-table"),
    path("pitches/<str:public_id>/artwork/<str:size>", pitch_artwork, name="pitch-artwork"),
    path("contacts/", contacts, name="contacts"),
    path("contacts/import/", contacts_import_page, name="contacts-import"),
    path("contacts/<str:public_id>/", contact, name="contact"),
    path("history/", history, name="history"),
    path("continue/", left_open, name="left-open"),
    path("history/change/", history_change, name="history-change"),
    path("statistics/", statistics, name="statistics"),
    path("similar/tracks/<str:public_id>/", similar_to_track, name="similar-track"),
    path("similar/artists/<str:public_id>/", similar_to_artist, name="similar-artist"),
    path("mixes/", mixes, name="mixes"),
    path("mixes/<str:public_id>/", mix, name="mix"),
    path("dashboard/", dashboards, name="dashboards"),
    path("dashboard/<str:public_id>/", dashboard_page, name="dashboard"),
    path(
        "dashboard/<str:public_id>/days.csv",
        dashboard_csv,
        {"table": "days"},
        name="dashboard-days",
    ),
    path(
        "dashboard/<str:public_id>/tracks.csv",
        dashboard_csv,
        {"table": "tracks"},
        name="dashboard-tracks",
    ),
    path("account/", account, name="account"),
    path("account/imports/", imports, name="imports"),
    path("account/imports/<str:public_id>/", import_report, name="import-report"),
    path(
        "account/imports/<str:public_id>/missing.<str:ending>",
        import_missing,
        name="import-missing",
    ),
    path("account/libraries/", libraries, name="libraries"),
    path("account/arrived/", arrived, name="arrived"),
    re_path(
        r"^artwork/(?P<kind>album|artist)/(?P<public_id>[0-9a-f]{32})/generated\.svg$",
        generated,
        name="artwork-generated",
    ),
    re_path(
        r"^artwork/(?P<kind>album|artist)/(?P<public_id>[0-9a-f]{32})/(?P<size>\d+|og\.jpg)$",
        artwork,
        name="artwork",
    ),
    path("pitches/<str:public_id>/activity/", pitch_activity, name="pitch-activity"),
    path("pitches/<str:public_id>/activity.csv", pitch_activity_csv, name="pitch-activity-csv"),
    path("pitches/<str:public_id>/letters/", pitch_letters, name="pitch-letters"),
    path("welcome/", welcome, name="welcome"),
    path("welcome/<str:public_id>/", scan, name="scan"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("robots.txt", robots, name="robots"),
    path("oembed", oembed, name="oembed"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap-part"),
]
