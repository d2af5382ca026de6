"""The pages."""

from django.urls import URLPattern, URLResolver, path, re_path, register_converter

from web.addresses import SluggedIdConverter
from web.views.account import account, arrived
from web.views.albums import album_detail
from web.views.artists import artist_detail
from web.views.artwork import artwork, generated
from web.views.files import manifest, robots
from web.views.folders import folder, folders
from web.views.genres import genre_detail
from web.views.history import history, history_change, statistics
from web.views.home import home
from web.views.later import later
from web.views.likes import likes
from web.views.lists import albums, artists, genres, tracks
from web.views.oembed import oembed
from web.views.playlist_add import playlist_add
from web.views.playlist_covers import playlist_cover
from web.views.playlist_edit import playlist_act, playlist_edit
from web.views.playlist_files import playlist_export_page, playlist_import_page
from web.views.playlists import playlist_detail, playlists
from web.views.search import search
from web.views.sitemaps import sitemap_index, sitemap_part
from web.views.tracks import track_detail
from web.views.welcome import scan, welcome

register_converter(SluggedIdConverter, "slugged_id")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
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
    path("search/", search, name="search"),
    path("likes/", likes, name="likes"),
    path("later/", later, name="later"),
    path("playlists/", playlists, name="playlists"),
    path("playlists/add/", playlist_add, name="playlist-add"),
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
    path("history/", history, name="history"),
    path("history/change/", history_change, name="history-change"),
    path("statistics/", statistics, name="statistics"),
    path("account/", account, name="account"),
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
    path("welcome/", welcome, name="welcome"),
    path("welcome/<str:public_id>/", scan, name="scan"),
    path("manifest.webmanifest", manifest, name="manifest"),
    path("robots.txt", robots, name="robots"),
    path("oembed", oembed, name="oembed"),
    path("sitemap.xml", sitemap_index, name="sitemap-index"),
    path("sitemap-<slug:section>.xml", sitemap_part, name="sitemap-part"),
]
