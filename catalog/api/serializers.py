"""How artists, albums, tracks and genres are told. They translate rows that their view has fetched whole."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.covers import Cover, album_cover, artist_image
from catalog.models import Album, Artist, Credit, Genre, Track
from common.api.telling import Telling

LINE_ROLES = frozenset({Credit.Role.MAIN, Credit.Role.FEATURED})


class CoverSerializer(serializers.Serializer[Cover]):
    """A picture: the artwork, or one generated from the name. Never missing."""

    id = serializers.CharField(help_text="Of the artwork; empty for a generated one.")
    src = serializers.CharField(help_text="Address of a middle size.")
    srcset = serializers.CharField(help_text="Addresses of all sizes; empty for a generated one.")
    color = serializers.CharField(help_text="Dominant colour as CSS.", allow_null=True)
    blurhash = serializers.CharField(help_text="Empty where it is not known.", allow_blank=True)


class ArtistRefSerializer(Telling, serializers.Serializer[Any]):
    """An artist as credited."""

    id = serializers.CharField(source="artist.public_id")
    name = serializers.CharField()
    url = serializers.CharField(source="artist.get_absolute_url")


class CreditSerializer(ArtistRefSerializer):
    """An artist's role."""

    role = serializers.ChoiceField(Credit.Role.choices)
    detail = serializers.CharField(help_text="The instrument of a performer, and the like.")


class GenreSerializer(Telling, serializers.ModelSerializer[Genre]):
    """A genre or a mood."""

    id = serializers.CharField(source="public_id")
    url = serializers.CharField(source="get_absolute_url")

    class Meta:
        model = Genre
        fields = ("id", "name", "kind", "url")


class ArtistSerializer(Telling, serializers.ModelSerializer[Artist]):
    """An artist in a list."""

    id = serializers.CharField(source="public_id")
    url = serializers.CharField(source="get_absolute_url")
    image = serializers.SerializerMethodField()

    class Meta:
        model = Artist
        fields: tuple[str, ...] = ("id", "name", "sort_name", "url", "image")

    @extend_schema_field(CoverSerializer)
    def get_image(self, artist: Artist) -> Cover:
        return artist_image(artist)


class ArtistDetailSerializer(ArtistSerializer):
    """An artist with what their page tells."""

    class Meta(ArtistSerializer.Meta):
        fields = (*ArtistSerializer.Meta.fields, "biography", "musicbrainz_id")


class AlbumRefSerializer(Telling, serializers.Serializer[Album]):
    """The album that a track is on."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")
    cover = serializers.SerializerMethodField()

    @extend_schema_field(CoverSerializer)
    def get_cover(self, album: Album) -> Cover:
        return album_cover(album)


class AlbumSerializer(AlbumRefSerializer):
    """An album in a list. Dates are of the precision that is known: year, month or day."""

    artists = serializers.SerializerMethodField()
    type = serializers.ChoiceField(Album.Type.choices)
    release_date = serializers.CharField()
    original_date = serializers.CharField()
    track_count = serializers.IntegerField()
    duration_ms = serializers.IntegerField()
    added_at = serializers.DateTimeField()

    @extend_schema_field(ArtistRefSerializer(many=True))
    def get_artists(self, album: Album) -> Any:
        return line(album)


class DiscSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    title = serializers.CharField()


class AlbumDetailSerializer(AlbumSerializer):
    """An album with what its page tells; its tracks are `tracks/?album=<id>`."""

    label = serializers.CharField()  # type: ignore[assignment]  # DRF calls a field's own title so
    catalogue_number = serializers.CharField()
    barcode = serializers.CharField()
    musicbrainz_id = serializers.CharField()
    comment = serializers.CharField()
    genres = GenreSerializer(many=True)
    discs = DiscSerializer(many=True)
    credits = CreditSerializer(many=True)


class TrackSerializer(Telling, serializers.Serializer[Track]):
    """A track in a list or a queue."""

    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")
    artists = serializers.SerializerMethodField()
    album = AlbumRefSerializer()
    duration_ms = serializers.IntegerField()
    disc = serializers.IntegerField(source="disc_number")
    position = serializers.IntegerField(help_text="Track number; 0 when unknown.")
    explicit = serializers.BooleanField(source="is_explicit", allow_null=True)
    stream_url = serializers.SerializerMethodField()

    @extend_schema_field(ArtistRefSerializer(many=True))
    def get_artists(self, track: Track) -> Any:
        return line(track)

    def get_stream_url(self, track: Track) -> str:
        # Served by the room above; its address is part of the contract.
        return f"/api/v1/tracks/{track.public_id}/stream/"


class TrackDetailSerializer(TrackSerializer):
    """A track with what its page tells."""

    isrc = serializers.CharField()
    bpm = serializers.DecimalField(6, 2, allow_null=True)
    key = serializers.CharField()
    language = serializers.CharField()
    lyrics = serializers.CharField()
    synced_lyrics = serializers.ListField(
        child=serializers.ListField(), allow_null=True, help_text="Pairs of milliseconds and line."
    )
    comment = serializers.CharField()
    musicbrainz_id = serializers.CharField()
    work = serializers.CharField(source="work.title", default="")
    movement = serializers.CharField()
    movement_number = serializers.IntegerField(allow_null=True)
    added_at = serializers.DateTimeField()
    genres = GenreSerializer(many=True)
    credits = CreditSerializer(many=True)


_artist_ref = ArtistRefSerializer()


def line(row: Album | Track) -> list[dict[str, Any]]:
    """Main and featured artists in their order."""
    tell = _artist_ref.to_representation
    return [tell(credit) for credit in row.credits.all() if credit.role in LINE_ROLES]
