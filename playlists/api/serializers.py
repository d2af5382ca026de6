"""Playlists as JSON."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.covers import Cover, album_cover
from catalog.api.serializers import CoverSerializer, TrackSerializer
from catalog.audience import Visibility
from common.api.telling import Telling
from playlists.api.smart import RulesField
from playlists.covers import playlist_cover
from playlists.models.playlist import DESCRIPTION_LENGTH, TITLE_LENGTH
from playlists.queries import PlaylistCard, ShownEntry, collaborators_of, length_of


class PersonSerializer(serializers.Serializer[Any]):
    """A person as others see them."""

    handle = serializers.CharField()
    name = serializers.CharField(source="__str__")


class LibraryRefSerializer(serializers.Serializer[Any]):
    """A library by its name."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()


class PlaylistSerializer(Telling, serializers.Serializer[PlaylistCard]):
    """A playlist in a list."""

    id = serializers.CharField(source="playlist.public_id")
    title = serializers.CharField(source="playlist.title")
    description = serializers.CharField(source="playlist.description")
    url = serializers.CharField(source="playlist.get_absolute_url")
    visibility = serializers.ChoiceField(
        Visibility.choices,
        source="playlist.visibility",
        help_text="Empty for a library's: seen by those who see the library.",
        allow_blank=True,
    )
    owner = PersonSerializer(source="playlist.owner", allow_null=True)
    library = LibraryRefSerializer(source="playlist.library", allow_null=True)
    access = serializers.ChoiceField(
        ["own", "edit", "listen"], help_text="What you may do with it."
    )
    cover = serializers.SerializerMethodField()
    mosaic = serializers.SerializerMethodField(
        help_text="Covers of up to four of its albums, where it has no cover of its own."
    )
    entry_count = serializers.IntegerField(
        source="playlist.entry_count", help_text="Also those that you can't reach."
    )
    is_smart = serializers.BooleanField(
        source="playlist.is_smart", help_text="Filled by its rules, never by hand."
    )
    changed_at = serializers.DateTimeField(source="playlist.changed_at")

    @extend_schema_field(CoverSerializer)
    def get_cover(self, card: PlaylistCard) -> Cover:
        return playlist_cover(card.playlist)

    @extend_schema_field(CoverSerializer(many=True))
    def get_mosaic(self, card: PlaylistCard) -> list[Cover]:
        return [album_cover(album) for album in card.albums]


class PlaylistDetailSerializer(PlaylistSerializer):
    """A playlist with the people who edit it; what stands in it is `entries/`."""

    collaborators = serializers.SerializerMethodField()
    duration_ms = serializers.SerializerMethodField(
        help_text="How long that is which you can reach of it."
    )

    def get_duration_ms(self, card: PlaylistCard) -> int:
        return length_of(card.playlist, card.viewer)

    @extend_schema_field(PersonSerializer(many=True))
    def get_collaborators(self, card: PlaylistCard) -> Any:
        return PersonSerializer(collaborators_of(card.playlist, card.viewer), many=True).data


class PlaylistFactsSerializer(serializers.Serializer[Any]):
    """What its owner decides."""

    title = serializers.CharField(max_length=TITLE_LENGTH)
    description = serializers.CharField(
        max_length=DESCRIPTION_LENGTH, allow_blank=True, required=False
    )
    visibility = serializers.ChoiceField(Visibility.choices, required=False)


class NewPlaylistSerializer(PlaylistFactsSerializer):
    """A playlist to be made: a smart one, where it has rules."""

    rules = RulesField(required=False)


class EntrySerializer(Telling, serializers.Serializer[ShownEntry]):
    """A place in a playlist. `track` is null where you can't reach it; nothing else of it is told then."""

    id = serializers.CharField(source="entry.public_id")
    added_at = serializers.DateTimeField(source="entry.added_at")
    track = TrackSerializer(allow_null=True)
    missing = serializers.BooleanField(
        source="is_missing", help_text="The track's file is not there at present."
    )
