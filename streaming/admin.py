"""Libraries, scans and files in the admin: where music comes from, and what became of it."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from catalog.admin.curated import told_on_page
from catalog.models import Library, LibraryReader
from common.errors import DomainError
from streaming.models import MediaFile, Scan, ScanRefusal
from streaming.services import library_add, library_change, library_rescan


class LibraryForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    """A folder by its path; the form says what is wrong with it."""

    root = forms.CharField(
        label="Folder",
        max_length=4000,
        help_text="The whole path of a folder of music on this machine.",
    )

    class Meta:
        model = Library
        fields = ("name", "root", "visibility", "is_restricted", "rescan_every")


class ReaderInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    """Whom a restricted library is for."""

    model = LibraryReader
    autocomplete_fields = ("user", "group")
    extra = 0


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """Rows that only the site writes."""

    show_full_result_count = False
    list_per_page = 50

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Library)
class LibraryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # generic in the stubs alone
    """Folders of music: added, given an audience, rescanned now or on a schedule."""

    list_display = (
        "name", "kind", "root", "workspace", "visibility", "is_restricted", "rescan_every", "last_scan_at",
    )  # fmt: skip
    list_select_related = ("workspace",)
    list_filter = ("kind", "visibility", "is_restricted")
    search_fields = ("name", "root")
    inlines: ClassVar = [ReaderInline]
    actions = ("rescan",)
    fields = ("name", "root", "visibility", "is_restricted", "rescan_every")

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any
    ) -> Any:
        return super().get_form(
            request, obj, change=change, **({} if obj else {"form": LibraryForm}), **options
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("root", "kind", "workspace", "last_scan_at") if obj else ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (*self.fields, "kind", "workspace", "last_scan_at") if obj else self.fields

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = {
            name: form.cleaned_data[name] for name in form.cleaned_data if name in form.changed_data
        }
        if change:
            given.pop("root", None)
            library_change(library=Library.objects.get(pk=obj.pk), **given)
            return
        restricted = given.pop("is_restricted", False)
        library = library_add(
            root=form.cleaned_data["root"],
            name=form.cleaned_data["name"],
            visibility=form.cleaned_data["visibility"],
            rescan_every=form.cleaned_data["rescan_every"],
        )
        if restricted:
            library_change(library=library, is_restricted=True)
        library_rescan(library=library)
        # The admin goes on with the row that it thinks it has saved.
        obj.__dict__.update(library.__dict__)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return told_on_page(request, super().changeform_view, request, *args, **kwargs)

    @admin.action(description="Rescan now", permissions=["view"])
    def rescan(self, request: HttpRequest, queryset: "QuerySet[Library]") -> None:
        asked = 0
        for library in queryset.filter(kind=Library.Kind.FOLDER):
            try:
                library_rescan(library=library)
                asked += 1
            except DomainError as refused:
                self.message_user(request, f"{library}: {refused}", "error")
        self.message_user(request, f"{asked} will be scanned in the background; see Scans.")


@admin.register(Scan)
class ScanAdmin(ReadOnly):
    """What scans did."""

    list_display = (
        "library", "state", "files_seen", "files_total", "added", "changed", "moved", "missing", "refused",
        "started_at", "ended_at",
    )  # fmt: skip
    list_select_related = ("library",)
    list_filter = ("state", "library")
    ordering = ("-pk",)


@admin.register(ScanRefusal)
class ScanRefusalAdmin(ReadOnly):
    """Files that could not be taken in, and why."""

    list_display = ("path", "reason", "library", "size")
    list_select_related = ("library",)
    list_filter = ("library",)
    search_fields = ("path", "reason")


@admin.register(MediaFile)
class MediaFileAdmin(ReadOnly):
    """Files behind tracks."""

    list_display = ("path", "track", "codec", "bitrate", "duration_ms", "missing_since", "library")
    list_select_related = ("library", "track")
    list_filter = ("codec", "library", ("missing_since", admin.EmptyFieldListFilter))
    search_fields = ("path", "track__title_key")
    exclude = ("waveform",)
    ordering = ("-pk",)
