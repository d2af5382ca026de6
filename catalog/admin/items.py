"""Albums and tracks in the admin."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.viewer import user_for, viewer_for
from catalog.admin.credits import CreditInline, credits_beside, credits_save
from catalog.admin.curated import CuratedAdmin, edits_of
from catalog.admin.filters import ORDER_OF, LibraryFilter, NeedsFilter, StateFilter
from catalog.admin.merging import MergeMixin
from catalog.admin.previews import on_site, picture, sound
from catalog.admin.shelving import ShelvingMixin
from catalog.api.covers import album_cover
from catalog.audience import Audience
from catalog.models import Album, Track
from catalog.services import genres_choose
from catalog.services.changes.actions import rereads
from catalog.services.curate import ALBUM_FIELDS, TRACK_FIELDS, album_edit, track_edit
from catalog.taken_down import told_of

MOST_REREAD = 500
"""Albums whose folders one action reads again; a library is rescanned as a whole by its own action."""
MOST_IN_GRID = 100
"""Tracks: their ids stand in the address."""


def is_list(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and str(match.url_name).endswith("_changelist")


class ItemAdmin(ShelvingMixin, CuratedAdmin):
    """Albums and tracks."""

    actions = (
        *CuratedAdmin.actions, "set_field", "set_visibility", "schedule", "shelve", "restore", "take_down",
        "lift", "reread",
    )  # fmt: skip
    inlines: ClassVar = [CreditInline]
    list_filter: ClassVar[tuple[Any, ...]] = (StateFilter, LibraryFilter, "listed_to")
    ordering = ("sort_key", "pk")
    # Read beside the rows, not joined to them: a database that joins first sorts all rows for a page of them.
    list_select_related = ()
    beside: ClassVar[tuple[str, ...]] = ()

    def get_ordering(self, request: HttpRequest) -> Any:
        return ORDER_OF.get(request.GET.get(StateFilter.parameter_name, ""), self.ordering)

    @admin.action(description="Read the files of the selected again", permissions=["change"])
    def reread(self, request: HttpRequest, queryset: Any) -> None:
        """Tags and art as they are now: what somebody has set stays."""
        column = "pk" if self.model is Album else "album_id"
        albums = queryset.order_by(column).values_list(column, flat=True).distinct()
        asked = sum(reader(list(albums[:MOST_REREAD])) for reader in rereads)
        self.message_user(request, f"{asked} folders will be read again in the background.")

    @admin.display(description="library")
    def of_library(self, row: Any) -> str:
        return str(row.library)

    @admin.display(description="title", ordering="sort_key")
    def name(self, row: Any) -> str:
        return str(row.title)

    @admin.display(description="taken down")
    def down(self, row: Any) -> str:
        return told_of(row.taken_down) if row.taken_down_id is not None else ""

    @admin.display(description="added", ordering="added_at")
    def added(self, row: Any) -> Any:
        return row.added_at

    @admin.display(description="plays", ordering="play_count")
    def heard(self, row: Any) -> int:
        return int(row.play_count)

    @admin.display(description="site")
    def site(self, row: Any) -> SafeString:
        return on_site(row)

    def get_queryset(self, request: HttpRequest) -> Any:
        """Without an order: the list adds its own, and a second one behind that would sort what no index holds."""
        rows: Any = super().get_queryset(request)
        rows = rows.curated_by(user_for(request)).order_by()
        return rows.prefetch_related(*self.beside) if is_list(request) else rows

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Rows beside this one are the services' too: the form's own way to write them is left out."""
        for formset in formsets:
            self.save_formset(request, form, formset, change)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        if "credits" not in form.cleaned_data["give_back_fields"]:
            edits = edits_of(request, form.cleaned_data.get("why", ""))
            with edits.of(self.kind, formset.instance, ["credits"]):
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
        "art", "name", "artist_line", "released", "type", "track_count", "heard", "of_library", "listed_to", "added",
        "by_hand", "site",
    )  # fmt: skip
    list_display_links = ("name",)
    sortable_by = ("name", "released", "heard", "added")
    list_filter = (*ItemAdmin.list_filter, NeedsFilter, "type")
    beside = ("library", "cover")
    readonly_fields = (
        "page", "artist_line", "tagged_credits", "library", "listed_to", "reachable_to", "down", "added_at",
        "track_count", "play_count", "deleted_at", "merged_into",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": ("page", "title", "sort_title", "artist_line", "tagged_credits", "type")}),
        ("Release", {"fields": ("release_date", "original_date", "label", "catalogue_number", "barcode", "comment")}),
        ("Who may see it", {"fields": ("visibility", "listed_to", "reachable_to", "down")}),
        ("Where it comes from", {"fields": (
            "library", "added_at", "musicbrainz_id", "track_count", "play_count", "deleted_at", "merged_into",
            "give_back_fields",
        )}),
    )  # fmt: skip

    @admin.display(description="")
    def art(self, row: Any) -> SafeString:
        return picture(album_cover(row))

    @admin.display(description="released", ordering="release_date")
    def released(self, row: Any) -> str:
        return str(row.release_date)

    def told_of_merge(self, request: HttpRequest, row: Any) -> list[object]:
        return [row.artist_line, row.release_date, row.library, row.track_count, row.play_count]

    merge_columns = ("Artist", "Released", "Library", "Tracks", "Plays")


@admin.register(Track)
class TrackAdmin(MergeMixin, ItemAdmin):
    actions = (*ItemAdmin.actions, "move", "split", "merge", "grid")
    merge_columns = ("Artist", "Album", "ISRC", "Length", "Plays", "Playable")
    edit = track_edit
    edit_argument = "track"
    curated_fields = (*TRACK_FIELDS, "credits", "genres")
    autocomplete_fields = ("genres",)
    list_display = (
        "art", "listen", "name", "artist_line", "of_album", "length", "heard", "of_library", "listed_to",
        "added", "by_hand", "site",
    )  # fmt: skip
    list_display_links = ("name",)
    sortable_by = ("name", "heard", "added")
    beside = ("library", "album__cover")
    readonly_fields = (
        "page", "artist_line", "tagged_credits", "album", "library", "listed_to", "reachable_to", "down", "added_at",
        "duration_ms", "play_count", "missing_since", "deleted_at", "merged_into", "work",
    )  # fmt: skip
    fieldsets = (
        (None, {"fields": (
            "page", "title", "sort_title", "artist_line", "tagged_credits", "album", "disc_number", "position",
        )}),
        ("Music", {"fields": (
            "genres", "isrc", "bpm", "key", "language", "is_explicit", "vocals", "work", "movement",
            "movement_number", "duration_ms",
        )}),
        ("Words", {"fields": ("lyrics", "comment"), "classes": ("collapse",)}),
        ("Who may see it", {"fields": ("visibility", "listed_to", "reachable_to", "down")}),
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

    def get_queryset(self, request: HttpRequest) -> Any:
        rows = super().get_queryset(request)
        return rows.defer("lyrics", "synced_lyrics", "comment") if is_list(request) else rows

    @admin.display(description="")
    def art(self, row: Any) -> SafeString:
        return picture(album_cover(row.album))

    @admin.display(description="album")
    def of_album(self, row: Any) -> SafeString:
        address = reverse("admin:catalog_album_change", args=[row.album_id])
        return format_html('<a href="{}">{}</a>', address, row.album)

    @admin.display(description="")
    def listen(self, row: Any) -> SafeString | str:
        is_heard = row.missing_since is None and row.deleted_at is None
        return sound(row) if is_heard and row.listed_to < Audience.NOBODY else ""

    def told_of_merge(self, request: HttpRequest, row: Any) -> list[object]:
        there = "no" if row.missing_since else "yes"
        return [row.artist_line, row.album, row.isrc, self.length(row), row.play_count, there]

    @admin.action(description="Open the selected in the grid of metadata", permissions=["change"])
    def grid(self, request: HttpRequest, queryset: Any) -> HttpResponseRedirect | None:
        """The grid is the workspace's own: of its tracks, those that one edits there."""
        mine = Track.objects.editable_by(viewer_for(request)).filter(
            pk__in=queryset.order_by("pk").values("pk")
        )
        ids = list(mine.order_by("pk").values_list("public_id", flat=True)[: MOST_IN_GRID + 1])
        if not ids or len(ids) > MOST_IN_GRID:
            told = (
                f"Select at most {MOST_IN_GRID}."
                if ids
                else "None of these is of a workspace that you edit; set a field of many here instead."
            )
            self.message_user(request, told, messages.ERROR)
            return None
        return HttpResponseRedirect(f"{reverse('metadata-edit')}?tracks={','.join(ids)}")

    @admin.display(description="length")
    def length(self, row: Any) -> str:
        minutes, seconds = divmod(round(row.duration_ms / 1000), 60)
        return f"{minutes}:{seconds:02}"
