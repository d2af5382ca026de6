"""Posts in the admin: written in Markdown, with a cover, pictures, tags by name, and a time."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import now

from common.versioned import SEEN, VersionedForm
from common.versions import Seen, version_tag
from common.worklist import WorkList
from editorial.models import Post
from editorial.pictured import MOST_PICTURES, pictures_named
from editorial.posts import post_save, posts_delete
from pictures.sniffing import PictureRefused, sniff


def post_version(post: Post) -> str:
    return version_tag(post.public_id, post.updated_at)


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class PicturesField(forms.FileField):
    """Any number of pictures, as (name of the file, bytes)."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list[tuple[str, bytes]]:
        files = data if isinstance(data, (list, tuple)) else [data] if data else []
        # Before any of them is read into memory.
        if len(files) > MOST_PICTURES:
            raise forms.ValidationError(f"At most {MOST_PICTURES} pictures.")
        return [_read(super(PicturesField, self).clean(file, initial)) for file in files]


def _read(file: Any) -> tuple[str, bytes]:
    found: tuple[str, bytes] = (file.name, file.read())
    try:
        sniff(found[1])
    except PictureRefused as refused:
        raise forms.ValidationError(f"{file.name}: {refused}") from refused
    return found


class PostForm(VersionedForm):
    version_of = staticmethod(post_version)
    tag_names = forms.CharField(
        label="Tags", required=False, max_length=600, help_text="With commas between them."
    )
    new_cover = forms.FileField(
        label="Cover", required=False, help_text="JPEG, PNG, WebP, GIF or AVIF."
    )
    remove_cover = forms.BooleanField(required=False)
    new_pictures = PicturesField(
        label="Add pictures",
        required=False,
        help_text="For the text. Each is called by the name of its file: studio.jpg is ![what it shows](studio).",
    )
    remove_pictures = forms.MultipleChoiceField(
        label="Take pictures out", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Post
        fields = (
            "title", "summary", "text", "authors", "published_at", "cover_alt", "new_cover", "remove_cover",
            "tag_names",
        )  # fmt: skip
        widgets: ClassVar = {
            "title": forms.TextInput(attrs={"size": 80}),
            "summary": forms.Textarea(attrs={"rows": 2, "cols": 80}),
            "text": forms.Textarea(attrs={"rows": 30, "cols": 100, "spellcheck": "true"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["tag_names"] = ", ".join(tag.name for tag in self.instance.tags.all())
        self.fields["remove_pictures"].choices = _choices(self.instance)  # type: ignore[attr-defined]

    def clean_new_cover(self) -> bytes | None:
        file = self.cleaned_data["new_cover"]
        data: bytes | None = file.read() if file else None
        if data:
            try:
                sniff(data)
            except PictureRefused as refused:
                raise forms.ValidationError(str(refused)) from refused
        return data

    def clean_remove_pictures(self) -> list[str]:
        going: list[str] = self.cleaned_data["remove_pictures"]
        added = self.cleaned_data.get("new_pictures") or []
        there = self.instance.pictures.count() - len(going) if self.instance.pk else 0
        if there + len(added) > MOST_PICTURES:
            told = f"At most {MOST_PICTURES} pictures are in a post; {there} are there."
            self.add_error("new_pictures", told)
        return going

    def clean_tag_names(self) -> list[str]:
        names = [name for name in self.cleaned_data["tag_names"].split(",") if name.strip()]
        if len(names) > 20:
            raise forms.ValidationError("At most 20 tags.")
        return names


def _choices(post: Post) -> list[tuple[str, SafeString]]:
    """The pictures of a post, each as it looks and as its text calls it."""
    if not post.pk:
        return []
    return [
        (
            row.name,
            format_html(
                '<span class="post-picture">{}<code>![…]({})</code></span>',
                _small(post, row),
                row.name,
            ),
        )
        for row in post.pictures.select_related("artwork")
    ]


def _small(post: Post, row: Any) -> SafeString | str:
    if not row.artwork.is_made:
        return row.artwork.reason or "…"
    address = reverse("post-picture", args=[post.public_id, row.name, "192"])
    return format_html('<img src="{}" alt="" height="64">', address)


@admin.register(Post)
class PostAdmin(WorkList):
    form = PostForm
    list_display = ("title", "state", "published_at", "authors", "updated_at", "look", "site")
    list_filter = (("published_at", admin.EmptyFieldListFilter), "tags")
    search_fields = ("title", "authors", "public_id")
    ordering = ("-updated_at", "-id")
    readonly_fields = ("look",)
    save_on_top = True
    fieldsets = (
        (None, {"fields": (SEEN, "title", "summary", "text")}),
        ("Pictures in it", {"fields": ("new_pictures", "remove_pictures")}),
        ("Around it", {"fields": ("authors", "tag_names", "new_cover", "remove_cover", "cover_alt")}),
        ("When", {"fields": ("published_at", "look")}),
    )  # fmt: skip

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        given = form.cleaned_data
        if change:
            held = Post.objects.select_for_update().get(pk=obj.pk)
            Seen(frozenset({form.now_seen})).check(post_version(held))
        post_save(
            post=obj,
            tags=given["tag_names"],
            cover=given["new_cover"],
            remove_cover=given["remove_cover"],
            pictures=given["new_pictures"],
            remove_pictures=given["remove_pictures"],
        )
        if missing := _missing(obj):
            names = ", ".join(missing)
            told = f"The text calls pictures that this post does not have: {names}."
            messages.warning(request, told)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Pictures are taken out where there are any."""
        if obj and obj.pictures.exists():
            return self.fieldsets
        return [
            (
                title,
                {
                    **options,
                    "fields": tuple(f for f in options["fields"] if f != "remove_pictures"),
                },
            )
            for title, options in self.fieldsets
        ]

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        posts_delete(posts=[obj])

    def delete_queryset(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        posts_delete(posts=queryset)

    @admin.display(description="state")
    def state(self, post: Post) -> str:
        if post.published_at is None:
            return "Draft"
        return "Published" if post.is_published(now()) else "Scheduled"

    @admin.display(description="site")
    def site(self, post: Post) -> SafeString | str:
        if not post.is_published(now()):
            return ""
        return format_html(
            '<a href="{}" aria-label="{} on the site">↗</a>', post.get_absolute_url(), post
        )

    @admin.display(description="look at it")
    def look(self, post: Post) -> SafeString | str:
        if not post.pk:
            return ""
        preview = reverse("post-preview", args=[post.public_id])
        return format_html('<a href="{}">Preview</a>', preview)


def _missing(post: Post) -> Sequence[str]:
    there = set(post.pictures.values_list("name", flat=True))
    return [name for name in pictures_named(post) if name not in there]
