"""Uploads as the API tells them, and what it takes."""

from typing import Any

from django.db.models import TextChoices
from rest_framework import serializers

from common.api.query import IdField
from streaming.models import Upload, UploadState
from streaming.uploads.storage import Address


class Sha256Field(serializers.RegexField):
    """64 lower-case hex digits."""

    def __init__(self, **options: Any) -> None:
        super().__init__(r"\A[0-9a-f]{64}\Z", **options)
        self.error_messages["invalid"] = "A SHA-256 is 64 lower-case hex digits."


class UploadedThingSerializer(serializers.Serializer[Any]):
    id = serializers.CharField(source="public_id")
    title = serializers.CharField()
    url = serializers.CharField(source="get_absolute_url")


class UploadSerializer(serializers.Serializer[Upload]):
    """A file on its way into the library of a workspace."""

    id = serializers.CharField(source="public_id")
    workspace = serializers.CharField(source="workspace.public_id")
    batch = serializers.CharField(help_text="Of what was chosen together.")
    path = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    state = serializers.ChoiceField(choices=UploadState.choices)
    progress = serializers.IntegerField(help_text="Of checking and processing, in percent.")
    reason = serializers.CharField(help_text="Why it was refused: a sentence for a person.")
    advice = serializers.CharField(help_text="What to do about it.")
    note = serializers.CharField(help_text="What to know although it is ready.")
    part_size = serializers.IntegerField(help_text="Bytes of each part; the last may be shorter.")
    part_count = serializers.IntegerField()
    created_at = serializers.DateTimeField()
    track = serializers.SerializerMethodField()
    album = serializers.SerializerMethodField()

    def get_track(self, upload: Upload) -> UploadedThingSerializer(allow_null=True):  # type: ignore[valid-type]  # drf-spectacular reads it
        return UploadedThingSerializer(upload.track).data if upload.track else None

    def get_album(self, upload: Upload) -> UploadedThingSerializer(allow_null=True):  # type: ignore[valid-type]  # as above
        return UploadedThingSerializer(upload.track.album).data if upload.track else None


class UploadDetailSerializer(UploadSerializer):
    """With the parts that have arrived: what a client goes on from."""

    parts = serializers.ListField(
        child=serializers.IntegerField(), help_text="Numbers of the parts that are there."
    )


class UploadBeginSerializer(serializers.Serializer[Any]):
    """What is announced of a file."""

    path = serializers.CharField(
        max_length=2000,
        trim_whitespace=False,
        help_text="Where it is from: `Album/01 Song.flac`, or a name alone.",
    )
    size = serializers.IntegerField(min_value=0, max_value=2**50, help_text="Bytes.")
    type = serializers.CharField(
        max_length=100,
        required=False,
        allow_blank=True,
        help_text="Media type, as the client says.",
    )
    sha256 = Sha256Field(required=False, help_text="Of the whole, where it is known.")
    workspace = IdField(required=False, help_text="Whose it will be; one's own unless told.")
    batch = IdField(required=False, help_text="The same for all that is chosen together.")
    replaces = IdField(
        required=False,
        help_text="A track whose file this is to be: it keeps its plays, likes and links.",
    )


class UploadPartSerializer(serializers.Serializer[Any]):
    sha256 = Sha256Field(help_text="Of this part's bytes.")


class AddressSerializer(serializers.Serializer[Address]):
    """Where to PUT a part's bytes: with these headers, without cookie and token, before it ends."""

    url = serializers.CharField()
    method = serializers.SerializerMethodField()
    headers = serializers.DictField(child=serializers.CharField())
    expires_at = serializers.DateTimeField()

    def get_method(self, address: Address) -> str:
        return "PUT"


class UploadCompleteSerializer(serializers.Serializer[Any]):
    sha256 = Sha256Field(required=False, help_text="Of the whole, where it is known.")


class UploadGroup(TextChoices):
    """What a list shows."""

    OPEN = "open", "Not over yet"
    OVER = "over", "Ready or refused"


class UploadQuerySerializer(serializers.Serializer[Any]):
    state = serializers.ChoiceField(choices=UploadGroup.choices, required=False)
    batch = IdField(required=False)
    mine = serializers.BooleanField(required=False, help_text="Only those that one began oneself.")


class QuotaSerializer(serializers.Serializer[Any]):
    """What a workspace has uploaded, and what it may."""

    bytes_used = serializers.IntegerField()
    bytes_most = serializers.IntegerField()
    tracks_used = serializers.IntegerField()
    tracks_most = serializers.IntegerField()
    file_most = serializers.IntegerField(help_text="Bytes of one file.")


class ForgottenSerializer(serializers.Serializer[Any]):
    forgotten = serializers.IntegerField()
