"""Pitches and contacts as JSON, and what the API takes."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.api.serializers import TrackSerializer
from common.api.query import IdField
from pitching.models import Contact, Format, Pitch, PitchDefaults, PitchDocument, PitchLink
from pitching.models.contact import EMAIL_LENGTH, NAME_LENGTH, NOTES_LENGTH
from pitching.models.defaults import MESSAGE_LENGTH
from pitching.models.pitch import MOST_TRACKS, TITLE_LENGTH
from pitching.queries import PitchCard, ShownTrack
from pitching.services.contacts import MOST_TAGS, PHONE_LENGTH, TAG_LENGTH
from pitching.services.facts import LONGEST_DAYS, LONGEST_PASSWORD
from pitching.services.tracks import MOST_AT_ONCE

MOST_CONTACTS = 1000


class FormatsField(serializers.ListField):
    """Formats to download tracks in; none: hear only."""

    def __init__(self, **options: Any) -> None:
        super().__init__(child=serializers.ChoiceField(Format.choices), max_length=10, **options)


class PitchSerializer(serializers.Serializer[PitchCard]):
    """A pitch. `opened`, `played` and `downloaded` count recipients' links, not times."""

    id = serializers.CharField(source="pitch.public_id")
    url = serializers.CharField(source="pitch.get_absolute_url")
    workspace = serializers.CharField(source="pitch.workspace.public_id")
    title = serializers.CharField(source="pitch.title")
    state = serializers.ChoiceField(Pitch.State.choices, source="pitch.state")
    is_template = serializers.BooleanField(source="pitch.is_template")
    message = serializers.CharField(source="pitch.message")
    color = serializers.CharField(source="pitch.color", help_text="#rrggbb, or empty.")
    has_artwork = serializers.SerializerMethodField()
    formats = FormatsField(source="pitch.formats")
    excerpt_ms = serializers.IntegerField(
        source="pitch.excerpt_ms", allow_null=True, help_text="Null: whole tracks."
    )
    expires_at = serializers.DateTimeField(source="pitch.expires_at", allow_null=True)
    embargo_until = serializers.DateTimeField(source="pitch.embargo_until", allow_null=True)
    has_password = serializers.SerializerMethodField()
    video_url = serializers.CharField(source="pitch.video_url")
    scheduled_for = serializers.DateTimeField(source="pitch.scheduled_for", allow_null=True)
    sent_at = serializers.DateTimeField(source="pitch.sent_at", allow_null=True)
    revoked_at = serializers.DateTimeField(source="pitch.revoked_at", allow_null=True)
    created_at = serializers.DateTimeField(source="pitch.created_at")
    changed_at = serializers.DateTimeField(source="pitch.changed_at")
    track_count = serializers.IntegerField()
    recipients = serializers.IntegerField()
    opened = serializers.IntegerField()
    played = serializers.IntegerField()
    downloaded = serializers.IntegerField()

    def get_has_artwork(self, card: PitchCard) -> bool:
        return card.pitch.artwork_id is not None

    def get_has_password(self, card: PitchCard) -> bool:
        return bool(card.pitch.password)


class PitchFactsSerializer(serializers.Serializer[Any]):
    """What is said of a pitch. What is left out stays, or is as the workspace's defaults say."""

    title = serializers.CharField(max_length=TITLE_LENGTH)
    message = serializers.CharField(max_length=MESSAGE_LENGTH, allow_blank=True, required=False)
    color = serializers.CharField(max_length=7, allow_blank=True, required=False)
    formats = FormatsField(required=False)
    excerpt_ms = serializers.IntegerField(
        allow_null=True, required=False, help_text="5,000 to 600,000; null: whole tracks."
    )
    expires_at = serializers.DateTimeField(allow_null=True, required=False)
    embargo_until = serializers.DateTimeField(allow_null=True, required=False)
    password = serializers.CharField(
        max_length=LONGEST_PASSWORD,
        allow_blank=True,
        required=False,
        trim_whitespace=False,
        help_text="Asked of recipients; empty: none. It is never told again.",
    )
    video_url = serializers.CharField(max_length=500, allow_blank=True, required=False)
    is_template = serializers.BooleanField(required=False)


class ItemsField(serializers.ListField):
    """`track:<id>`, `album:<id>` or `playlist:<id>`, in their order."""

    def __init__(self, **options: Any) -> None:
        child = serializers.RegexField(r"\A(track|album|playlist):[0-9a-f]{32}\Z")
        super().__init__(child=child, max_length=MOST_AT_ONCE, **options)

    def to_internal_value(self, data: Any) -> list[tuple[str, str]]:
        parts = (item.partition(":") for item in super().to_internal_value(data))
        return [(kind, public_id) for kind, _colon, public_id in parts]


class PitchNewSerializer(PitchFactsSerializer):
    """A pitch to be made, with what goes into it at once."""

    workspace = IdField(required=False, help_text="Whose; one's own unless told.")
    items = ItemsField(
        required=False,
        help_text="`track:<id>`, `album:<id>` or `playlist:<id>`; what is not the workspace's is left out.",
    )
    contacts = serializers.ListField(
        child=IdField(), max_length=MOST_CONTACTS, required=False, help_text="Its recipients."
    )


class PitchMadeSerializer(PitchSerializer):
    """A pitch just made or filled."""

    left_out = serializers.SerializerMethodField(
        help_text="Tracks that were named and can not be pitched: not the workspace's, or not there."
    )

    def get_left_out(self, card: PitchCard) -> int:
        return int(self.context.get("left_out", 0))


class PitchQuery(serializers.Serializer[Any]):
    workspace = IdField(required=False)
    state = serializers.ChoiceField(Pitch.State.choices, required=False)
    template = serializers.BooleanField(required=False, allow_null=True, default=None)
    q = serializers.CharField(max_length=200, required=False, help_text="Words of the title.")


class PitchTrackSerializer(serializers.Serializer[ShownTrack]):
    """A place in a pitch. `track` is null when it is no longer available; the names are as last known."""

    title = serializers.CharField(source="row.title")
    artists = serializers.CharField(source="row.artist_line")
    excerpt_start_ms = serializers.IntegerField(source="row.excerpt_start_ms", allow_null=True)
    track = TrackSerializer(allow_null=True)


class PlacedTrackSerializer(serializers.Serializer[Any]):
    id = IdField()
    excerpt_start_ms = serializers.IntegerField(allow_null=True, required=False, min_value=0)


class ArrangeSerializer(serializers.Serializer[Any]):
    """All tracks of a pitch, in their order."""

    tracks = serializers.ListField(child=PlacedTrackSerializer(), max_length=MOST_TRACKS)


class AddTracksSerializer(serializers.Serializer[Any]):
    items = ItemsField(help_text="`track:<id>`, `album:<id>` or `playlist:<id>`.")


class PitchDuplicateSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(
        max_length=TITLE_LENGTH, required=False, allow_blank=True, default=""
    )
    is_template = serializers.BooleanField(default=False)
    recipients = serializers.BooleanField(
        default=False, help_text="Also links to the same contacts."
    )


class SendSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField(
        required=False, allow_null=True, help_text="When; now unless told."
    )


class LinkIdsSerializer(serializers.Serializer[Any]):
    """Some links, or all of the pitch."""

    links = serializers.ListField(
        child=IdField(),
        max_length=MOST_CONTACTS,
        required=False,
        allow_null=True,
        help_text="Left out: the whole pitch.",
    )


class CountSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()


class PreviewSerializer(serializers.Serializer[PitchLink]):
    """An address that shows a pitch as its recipients see it."""

    url = serializers.SerializerMethodField()
    expires_at = serializers.DateTimeField()

    def get_url(self, link: PitchLink) -> str:
        return str(self.context["url"])


class ContactRefSerializer(serializers.Serializer[Contact]):
    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    email = serializers.CharField()


class PitchLinkSerializer(serializers.Serializer[PitchLink]):
    """A recipient's link. `url` is told to whoever may send the pitch, and null to all others."""

    id = serializers.CharField(source="public_id")
    contact = ContactRefSerializer(allow_null=True)
    name = serializers.CharField()
    forwarded_from = serializers.CharField(source="parent.public_id", allow_null=True, default=None)
    url = serializers.SerializerMethodField()
    state = serializers.ChoiceField(PitchLink.State.choices)
    formats = FormatsField(allow_null=True, help_text="Its own; null: the pitch's.")
    expires_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField(allow_null=True)
    first_opened_at = serializers.DateTimeField(allow_null=True)
    first_played_at = serializers.DateTimeField(allow_null=True)
    first_downloaded_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.CharField(allow_null=True))
    def get_url(self, link: PitchLink) -> str | None:
        url_of = self.context.get("url_of")
        return url_of(link) if url_of else None


class LinkTermsSerializer(serializers.Serializer[Any]):
    """A link's own terms; null: the pitch's."""

    name = serializers.CharField(max_length=200, allow_blank=True, required=False)
    formats = FormatsField(required=False, allow_null=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class LinksAddSerializer(LinkTermsSerializer):
    """For whom: contacts by their ids, all that have a tag, or whoever gets hold of it (`general`)."""

    contacts = serializers.ListField(
        child=IdField(), max_length=MOST_CONTACTS, required=False, default=list
    )
    tags = serializers.ListField(
        child=serializers.CharField(max_length=TAG_LENGTH), max_length=20, required=False, default=list
    )  # fmt: skip
    general = serializers.BooleanField(default=False)


class PitchDefaultsSerializer(serializers.Serializer[PitchDefaults]):
    """What a workspace's pitches start from."""

    sender_name = serializers.CharField(max_length=100, allow_blank=True, required=False)
    reply_to = serializers.CharField(max_length=EMAIL_LENGTH, allow_blank=True, required=False)
    message = serializers.CharField(max_length=MESSAGE_LENGTH, allow_blank=True, required=False)
    color = serializers.CharField(max_length=7, allow_blank=True, required=False)
    formats = FormatsField(required=False)
    expires_days = serializers.IntegerField(
        allow_null=True, required=False, min_value=1, max_value=LONGEST_DAYS
    )
    excerpt_ms = serializers.IntegerField(allow_null=True, required=False)


class WorkspaceQuery(serializers.Serializer[Any]):
    workspace = IdField(required=False, help_text="One's own unless told.")


class PitchDocumentSerializer(serializers.Serializer[PitchDocument]):
    """A file of the press kit."""

    id = serializers.CharField(source="public_id")
    name = serializers.CharField()
    mime = serializers.CharField()
    size = serializers.IntegerField(help_text="Bytes.")
    state = serializers.ChoiceField(PitchDocument.State.choices)
    reason = serializers.CharField(help_text="Why it is refused.")


class FileSerializer(serializers.Serializer[Any]):
    file = serializers.FileField()


class ContactSerializer(serializers.Serializer[Contact]):
    """A person or desk outside. No letter goes to whom `is_mailable` is false."""

    id = serializers.CharField(source="public_id")
    url = serializers.CharField(source="get_absolute_url")
    workspace = serializers.CharField(source="workspace.public_id")
    name = serializers.CharField()
    email = serializers.CharField()
    company = serializers.CharField(source="company.name", default="")
    role = serializers.CharField()
    phone = serializers.CharField()
    notes = serializers.CharField()
    tags = serializers.SerializerMethodField()
    is_mailable = serializers.BooleanField()
    unsubscribed_at = serializers.DateTimeField(allow_null=True)
    bounced_at = serializers.DateTimeField(allow_null=True)
    complained_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()

    def get_tags(self, contact: Contact) -> list[str]:
        return sorted(tag.name for tag in contact.tags.all())


class ContactFactsSerializer(serializers.Serializer[Any]):
    """A name or an address at least."""

    name = serializers.CharField(max_length=NAME_LENGTH, allow_blank=True, required=False)
    email = serializers.CharField(max_length=EMAIL_LENGTH, allow_blank=True, required=False)
    company = serializers.CharField(max_length=NAME_LENGTH, allow_blank=True, required=False)
    role = serializers.CharField(max_length=NAME_LENGTH, allow_blank=True, required=False)
    phone = serializers.CharField(max_length=PHONE_LENGTH, allow_blank=True, required=False)
    notes = serializers.CharField(max_length=NOTES_LENGTH, allow_blank=True, required=False)
    tags = serializers.ListField(
        child=serializers.CharField(max_length=TAG_LENGTH), max_length=MOST_TAGS, required=False
    )


class ContactNewSerializer(ContactFactsSerializer):
    workspace = IdField(required=False, help_text="Whose; one's own unless told.")


class ContactQuery(serializers.Serializer[Any]):
    workspace = IdField(required=False)
    tag = serializers.CharField(max_length=TAG_LENGTH, required=False)
    company = IdField(required=False)
    q = serializers.CharField(
        max_length=200, required=False, help_text="Words of name, address and company."
    )


class TagSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    contacts = serializers.IntegerField(help_text="How many have it.")


class ContactPitchSerializer(serializers.Serializer[PitchLink]):
    """A pitch that somebody was given, and what became of it."""

    pitch = serializers.CharField(source="pitch.public_id")
    title = serializers.CharField(source="pitch.title")
    state = serializers.ChoiceField(PitchLink.State.choices)
    sent_at = serializers.DateTimeField(allow_null=True)
    first_opened_at = serializers.DateTimeField(allow_null=True)
    first_played_at = serializers.DateTimeField(allow_null=True)
    first_downloaded_at = serializers.DateTimeField(allow_null=True)
    revoked_at = serializers.DateTimeField(allow_null=True)


class ContactImportSerializer(serializers.Serializer[Any]):
    """A file of contacts: a CSV table, or vCards."""

    file = serializers.FileField()
    workspace = IdField(required=False, help_text="Whose; one's own unless told.")
    dry_run = serializers.BooleanField(default=False, help_text="Only say what would come of it.")
    columns = serializers.JSONField(
        required=False,
        help_text="Which heading means which field, as an object; guessed unless told.",
    )

    def validate_columns(self, columns: Any) -> dict[str, str]:
        if not isinstance(columns, dict) or not all(
            isinstance(field, str) for field in columns.values()
        ):
            raise serializers.ValidationError("An object: heading to field.")
        return columns


class ImportReasonSerializer(serializers.Serializer[Any]):
    row = serializers.IntegerField(help_text="Its number in the file.")
    reason = serializers.CharField()


class ContactReportSerializer(serializers.Serializer[Any]):
    """What became of a file, or would. Rows are new, changed, the same as before, or refused."""

    kind = serializers.ChoiceField(["csv", "vcard"])
    is_dry_run = serializers.BooleanField()
    columns = serializers.DictField(child=serializers.CharField(allow_blank=True))
    rows = serializers.IntegerField()
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    same = serializers.IntegerField()
    unsubscribed = serializers.IntegerField(help_text="Of these, no letter goes to.")
    refused = serializers.IntegerField()
    reasons = serializers.SerializerMethodField()

    @extend_schema_field(ImportReasonSerializer(many=True))
    def get_reasons(self, report: Any) -> list[dict[str, Any]]:
        return [{"row": row, "reason": reason} for row, reason in report.reasons]
