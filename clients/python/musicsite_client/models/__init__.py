"""Contains all the data models used in inputs/outputs"""

from .access_enum import AccessEnum
from .add_request import AddRequest
from .added import Added
from .album import Album
from .album_detail import AlbumDetail
from .album_ref import AlbumRef
from .album_screen import AlbumScreen
from .album_shared import AlbumShared
from .albums_list_ordering import AlbumsListOrdering
from .albums_list_type import AlbumsListType
from .app_password import AppPassword
from .app_password_request import AppPasswordRequest
from .artist import Artist
from .artist_detail import ArtistDetail
from .artist_ref import ArtistRef
from .artists_list_ordering import ArtistsListOrdering
from .at_enum import AtEnum
from .blank_enum import BlankEnum
from .bulk_like_item_request import BulkLikeItemRequest
from .bulk_nothing_result import BulkNothingResult
from .bulk_nothing_results import BulkNothingResults
from .by_enum import ByEnum
from .change_ref_request import ChangeRefRequest
from .changed import Changed
from .cleared import Cleared
from .collaborators import Collaborators
from .counted_album import CountedAlbum
from .counted_artist import CountedArtist
from .counted_track import CountedTrack
from .cover import Cover
from .credentials_request import CredentialsRequest
from .credit import Credit
from .credit_role_enum import CreditRoleEnum
from .device import Device
from .disc import Disc
from .duplicate_request import DuplicateRequest
from .duplicates_enum import DuplicatesEnum
from .entries_request import EntriesRequest
from .entry import Entry
from .entry_ids_request import EntryIdsRequest
from .field_problem import FieldProblem
from .found import Found
from .gain import Gain
from .genre import Genre
from .genre_kind_enum import GenreKindEnum
from .genres_list_kind import GenresListKind
from .genres_list_ordering import GenresListOrdering
from .history_play import HistoryPlay
from .home_own import HomeOwn
from .home_screen import HomeScreen
from .home_shared import HomeShared
from .import_request import ImportRequest
from .imported import Imported
from .language_enum import LanguageEnum
from .later import Later
from .later_add_request import LaterAddRequest
from .later_list import LaterList
from .library_ref import LibraryRef
from .like_add_kind import LikeAddKind
from .like_item_kind_enum import LikeItemKindEnum
from .like_item_request import LikeItemRequest
from .like_remove_kind import LikeRemoveKind
from .liked import Liked
from .me import Me
from .new_app_password import NewAppPassword
from .new_personal_token import NewPersonalToken
from .own_likes import OwnLikes
from .paginated_album_list import PaginatedAlbumList
from .paginated_app_password_list import PaginatedAppPasswordList
from .paginated_artist_list import PaginatedArtistList
from .paginated_device_list import PaginatedDeviceList
from .paginated_entry_list import PaginatedEntryList
from .paginated_genre_list import PaginatedGenreList
from .paginated_history_play_list import PaginatedHistoryPlayList
from .paginated_personal_token_list import PaginatedPersonalTokenList
from .paginated_playlist_list import PaginatedPlaylistList
from .paginated_track_list import PaginatedTrackList
from .patched_later_change_request import PatchedLaterChangeRequest
from .patched_playlist_facts_request import PatchedPlaylistFactsRequest
from .person import Person
from .personal_token import PersonalToken
from .personal_token_request_request import PersonalTokenRequestRequest
from .play import Play
from .play_report_request import PlayReportRequest
from .playback import Playback
from .playlist import Playlist
from .playlist_detail import PlaylistDetail
from .playlist_export_ending import PlaylistExportEnding
from .playlist_export_response_200 import PlaylistExportResponse200
from .playlist_facts_request import PlaylistFactsRequest
from .playlist_screen import PlaylistScreen
from .playlist_shared import PlaylistShared
from .playlists_list_ordering import PlaylistsListOrdering
from .playlists_list_scope import PlaylistsListScope
from .preferences import Preferences
from .preferences_player import PreferencesPlayer
from .preferences_request import PreferencesRequest
from .preferences_request_player import PreferencesRequestPlayer
from .problem import Problem
from .queue import Queue
from .queue_request import QueueRequest
from .rating_set_kind import RatingSetKind
from .ratings import Ratings
from .ratings_ratings import RatingsRatings
from .refresh_request import RefreshRequest
from .scopes_enum import ScopesEnum
from .sort_request import SortRequest
from .source import Source
from .stars_request import StarsRequest
from .statistics import Statistics
from .theme_enum import ThemeEnum
from .tokens import Tokens
from .track import Track
from .track_detail import TrackDetail
from .tracks_list_ordering import TracksListOrdering
from .tracks_playback_quality import TracksPlaybackQuality
from .tracks_stream_bitrate import TracksStreamBitrate
from .tracks_stream_format import TracksStreamFormat
from .type_enum import TypeEnum
from .undo import Undo
from .unmatched import Unmatched
from .visibility_enum import VisibilityEnum
from .waveform import Waveform
from .workspace_membership import WorkspaceMembership
from .workspace_membership_role_enum import WorkspaceMembershipRoleEnum

__all__ = (
    "AccessEnum",
    "Added",
    "AddRequest",
    "Album",
    "AlbumDetail",
    "AlbumRef",
    "AlbumScreen",
    "AlbumShared",
    "AlbumsListOrdering",
    "AlbumsListType",
    "AppPassword",
    "AppPasswordRequest",
    "Artist",
    "ArtistDetail",
    "ArtistRef",
    "ArtistsListOrdering",
    "AtEnum",
    "BlankEnum",
    "BulkLikeItemRequest",
    "BulkNothingResult",
    "BulkNothingResults",
    "ByEnum",
    "Changed",
    "ChangeRefRequest",
    "Cleared",
    "Collaborators",
    "CountedAlbum",
    "CountedArtist",
    "CountedTrack",
    "Cover",
    "CredentialsRequest",
    "Credit",
    "CreditRoleEnum",
    "Device",
    "Disc",
    "DuplicateRequest",
    "DuplicatesEnum",
    "EntriesRequest",
    "Entry",
    "EntryIdsRequest",
    "FieldProblem",
    "Found",
    "Gain",
    "Genre",
    "GenreKindEnum",
    "GenresListKind",
    "GenresListOrdering",
    "HistoryPlay",
    "HomeOwn",
    "HomeScreen",
    "HomeShared",
    "Imported",
    "ImportRequest",
    "LanguageEnum",
    "Later",
    "LaterAddRequest",
    "LaterList",
    "LibraryRef",
    "LikeAddKind",
    "Liked",
    "LikeItemKindEnum",
    "LikeItemRequest",
    "LikeRemoveKind",
    "Me",
    "NewAppPassword",
    "NewPersonalToken",
    "OwnLikes",
    "PaginatedAlbumList",
    "PaginatedAppPasswordList",
    "PaginatedArtistList",
    "PaginatedDeviceList",
    "PaginatedEntryList",
    "PaginatedGenreList",
    "PaginatedHistoryPlayList",
    "PaginatedPersonalTokenList",
    "PaginatedPlaylistList",
    "PaginatedTrackList",
    "PatchedLaterChangeRequest",
    "PatchedPlaylistFactsRequest",
    "Person",
    "PersonalToken",
    "PersonalTokenRequestRequest",
    "Play",
    "Playback",
    "Playlist",
    "PlaylistDetail",
    "PlaylistExportEnding",
    "PlaylistExportResponse200",
    "PlaylistFactsRequest",
    "PlaylistScreen",
    "PlaylistShared",
    "PlaylistsListOrdering",
    "PlaylistsListScope",
    "PlayReportRequest",
    "Preferences",
    "PreferencesPlayer",
    "PreferencesRequest",
    "PreferencesRequestPlayer",
    "Problem",
    "Queue",
    "QueueRequest",
    "Ratings",
    "RatingSetKind",
    "RatingsRatings",
    "RefreshRequest",
    "ScopesEnum",
    "SortRequest",
    "Source",
    "StarsRequest",
    "Statistics",
    "ThemeEnum",
    "Tokens",
    "Track",
    "TrackDetail",
    "TracksListOrdering",
    "TracksPlaybackQuality",
    "TracksStreamBitrate",
    "TracksStreamFormat",
    "TypeEnum",
    "Undo",
    "Unmatched",
    "VisibilityEnum",
    "Waveform",
    "WorkspaceMembership",
    "WorkspaceMembershipRoleEnum",
)
