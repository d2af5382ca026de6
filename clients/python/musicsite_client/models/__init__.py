"""Contains all the data models used in inputs/outputs"""

from .access_enum import AccessEnum
from .add_request import AddRequest
from .add_tracks_request import AddTracksRequest
from .added import Added
from .address import Address
from .address_headers import AddressHeaders
from .album import Album
from .album_change_release_enum import AlbumChangeReleaseEnum
from .album_detail import AlbumDetail
from .album_ref import AlbumRef
from .album_screen import AlbumScreen
from .album_shared import AlbumShared
from .albums_list_ordering import AlbumsListOrdering
from .albums_list_type import AlbumsListType
from .app_password import AppPassword
from .app_password_request import AppPasswordRequest
from .arrange_request import ArrangeRequest
from .artist import Artist
from .artist_change_release_enum import ArtistChangeReleaseEnum
from .artist_detail import ArtistDetail
from .artist_plays import ArtistPlays
from .artist_ref import ArtistRef
from .artists_list_ordering import ArtistsListOrdering
from .at_enum import AtEnum
from .blank_enum import BlankEnum
from .bookmark import Bookmark
from .bookmark_keep_request import BookmarkKeepRequest
from .bucket import Bucket
from .bulk_like_item_request import BulkLikeItemRequest
from .bulk_nothing_result import BulkNothingResult
from .bulk_nothing_results import BulkNothingResults
from .bulk_row_change_request import BulkRowChangeRequest
from .bulk_row_result import BulkRowResult
from .bulk_row_results import BulkRowResults
from .bulk_share_ref_request import BulkShareRefRequest
from .bulk_share_ref_result import BulkShareRefResult
from .bulk_share_ref_results import BulkShareRefResults
from .change_ref_request import ChangeRefRequest
from .changed import Changed
from .chart_chart import ChartChart
from .choice import Choice
from .chosen_credit_request import ChosenCreditRequest
from .cleared import Cleared
from .collaborators import Collaborators
from .column import Column
from .column_kind_enum import ColumnKindEnum
from .contact import Contact
from .contact_import_request import ContactImportRequest
from .contact_new_request import ContactNewRequest
from .contact_pitch import ContactPitch
from .contact_ref import ContactRef
from .contact_report import ContactReport
from .contact_report_columns import ContactReportColumns
from .contact_report_kind_enum import ContactReportKindEnum
from .count import Count
from .counted_album import CountedAlbum
from .counted_artist import CountedArtist
from .counted_track import CountedTrack
from .cover import Cover
from .credentials_request import CredentialsRequest
from .credit import Credit
from .credit_role_enum import CreditRoleEnum
from .curated_field import CuratedField
from .curation import Curation
from .curation_fields import CurationFields
from .curation_kind_enum import CurationKindEnum
from .dashboard import Dashboard
from .dashboard_days import DashboardDays
from .day_plays import DayPlays
from .device import Device
from .disc import Disc
from .duplicate_request import DuplicateRequest
from .duplicates_enum import DuplicatesEnum
from .entries_request import EntriesRequest
from .entry import Entry
from .entry_ids_request import EntryIdsRequest
from .event import Event
from .event_kind_enum import EventKindEnum
from .every_enum import EveryEnum
from .facets import Facets
from .field_enum import FieldEnum
from .field_problem import FieldProblem
from .file_request import FileRequest
from .follow_up_request import FollowUpRequest
from .forgotten import Forgotten
from .formats_enum import FormatsEnum
from .found import Found
from .gain import Gain
from .genre import Genre
from .genre_kind_enum import GenreKindEnum
from .genres_list_kind import GenresListKind
from .genres_list_ordering import GenresListOrdering
from .given import Given
from .history_play import HistoryPlay
from .home_own import HomeOwn
from .home_screen import HomeScreen
from .home_shared import HomeShared
from .import_ask_request import ImportAskRequest
from .import_reason import ImportReason
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
from .likes_track_ids_response_200 import LikesTrackIdsResponse200
from .link_ids_request import LinkIdsRequest
from .links_add_request import LinksAddRequest
from .links_add_request_formats_type_0_item import LinksAddRequestFormatsType0Item
from .listening_import import ListeningImport
from .listening_import_missing_ending import ListeningImportMissingEnding
from .listening_import_state_enum import ListeningImportStateEnum
from .match_enum import MatchEnum
from .me import Me
from .merge import Merge
from .merge_ask_request import MergeAskRequest
from .merges import Merges
from .new_app_password import NewAppPassword
from .new_personal_token import NewPersonalToken
from .operator_enum import OperatorEnum
from .opinions import Opinions
from .opinions_later import OpinionsLater
from .opinions_ratings import OpinionsRatings
from .opinions_waiting import OpinionsWaiting
from .own_likes import OwnLikes
from .own_rules import OwnRules
from .paginated_album_list import PaginatedAlbumList
from .paginated_app_password_list import PaginatedAppPasswordList
from .paginated_artist_list import PaginatedArtistList
from .paginated_bookmark_list import PaginatedBookmarkList
from .paginated_contact_list import PaginatedContactList
from .paginated_contact_pitch_list import PaginatedContactPitchList
from .paginated_device_list import PaginatedDeviceList
from .paginated_entry_list import PaginatedEntryList
from .paginated_event_list import PaginatedEventList
from .paginated_genre_list import PaginatedGenreList
from .paginated_given_list import PaginatedGivenList
from .paginated_history_play_list import PaginatedHistoryPlayList
from .paginated_listening_import_list import PaginatedListeningImportList
from .paginated_merge_list import PaginatedMergeList
from .paginated_person_activity_list import PaginatedPersonActivityList
from .paginated_personal_token_list import PaginatedPersonalTokenList
from .paginated_pitch_link_list import PaginatedPitchLinkList
from .paginated_pitch_list import PaginatedPitchList
from .paginated_playlist_list import PaginatedPlaylistList
from .paginated_received_list import PaginatedReceivedList
from .paginated_track_list import PaginatedTrackList
from .paginated_upload_list import PaginatedUploadList
from .patched_album_change_request import PatchedAlbumChangeRequest
from .patched_artist_change_request import PatchedArtistChangeRequest
from .patched_contact_facts_request import PatchedContactFactsRequest
from .patched_genre_change_request import PatchedGenreChangeRequest
from .patched_later_change_request import PatchedLaterChangeRequest
from .patched_link_terms_request import PatchedLinkTermsRequest
from .patched_link_terms_request_formats_type_0_item import (
    PatchedLinkTermsRequestFormatsType0Item,
)
from .patched_pitch_defaults_request import PatchedPitchDefaultsRequest
from .patched_pitch_facts_request import PatchedPitchFactsRequest
from .patched_playlist_facts_request import PatchedPlaylistFactsRequest
from .patched_preferences_request import PatchedPreferencesRequest
from .patched_preferences_request_player import PatchedPreferencesRequestPlayer
from .patched_read_request import PatchedReadRequest
from .patched_rights_request import PatchedRightsRequest
from .patched_terms_request import PatchedTermsRequest
from .patched_track_change_request import PatchedTrackChangeRequest
from .person import Person
from .person_activity import PersonActivity
from .person_found import PersonFound
from .personal_token import PersonalToken
from .personal_token_request_request import PersonalTokenRequestRequest
from .pitch import Pitch
from .pitch_activity_summary import PitchActivitySummary
from .pitch_activity_summary_countries import PitchActivitySummaryCountries
from .pitch_activity_summary_devices import PitchActivitySummaryDevices
from .pitch_defaults import PitchDefaults
from .pitch_device import PitchDevice
from .pitch_device_kind_enum import PitchDeviceKindEnum
from .pitch_document import PitchDocument
from .pitch_document_state_enum import PitchDocumentStateEnum
from .pitch_duplicate_request import PitchDuplicateRequest
from .pitch_link import PitchLink
from .pitch_link_formats_type_0_item import PitchLinkFormatsType0Item
from .pitch_link_state_enum import PitchLinkStateEnum
from .pitch_made import PitchMade
from .pitch_new_request import PitchNewRequest
from .pitch_state_enum import PitchStateEnum
from .pitch_track import PitchTrack
from .pitches_list_state import PitchesListState
from .place_in_queue import PlaceInQueue
from .place_in_queue_request import PlaceInQueueRequest
from .placed_track_request import PlacedTrackRequest
from .play import Play
from .play_report_request import PlayReportRequest
from .play_share import PlayShare
from .play_sums import PlaySums
from .play_total import PlayTotal
from .playback import Playback
from .playlist import Playlist
from .playlist_detail import PlaylistDetail
from .playlist_export_ending import PlaylistExportEnding
from .playlist_export_response_200 import PlaylistExportResponse200
from .playlist_new_request import PlaylistNewRequest
from .playlist_screen import PlaylistScreen
from .playlist_shared import PlaylistShared
from .playlist_track_ids_response_200 import PlaylistTrackIdsResponse200
from .playlists_list_ordering import PlaylistsListOrdering
from .playlists_list_scope import PlaylistsListScope
from .post_found import PostFound
from .preferences import Preferences
from .preferences_player import PreferencesPlayer
from .preferences_request import PreferencesRequest
from .preferences_request_player import PreferencesRequestPlayer
from .preview import Preview
from .problem import Problem
from .queue import Queue
from .queue_current import QueueCurrent
from .queue_request import QueueRequest
from .quota import Quota
from .radio_page import RadioPage
from .rating_set_kind import RatingSetKind
from .ratings import Ratings
from .ratings_ratings import RatingsRatings
from .received import Received
from .refresh_request import RefreshRequest
from .refused import Refused
from .report import Report
from .report_passed import ReportPassed
from .report_tallies import ReportTallies
from .rights import Rights
from .row import Row
from .row_cells import RowCells
from .row_change_request import RowChangeRequest
from .row_change_request_cells import RowChangeRequestCells
from .row_said import RowSaid
from .rules_request import RulesRequest
from .said import Said
from .said_by_enum import SaidByEnum
from .scopes_enum import ScopesEnum
from .send_request import SendRequest
from .set_by_enum import SetByEnum
from .share_ref import ShareRef
from .share_ref_request import ShareRefRequest
from .share_request_request import ShareRequestRequest
from .shared import Shared
from .shared_thing import SharedThing
from .sheet import Sheet
from .shelved import Shelved
from .side_enum import SideEnum
from .smart_order import SmartOrder
from .smart_order_by_enum import SmartOrderByEnum
from .smart_order_request import SmartOrderRequest
from .smart_preview import SmartPreview
from .smart_rule import SmartRule
from .smart_rule_request import SmartRuleRequest
from .smart_rules import SmartRules
from .smart_rules_request import SmartRulesRequest
from .sort_by_enum import SortByEnum
from .sort_request import SortRequest
from .source import Source
from .source_enum import SourceEnum
from .split import Split
from .split_request import SplitRequest
from .stars_request import StarsRequest
from .state_enum import StateEnum
from .statistics import Statistics
from .tag import Tag
from .tally import Tally
from .test_letter import TestLetter
from .theme_enum import ThemeEnum
from .tokens import Tokens
from .totals import Totals
from .track import Track
from .track_activity import TrackActivity
from .track_change_release_enum import TrackChangeReleaseEnum
from .track_detail import TrackDetail
from .track_file import TrackFile
from .track_files import TrackFiles
from .track_ids_ordering import TrackIdsOrdering
from .track_ids_response_200 import TrackIdsResponse200
from .track_plays import TrackPlays
from .tracks_list_ordering import TracksListOrdering
from .tracks_playback_quality import TracksPlaybackQuality
from .tracks_stream_bitrate import TracksStreamBitrate
from .tracks_stream_format import TracksStreamFormat
from .type_enum import TypeEnum
from .undo import Undo
from .unmatched import Unmatched
from .unread import Unread
from .upload import Upload
from .upload_begin_request import UploadBeginRequest
from .upload_complete_request import UploadCompleteRequest
from .upload_detail import UploadDetail
from .upload_part_request import UploadPartRequest
from .uploaded_thing import UploadedThing
from .uploads_list_state import UploadsListState
from .version import Version
from .version_kind_enum import VersionKindEnum
from .version_request import VersionRequest
from .visibility_enum import VisibilityEnum
from .vitals_request import VitalsRequest
from .vocals_enum import VocalsEnum
from .waiting import Waiting
from .waiting_waiting import WaitingWaiting
from .waveform import Waveform
from .who import Who
from .workspace_membership import WorkspaceMembership
from .workspace_membership_role_enum import WorkspaceMembershipRoleEnum

__all__ = (
    "AccessEnum",
    "Added",
    "AddRequest",
    "Address",
    "AddressHeaders",
    "AddTracksRequest",
    "Album",
    "AlbumChangeReleaseEnum",
    "AlbumDetail",
    "AlbumRef",
    "AlbumScreen",
    "AlbumShared",
    "AlbumsListOrdering",
    "AlbumsListType",
    "AppPassword",
    "AppPasswordRequest",
    "ArrangeRequest",
    "Artist",
    "ArtistChangeReleaseEnum",
    "ArtistDetail",
    "ArtistPlays",
    "ArtistRef",
    "ArtistsListOrdering",
    "AtEnum",
    "BlankEnum",
    "Bookmark",
    "BookmarkKeepRequest",
    "Bucket",
    "BulkLikeItemRequest",
    "BulkNothingResult",
    "BulkNothingResults",
    "BulkRowChangeRequest",
    "BulkRowResult",
    "BulkRowResults",
    "BulkShareRefRequest",
    "BulkShareRefResult",
    "BulkShareRefResults",
    "Changed",
    "ChangeRefRequest",
    "ChartChart",
    "Choice",
    "ChosenCreditRequest",
    "Cleared",
    "Collaborators",
    "Column",
    "ColumnKindEnum",
    "Contact",
    "ContactImportRequest",
    "ContactNewRequest",
    "ContactPitch",
    "ContactRef",
    "ContactReport",
    "ContactReportColumns",
    "ContactReportKindEnum",
    "Count",
    "CountedAlbum",
    "CountedArtist",
    "CountedTrack",
    "Cover",
    "CredentialsRequest",
    "Credit",
    "CreditRoleEnum",
    "CuratedField",
    "Curation",
    "CurationFields",
    "CurationKindEnum",
    "Dashboard",
    "DashboardDays",
    "DayPlays",
    "Device",
    "Disc",
    "DuplicateRequest",
    "DuplicatesEnum",
    "EntriesRequest",
    "Entry",
    "EntryIdsRequest",
    "Event",
    "EventKindEnum",
    "EveryEnum",
    "Facets",
    "FieldEnum",
    "FieldProblem",
    "FileRequest",
    "FollowUpRequest",
    "Forgotten",
    "FormatsEnum",
    "Found",
    "Gain",
    "Genre",
    "GenreKindEnum",
    "GenresListKind",
    "GenresListOrdering",
    "Given",
    "HistoryPlay",
    "HomeOwn",
    "HomeScreen",
    "HomeShared",
    "ImportAskRequest",
    "Imported",
    "ImportReason",
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
    "LikesTrackIdsResponse200",
    "LinkIdsRequest",
    "LinksAddRequest",
    "LinksAddRequestFormatsType0Item",
    "ListeningImport",
    "ListeningImportMissingEnding",
    "ListeningImportStateEnum",
    "MatchEnum",
    "Me",
    "Merge",
    "MergeAskRequest",
    "Merges",
    "NewAppPassword",
    "NewPersonalToken",
    "OperatorEnum",
    "Opinions",
    "OpinionsLater",
    "OpinionsRatings",
    "OpinionsWaiting",
    "OwnLikes",
    "OwnRules",
    "PaginatedAlbumList",
    "PaginatedAppPasswordList",
    "PaginatedArtistList",
    "PaginatedBookmarkList",
    "PaginatedContactList",
    "PaginatedContactPitchList",
    "PaginatedDeviceList",
    "PaginatedEntryList",
    "PaginatedEventList",
    "PaginatedGenreList",
    "PaginatedGivenList",
    "PaginatedHistoryPlayList",
    "PaginatedListeningImportList",
    "PaginatedMergeList",
    "PaginatedPersonActivityList",
    "PaginatedPersonalTokenList",
    "PaginatedPitchLinkList",
    "PaginatedPitchList",
    "PaginatedPlaylistList",
    "PaginatedReceivedList",
    "PaginatedTrackList",
    "PaginatedUploadList",
    "PatchedAlbumChangeRequest",
    "PatchedArtistChangeRequest",
    "PatchedContactFactsRequest",
    "PatchedGenreChangeRequest",
    "PatchedLaterChangeRequest",
    "PatchedLinkTermsRequest",
    "PatchedLinkTermsRequestFormatsType0Item",
    "PatchedPitchDefaultsRequest",
    "PatchedPitchFactsRequest",
    "PatchedPlaylistFactsRequest",
    "PatchedPreferencesRequest",
    "PatchedPreferencesRequestPlayer",
    "PatchedReadRequest",
    "PatchedRightsRequest",
    "PatchedTermsRequest",
    "PatchedTrackChangeRequest",
    "Person",
    "PersonActivity",
    "PersonalToken",
    "PersonalTokenRequestRequest",
    "PersonFound",
    "Pitch",
    "PitchActivitySummary",
    "PitchActivitySummaryCountries",
    "PitchActivitySummaryDevices",
    "PitchDefaults",
    "PitchDevice",
    "PitchDeviceKindEnum",
    "PitchDocument",
    "PitchDocumentStateEnum",
    "PitchDuplicateRequest",
    "PitchesListState",
    "PitchLink",
    "PitchLinkFormatsType0Item",
    "PitchLinkStateEnum",
    "PitchMade",
    "PitchNewRequest",
    "PitchStateEnum",
    "PitchTrack",
    "PlacedTrackRequest",
    "PlaceInQueue",
    "PlaceInQueueRequest",
    "Play",
    "Playback",
    "Playlist",
    "PlaylistDetail",
    "PlaylistExportEnding",
    "PlaylistExportResponse200",
    "PlaylistNewRequest",
    "PlaylistScreen",
    "PlaylistShared",
    "PlaylistsListOrdering",
    "PlaylistsListScope",
    "PlaylistTrackIdsResponse200",
    "PlayReportRequest",
    "PlayShare",
    "PlaySums",
    "PlayTotal",
    "PostFound",
    "Preferences",
    "PreferencesPlayer",
    "PreferencesRequest",
    "PreferencesRequestPlayer",
    "Preview",
    "Problem",
    "Queue",
    "QueueCurrent",
    "QueueRequest",
    "Quota",
    "RadioPage",
    "Ratings",
    "RatingSetKind",
    "RatingsRatings",
    "Received",
    "RefreshRequest",
    "Refused",
    "Report",
    "ReportPassed",
    "ReportTallies",
    "Rights",
    "Row",
    "RowCells",
    "RowChangeRequest",
    "RowChangeRequestCells",
    "RowSaid",
    "RulesRequest",
    "Said",
    "SaidByEnum",
    "ScopesEnum",
    "SendRequest",
    "SetByEnum",
    "Shared",
    "SharedThing",
    "ShareRef",
    "ShareRefRequest",
    "ShareRequestRequest",
    "Sheet",
    "Shelved",
    "SideEnum",
    "SmartOrder",
    "SmartOrderByEnum",
    "SmartOrderRequest",
    "SmartPreview",
    "SmartRule",
    "SmartRuleRequest",
    "SmartRules",
    "SmartRulesRequest",
    "SortByEnum",
    "SortRequest",
    "Source",
    "SourceEnum",
    "Split",
    "SplitRequest",
    "StarsRequest",
    "StateEnum",
    "Statistics",
    "Tag",
    "Tally",
    "TestLetter",
    "ThemeEnum",
    "Tokens",
    "Totals",
    "Track",
    "TrackActivity",
    "TrackChangeReleaseEnum",
    "TrackDetail",
    "TrackFile",
    "TrackFiles",
    "TrackIdsOrdering",
    "TrackIdsResponse200",
    "TrackPlays",
    "TracksListOrdering",
    "TracksPlaybackQuality",
    "TracksStreamBitrate",
    "TracksStreamFormat",
    "TypeEnum",
    "Undo",
    "Unmatched",
    "Unread",
    "Upload",
    "UploadBeginRequest",
    "UploadCompleteRequest",
    "UploadDetail",
    "UploadedThing",
    "UploadPartRequest",
    "UploadsListState",
    "Version",
    "VersionKindEnum",
    "VersionRequest",
    "VisibilityEnum",
    "VitalsRequest",
    "VocalsEnum",
    "Waiting",
    "WaitingWaiting",
    "Waveform",
    "Who",
    "WorkspaceMembership",
    "WorkspaceMembershipRoleEnum",
)
