"""Artists, genres and works in the admin."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from accounts.viewer import user_for
from catalog.admin.curated import CuratedAdmin, HistoryAdmin
from catalog.admin.filters import StateFilter
from catalog.admin.merging import MergeMixin
from catalog.admin.previews import on_site, picture
from catalog.api.covers import artist_image
from catalog.models import Album, Artist, ArtistAlias, Genre, Track
from catalog.services.curate import ARTIST_FIELDS, artist_edit, genre_edit
from common.text import text_key


class AliasInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    """Other names that imports resolve to this artist; a rename leaves one."""

    model = ArtistAlias
    fields = readonly_fields = ("name", "musicbrainz_id")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Artist)
class ArtistAdmin(MergeMixin, CuratedAdmin):
    actions = (*CuratedAdmin.actions, "merge")
    merge_columns = ("MusicBrainz", "Albums", "Tracks", "Other names")
    edit = artist_edit
    edit_argument = "artist"
    curated_fields = ARTIST_FIELDS
    inlines: ClassVar = [AliasInline]
    list_display = ("art", "named", "sort_name", "musicbrainz_id", "by_hand", "created_at", "site")
    list_display_links = ("named",)
    sortable_by = ("named", "created_at")
    list_select_related = ("image",)
    list_filter = (
        "is_various",
        ("musicbrainz_id", admin.EmptyFieldListFilter),
        ("image", admin.EmptyFieldListFilter),
        ("merged_into", admin.EmptyFieldListFilter),
    )
    ordering = ("sort_key", "pk")
    readonly_fields = ("is_various", "merged_into", "deleted_at", "created_at")
    fieldsets = (
        (None, {"fields": ("name", "sort_name", "biography")}),
        ("Where it comes from", {"fields": (
            "musicbrainz_id", "is_various", "merged_into", "deleted_at", "created_at", "give_back_fields",
        )}),
    )  # fmt: skip

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        """Whoever is chosen by name in a form is one who is there."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(is_current=1, deleted_at=None)
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="")
    def art(self, row: Any) -> SafeString:
        return picture(artist_image(row))

    @admin.display(description="name", ordering="sort_key")
    def named(self, row: Any) -> str:
        return str(row.name)

    @admin.display(description="site")
    def site(self, row: Any) -> SafeString:
        return on_site(row)

    def told_of_merge(self, request: HttpRequest, row: Any) -> list[object]:
        """Counts of what this person sees in the admin, not of what others keep to themselves."""
        counts = [
            of.objects.curated_by(user_for(request)).filter(
                credits__artist=row, deleted_at=None
            ).distinct().count()
            for of in (Album, Track)
        ]  # fmt: skip
        return [row.musicbrainz_id, *counts, row.aliases.count()]


@admin.register(Genre)
class GenreAdmin(MergeMixin, HistoryAdmin):
    actions = ("merge",)
    edit = genre_edit
    edit_argument = "genre"
    merge_columns = ("Kind", "Albums", "Tracks")
    list_display = ("name", "kind", "merged_into", "created_at", "site")
    list_select_related = ("merged_into",)
    list_filter = ("kind", StateFilter)
    search_fields = ("name_key__contains",)
    ordering = ("name_key", "pk")
    fieldsets = ((None, {"fields": ("name", "kind", "merged_into")}),)
    readonly_fields = ("merged_into",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What takes part in a merge stays: its name is what tags are read by, and what undoing needs."""
        found, counts, needed, kept = super().get_deleted_objects(objs, request)
        kept += [str(one) for one in objs if one.merged_into_id or one.merged.exists()]
        return found, counts, needed, kept

    def get_search_results(
        self, request: HttpRequest, queryset: Any, search_term: str
    ) -> tuple[Any, bool]:
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(merged_into=None)
        return super().get_search_results(request, queryset, text_key(search_term))

    def told_of_merge(self, request: HttpRequest, row: Any) -> list[object]:
        """Counts of what this person sees in the admin, not of what others keep to themselves."""
        counts = [
            of.objects.curated_by(user_for(request)).filter(genres=row, deleted_at=None).count()
            for of in (Album, Track)
        ]
        return [row.get_kind_display(), *counts]

    @admin.display(description="site")
    def site(self, row: Any) -> SafeString:
        return on_site(row)
