"""Posts as RSS and Atom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from editorial.markdown import KINDS
from editorial.models import Post, PostPicture
from pictures.models import Artwork
from web.caching import list_page, shared_for

ITEMS = 30
PATHS = {kind: path for path, kind in KINDS.items()}


class FullRss(Rss201rev2Feed):
    """RSS 2.0 with the whole text (https://www.rssboard.org/rss-profile, `content:encoded`)."""

    def rss_attributes(self) -> dict[str, str]:
        return super().rss_attributes() | {
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/"
        }

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content:encoded", item["content"])


class FullAtom(Atom1Feed):
    """Atom with the whole text (RFC 4287, 4.1.3)."""

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class Posts(Feed):  # type: ignore[type-arg]  # generic in the stubs alone
    feed_type: type[SyndicationFeed] = FullRss
    link = f"{settings.SITE_URL}/posts/"
    feed_url = f"{settings.SITE_URL}/posts/feed.rss"

    def title(self) -> str:
        return settings.SITE_NAME

    def description(self) -> str:
        return _("News and stories around the music.")

    subtitle = description

    def items(self) -> Any:
        rows = Post.objects.published().newest_first()
        pictured = PostPicture.objects.select_related("artwork")
        return rows.select_related("cover").prefetch_related(
            "tags", Prefetch("pictures", queryset=pictured)
        )[:ITEMS]

    def item_title(self, item: Post) -> str:
        return item.title

    def item_description(self, item: Post) -> str:
        return item.summary

    def item_link(self, item: Post) -> str:
        return settings.SITE_URL + item.get_absolute_url()

    def item_guid(self, item: Post) -> str:
        return f"urn:uuid:{item.public_id}"

    item_guid_is_permalink = False

    def item_author_name(self, item: Post) -> str | None:
        return item.authors or None

    def item_categories(self, item: Post) -> list[str]:
        return [tag.name for tag in item.tags.all()]

    def item_pubdate(self, item: Post) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Post) -> datetime:
        return max(item.updated_at, item.published_at or item.updated_at)

    def item_extra_kwargs(self, item: Post) -> dict[str, Any]:
        made = {row.name: row.artwork for row in item.pictures.all() if row.artwork.is_made}
        return {"content": "".join(_told(item, block, made) for block in item.blocks)}


class AtomPosts(Posts):
    feed_type = FullAtom
    feed_url = f"{settings.SITE_URL}/posts/feed.atom"


def _told(post: Post, block: dict[str, str], pictures: Mapping[str, Artwork]) -> str:
    """HTML as it is; music as a link to its page; a picture by its whole address."""
    if "html" in block:
        return block["html"]
    if name := block.get("picture"):
        if name not in pictures:
            return ""
        return format_html(
            '<figure><img src="{}{}" alt="{}"><figcaption>{}</figcaption></figure>',
            settings.SITE_URL,
            reverse("post-picture", args=[post.public_id, name, "1536"]),
            block["alt"],
            block["caption"],
        )
    address = f"{settings.SITE_URL}/{PATHS[block['embed']]}/{block['id']}"
    return f'<p><a href="{address}">{address}</a></p>'


_rss, _atom = Posts(), AtomPosts()


@list_page()
@shared_for(300)
def posts_rss(request: HttpRequest) -> HttpResponse:
    return _rss(request)


@list_page()
@shared_for(300)
def posts_atom(request: HttpRequest) -> HttpResponse:
    return _atom(request)
