"""Albums and tracks in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.viewer import user_for
from catalog.admin.credits import CreditInline, credits_beside, credits_save
from catalog.admin.curated import CuratedAdmin
from catalog.admin.merging import MergeMixin
from catalog.admin.shelving import ShelvingMixin
from catalog.models import Album, Track
from catalog.services import genres_choose
from catalog.services.curate import ALBUM_FIELDS, TRACK_FIELDS, album_edit, track_edit


class ItemAdmin(ShelvingMixin, CuratedAdmin):
    """Albums and tracks."""

    actions = (*CuratedAdmin.actions, "set_visibility", "shelve", "restore")
    inlines: ClassVar = [CreditInline]
    list_filter: ClassVar[tuple[Any, ...]] = (
        "visibility",
        "listed_to",
        ("library", admin.RelatedOnlyFieldListFilter),
        ("deleted_at", admin.EmptyFieldListFilter),
    )
    date_hierarchy = None
    ordering = ("sort_key", "pk")

    def get_queryset(self, request: HttpRequest) -> Any:
        rows: Any = super().get_queryset(request)
        return rows.curated_by(user_for(request))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Rows beside this one are the services' too: the form's own way to write them is left out."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if "credits" not in form.cleaned_data["give_back_fields"]:
            credits_save(formset)
        formset.save(commit=False)  # for the log of the admin, which asks it what was changed

    @admin.display(description="the tags' credits")
    def tagged_credits(self, row: Any) -> str:
        return credits_beside(row)

    @admin.display(description="on the site")
    def page(self, row: Any) -> SafeString:
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.title)


@admin.register(Album)
class AlbumAdmin(MergeMixin, ItemAdmin):
    actions = (*ItemAdmin.actions, "merge")
    edit = album_edit
    edit_argument = "album"
    curated_fields = (*ALBUM_FIELDS, "credits")
    list_display = (
        "title", "artist_line", "release_date", "type", "track_count", "library", "listed_to", "by_hand",
    )  # fmt: skip
    list_select_related = ("library",)
    list_filter = (*ItemAdmin.list_filter, "type")
    search_fields = ("title_key__contains", "credits__artist__name_key__startswith", "public_id")
    readonly_fields = (
        "page", "artist_line", "tagged_credits", "library", "listed_to", "reachable_to", "added_at",
        "track_count", "play_count", "deleted_at", "merged_into",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("page", "title", "sort_title", "artist_line", "tagged_credits", "type")}),
        ("Release", {"fields": ("release_date", "original_date", "label", "catalogue_number", "barcode", "comment")}),
        ("Who may see it", {"fields": ("visibility", "listed_to", "reachable_to")}),
        ("Where it comes from", {"fields": (
            "library", "added_at", "musicbrainz_id", "track_count", "play_count", "deleted_at", "merged_into",
            "give_back_fields",
        )}),
    )  # fmt: skip

    def told_of_merge(self, request: HttpRequest, row: Any) -> list[object]:
        return [row.artist_line, row.release_date, row.library, row.track_count, row.play_count]

    merge_columns = ("Artist", "Released", "Library", "Tracks", "Plays")


@admin.register(Track)
class TrackAdmin(ItemAdmin):
    edit = track_edit
    edit_argument = "track"
    curated_fields = (*TRACK_FIELDS, "credits", "genres")
    autocomplete_fields = ("genres",)
    list_display = (
        "title", "artist_line", "album", "disc_number", "position", "library", "listed_to", "by_hand",
    )  # fmt: skip
    list_select_related = ("library", "album")
    list_filter = (
        *ItemAdmin.list_filter,
        ("missing_since", admin.EmptyFieldListFilter),
        "is_explicit",
    )
    search_fields = ("title_key__contains", "album__title_key__startswith", "isrc", "public_id")
    readonly_fields = (
        "page", "artist_line", "tagged_credits", "album", "library", "listed_to", "reachable_to", "added_at",
        "duration_ms", "play_count", "missing_since", "deleted_at", "merged_into", "work",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": (
            "page", "title", "sort_title", "artist_line", "tagged_credits", "album", "disc_number", "position",
        )}),
        ("Music", {"fields": (
            "genres", "isrc", "bpm", "key", "language", "is_explicit", "work", "movement", "movement_number",
            "duration_ms",
        )}),
        ("Words", {"fields": ("lyrics", "comment"), "classes": ("collapse",)}),
        ("Who may see it", {"fields": ("visibility", "listed_to", "reachable_to")}),
        ("Where it comes from", {"fields": (
            "library", "added_at", "musicbrainz_id", "play_count", "missing_since", "deleted_at", "merged_into",
            "give_back_fields",
        )}),
    )  # fmt: skip

    def apply(self, row: Any, changes: dict[str, Any]) -> None:
        genres = changes.pop("genres", None)
        super().apply(row, changes)
        if genres is not None:
            genres_choose(track=row, genres=genres)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        # ISRCs are kept as they are written: in capitals.
        rows, several = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            rows = rows | queryset.filter(isrc=search_term.strip().upper())
        return rows, several
