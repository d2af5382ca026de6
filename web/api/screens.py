"""`screens/`: one request for what a screen of a client needs."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.models import User
from accounts.viewer import Viewer, user_for, viewer_for
from catalog.api.serializers import (
    AlbumDetailSerializer,
    AlbumSerializer,
    GenreSerializer,
    TrackSerializer,
)
from catalog.models import Album, Credit, Genre, Track
from common.api.scopes import READS
from common.errors import NotFound
from playlists.api.serializers import EntrySerializer, PlaylistDetailSerializer
from playlists.models import Follow, Like, Playlist, ShareRecipient
from playlists.queries import (
    cards_of,
    entries_at,
    likes_among,
    playlist_for,
    releases_of_followed,
    with_tracks,
)
from playlists.sharing.queries import unread_count
from playlists.smart.reading import smart_page
from streaming.api.bookmarks import BookmarkSerializer
from streaming.models import Bookmark
from web import reads
from web.api.kept import screen, shared_part, told, unkept
from web.shelves import CARDS
from web.views.left_open import bookmarks_shown
from web.views.lists import genres_by_size

GENRES, OTHERS, RELEASES, ENTRIES = 24, 6, 12, 100


class OwnLikesSerializer(serializers.Serializer[Any]):
    """What is one's own on a screen."""

    liked = serializers.ListField(
        child=serializers.CharField(), help_text="`album:<id>`, `track:<id>`: those on the screen."
    )


class HomeSharedSerializer(serializers.Serializer[Any]):
    newest = AlbumSerializer(many=True)
    played = AlbumSerializer(many=True)
    genres = GenreSerializer(many=True)


class HomeOwnSerializer(serializers.Serializer[Any]):
    unread = serializers.IntegerField(help_text="In your inbox.")
    bookmarks = BookmarkSerializer(
        many=True, help_text="Long tracks that you left in the middle, the latest first."
    )
    liked = serializers.ListField(
        child=serializers.CharField(), help_text="`album:<id>`: your 200 newest likes of albums."
    )
    releases = AlbumSerializer(many=True, help_text="New here, of artists whom you follow.")
    playlists = serializers.ListField(
        child=serializers.CharField(), help_text="Ids of your playlists, the last changed first."
    )


class HomeScreenSerializer(serializers.Serializer[Any]):
    """The front page. `own` is null for who is not signed in."""

    shared = HomeSharedSerializer()
    own = HomeOwnSerializer(allow_null=True)


class AlbumSharedSerializer(serializers.Serializer[Any]):
    album = AlbumDetailSerializer()
    tracks = TrackSerializer(many=True)
    others = AlbumSerializer(many=True, help_text="More of its first artist.")


class AlbumScreenSerializer(serializers.Serializer[Any]):
    """An album with its tracks and credits. `own` is null for who is not signed in."""

    shared = AlbumSharedSerializer()
    own = OwnLikesSerializer(allow_null=True)


class PlaylistSharedSerializer(serializers.Serializer[Any]):
    playlist = PlaylistDetailSerializer()
    entries = EntrySerializer(many=True, help_text="The first 100; the rest is `entries/`.")


class PlaylistScreenSerializer(serializers.Serializer[Any]):
    """A playlist with its first page. `own` is null for who is not signed in."""

    shared = PlaylistSharedSerializer()
    own = OwnLikesSerializer(allow_null=True)


class Screen(APIView):
    """Anybody may ask: what is there is what the viewer may see."""

    permission_classes = (AllowAny,)
    scope = READS


class HomeScreen(Screen):
    """The front page: newest and most played albums, genres; of one's own what is new, left open and changed last."""

    @extend_schema(operation_id="screen_home", tags=["screens"], responses=HomeScreenSerializer)
    def get(self, request: Request) -> HttpResponse:
        viewer = viewer_for(request)
        shared = shared_part(viewer, "api:home", lambda: _home(viewer), of_list=True)
        return screen(request, shared, _home_own(request, viewer))


class AlbumScreen(Screen):
    """An album, its tracks and credits, others of its artist, and which of these one likes."""

    @extend_schema(operation_id="screen_album", tags=["screens"], responses=AlbumScreenSerializer)
    def get(self, request: Request, public_id: str) -> HttpResponse:
        viewer = viewer_for(request)
        shared = shared_part(viewer, f"api:album:{public_id}", lambda: _album(viewer, public_id))
        own = {"liked": _liked_on_album(request, public_id)} if viewer.is_member else None
        return screen(request, shared, own)


class PlaylistScreen(Screen):
    """A playlist and its first entries, and which of their tracks one likes. What there is depends on who asks."""

    @extend_schema(
        operation_id="screen_playlist", tags=["screens"], responses=PlaylistScreenSerializer
    )
    def get(self, request: Request, public_id: str) -> HttpResponse:
        viewer = viewer_for(request)
        playlist = playlist_for(viewer, public_id)
        rows = (
            smart_page(playlist, size=ENTRIES).rows
            if playlist.is_smart
            else entries_at(viewer, public_id).order_by("position")[:ENTRIES]
        )
        shown: Any = with_tracks(rows, viewer)
        own = None
        if viewer.is_member:
            tracks = [("track", entry.track.public_id) for entry in shown if entry.track]
            own = {"liked": likes_among(request.user, tracks)}
        body = told(
            {
                "playlist": PlaylistDetailSerializer(cards_of([playlist], viewer)[0]).data,
                "entries": EntrySerializer(shown, many=True).data,
            }
        )
        return screen(request, unkept(body), own)


def _home(viewer: Viewer) -> Any:
    cards = reads.album_cards(viewer)
    played = cards.filter(play_count__gt=0).order_by("-play_count", "-id")[:CARDS]
    genres = genres_by_size(viewer, Genre.Kind.GENRE)[:GENRES]
    return HomeSharedSerializer(
        {
            "newest": cards.order_by("-added_at", "-id")[:CARDS],
            "played": played,
            "genres": genres,
        }
    ).data


def _home_own(request: Request, viewer: Viewer) -> Any:
    if viewer.user_id is None:
        return None
    mine = Playlist.objects.mine(viewer).order_by("-changed_at", "-id")
    liked = Like.objects.filter(user_id=viewer.user_id, album__isnull=False)
    there = _there(viewer.user_id, viewer)
    left: Any = bookmarks_shown(user_for(request), viewer) if there["left"] else []
    return {
        "unread": unread_count(viewer) if there["new"] else 0,
        "bookmarks": BookmarkSerializer(left, many=True).data,
        "liked": [
            f"album:{one}"
            for one in liked.order_by("-liked_at", "-id").values_list(
                "album__public_id", flat=True
            )[:200]
        ],
        "releases": _releases(viewer) if there["follows"] else [],
        "playlists": list(mine.values_list("public_id", flat=True)[:200]),
    }


def _there(user_id: int, viewer: Viewer) -> dict[str, bool]:
    """What of one's own there is at all, in one query: few have any of it, and each is long to ask for."""
    mine = {"user_id": user_id}
    new = ShareRecipient.objects.open_for(viewer).filter(read_at__isnull=True)
    found = User.objects.filter(pk=user_id).values_list(
        Exists(Follow.objects.filter(**mine)), Exists(Bookmark.objects.filter(**mine)), Exists(new)
    )
    return dict(zip(("follows", "left", "new"), found.get(), strict=True))


def _releases(viewer: Viewer) -> Any:
    rows = releases_of_followed(viewer).for_cards()  # type: ignore[attr-defined]  # the catalogue's own
    return AlbumSerializer(rows.order_by("-added_at", "-id")[:RELEASES], many=True).data


def _album(viewer: Viewer, public_id: str) -> Any:
    album = (
        Album.objects.reachable_by(viewer)
        .filter(public_id=public_id)
        .select_related("cover")
        .prefetch_related("credits__artist", "genres", "discs")
        .first()
    )
    if album is None:
        raise NotFound
    return AlbumSharedSerializer(
        {
            "album": album,
            "tracks": Track.objects.on_album(album, viewer).for_rows(),
            "others": _others(album, viewer),
        }
    ).data


def _others(album: Album, viewer: Viewer) -> Iterable[Album]:
    main = next((c.artist for c in album.credits.all() if c.role == Credit.Role.MAIN), None)
    if main is None or main.is_various:
        return []
    same = Credit.objects.filter(artist=main, role=Credit.Role.MAIN, album__isnull=False)
    cards = reads.album_cards(viewer).filter(pk__in=same.values("album_id"))
    return cards.exclude(pk=album.pk).order_by("-release_date", "-id")[:OTHERS]


def _liked_on_album(request: Request, public_id: str) -> list[str]:
    """The album itself, and tracks of it, in two queries."""
    liked = likes_among(request.user, [("album", public_id)])
    tracks = Track.objects.filter(album__public_id=public_id, likes__user=request.user.pk)
    ids = tracks.order_by("disc_number", "position", "id").values_list("public_id", flat=True)
    return liked + [f"track:{one}" for one in ids]
