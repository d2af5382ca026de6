"""Posts: what a label writes, with music and pictures in it."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.timezone import now

from common.models import PublicModel
from common.text import slug
from pictures.models import Artwork


class PostTag(models.Model):
    """What posts are about; made by naming it."""

    name = models.CharField(max_length=60)
    slug = models.CharField(max_length=60, unique=True)

    class Meta:
        ordering: ClassVar = ["slug"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/posts/tags/{self.slug}/"


class PostQuerySet(models.QuerySet["Post"]):
    """Reads of posts."""

    def published(self, *, at: datetime | None = None) -> Self:
        """Those that everybody may read at a time (now, unless told). Drafts have no time."""
        return self.filter(published_at__lte=at or now())

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-id")

    def for_cards(self) -> Self:
        """With what a card shows, and without the text."""
        return self.select_related("cover").defer("text", "blocks")


class Post(PublicModel):
    """A post. `blocks` is `text` made ready to be shown (`editorial.markdown`), kept with it."""

    title = models.CharField(max_length=200)
    summary = models.CharField(
        max_length=300, blank=True, help_text="In lists, feeds and previews elsewhere."
    )
    text = models.TextField(
        max_length=100_000, blank=True,
        help_text="Markdown. The address of a track, an album or a playlist, alone in a paragraph, plays there; "
        "![what it shows](name), alone in a paragraph, is a picture of this post.",
    )  # fmt: skip
    blocks: "models.JSONField[list[Any], list[Any]]" = models.JSONField(
        default=list, editable=False
    )
    cover = models.ForeignKey(Artwork, models.SET_NULL, null=True, blank=True, related_name="+")
    cover_alt = models.CharField(
        "description of the cover", max_length=200, blank=True, help_text="For who does not see it."
    )
    authors = models.CharField(max_length=200, blank=True, help_text="Names, as readers see them.")
    tags = models.ManyToManyField(PostTag, blank=True, related_name="posts")
    published_at = models.DateTimeField(
        "published", null=True, blank=True,
        help_text="Empty: a draft. In the future: it appears then.",
    )  # fmt: skip

    objects: ClassVar = PostQuerySet.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["published_at", "id"], name="post_newest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/posts/{slug(self.title)}-{self.public_id}"

    def is_published(self, at: datetime) -> bool:
        return self.published_at is not None and self.published_at <= at


class PostPicture(models.Model):
    """A picture inside a post. Its text names it: `![what it shows](name "words below it")`."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="pictures")
    artwork = models.ForeignKey(Artwork, models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "name"], name="post_picture_once"),
        ]

    def __str__(self) -> str:
        return self.name
