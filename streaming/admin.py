"""Libraries, scans and files in the admin: where music comes from, and what became of it."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import admin
from django.contrib.admin.helpers import ActionForm
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest

from accounts.models import Workspace
from accounts.viewer import user_for
from catalog.admin.curated import told_on_page
from catalog.admin.filters import LibraryFilter
from catalog.looking_up import rows_looked_up
from catalog.models import Library, LibraryReader, Track
from catalog.services import library_hand_on
from common.errors import DomainError
from common.worklist import ReadOnly, WorkList
from streaming.models import MediaFile, Scan, ScanRefusal, Upload, UploadQuota
from streaming.paths import path_hash
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


class HandOnForm(ActionForm):
    """Beside the actions: to whom libraries are handed. Personal workspaces are their people's own affair."""

    workspace = forms.ModelChoiceField(
        Workspace.objects.exclude(kind=Workspace.Kind.PERSONAL).order_by("name", "pk"),
        required=False,
        empty_label="Workspace …",
    )


class ReaderInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    """Whom a restricted library is for."""

    model = LibraryReader
    autocomplete_fields = ("user", "group")
    extra = 0


@admin.register(Library)
class LibraryAdmin(WorkList):
    """Folders of music: added, given an audience, rescanned now or on a schedule."""

    list_display = (
        "name", "kind", "root", "workspace", "visibility", "is_restricted", "rescan_every", "last_scan_at",
    )  # fmt: skip
    list_select_related = ("workspace",)
    list_filter = ("kind", "visibility", "is_restricted")
    search_fields = ("name", "root")
    inlines: ClassVar = [ReaderInline]
    actions = ("rescan", "hand_on")
    action_form = HandOnForm
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

    @admin.action(description="Hand to the workspace chosen beside", permissions=["change"])
    def hand_on(self, request: HttpRequest, queryset: "QuerySet[Library]") -> None:
        """Its members are those who may change it from then on. Handing it back undoes it."""
        form = HandOnForm(request.POST)
        actions = cast(forms.ChoiceField, form.fields["action"])
        actions.choices = [(request.POST.get("action", ""), "")]
        to = form.cleaned_data.get("workspace") if form.is_valid() else None
        if to is None:
            self.message_user(request, "Choose the workspace to hand it to.", "error")
            return
        handed = 0
        for library in queryset:
            try:
                handed += library_hand_on(library=library, to=to)
            except DomainError as refused:
                self.message_user(request, f"{library}: {refused}", "error")
        self.message_user(request, f"{handed} handed to {to}.")


@admin.register(Scan)
class ScanAdmin(ReadOnly):
    """What scans did."""

    list_display = (
        "library", "state", "files_seen", "files_total", "added", "changed", "moved", "missing", "refused",
        "started_at", "ended_at",
    )  # fmt: skip
    list_select_related = ("library",)
    list_filter = ("state", LibraryFilter)
    ordering = ("-pk",)


def _site() -> "QuerySet[Any]":
    return Library.objects.filter(workspace__is_site=1).order_by()


@admin.register(ScanRefusal)
class ScanRefusalAdmin(ReadOnly):
    """Files that could not be taken in, and why."""

    list_display = ("path", "reason", "library", "size")
    list_select_related = ("library",)
    list_filter = (LibraryFilter,)
    search_fields = ("path", "reason")

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """For managers those of the site's own libraries: what others keep is their own affair."""
        rows = super().get_queryset(request)
        return rows if user_for(request).is_superuser else rows.filter(library__in=_site())


@admin.register(MediaFile)
class MediaFileAdmin(ReadOnly):
    """Files behind tracks."""

    list_display = ("path", "track", "codec", "bitrate", "duration_ms", "missing_since", "library")
    list_select_related = ("library", "track")
    list_filter = (LibraryFilter,)
    search_fields = ("pk",)  # for the box to be there
    exclude = ("waveform",)
    ordering = ("-pk",)
    sortable_by = ()

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        """For managers those of the site's own libraries, and of tracks that they see in the admin."""
        rows = super().get_queryset(request).defer("waveform", "tags", "sound")
        user = user_for(request)
        if user.is_superuser:
            return rows
        seen = Track.objects.curated_by(user).filter(pk=OuterRef("track_id"))
        return rows.filter(Q(library__in=_site()) | Exists(seen))

    def get_search_results(
        self, request: HttpRequest, queryset: "QuerySet[Any]", search_term: str
    ) -> tuple["QuerySet[Any]", bool]:
        """By track, as the list of tracks searches, by a whole path, or by a checksum: each by an index."""
        text = search_term.strip()
        if not text:
            return queryset, False
        tracks = rows_looked_up(user_for(request), "track", text)
        same = Q(path_hash=path_hash(text)) | Q(sha256=text.lower())
        return queryset.filter(Q(track_id__in=tracks) | same), False


@admin.register(Upload)
class UploadAdmin(ReadOnly):
    """Files on their way in, and how they ended."""

    list_display = ("path", "workspace", "by", "state", "size", "reason", "tries", "created_at")
    list_filter = ("state",)
    list_select_related = ("workspace", "by")
    ordering = ("-created_at", "-pk")
    search_fields = ("path", "=public_id")
    fields = (
        "path", "workspace", "by", "state", "progress", "reason", "advice", "note", "size", "sha256", "tries",
        "created_at", "completed_at", "touched_at",
    )  # fmt: skip


@admin.register(UploadQuota)
class UploadQuotaAdmin(WorkList):
    """What a workspace may upload, where that is not what the site says."""

    list_display = ("workspace", "megabytes", "tracks")
    list_select_related = ("workspace",)
    autocomplete_fields = ("workspace",)
