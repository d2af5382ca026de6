"""Posts: their list, by tag, one of them, and how one looks before it is published."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.viewer import Viewer, viewer_for
from common.errors import NotFound
from editorial.models import Post, PostPicture, PostTag
from editorial.pictured import pictures_of
from editorial.posts import embedded
from pictures.models import Artwork
from pictures.serving import sent
from playlists.queries import cards_of
from web.addresses import thing_at
from web.caching import own_page, page_with, shared_for
from web.listing import Order, listing
from web.meta import about
from web.views.artwork import PRIVATE, PUBLIC

SIZE = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A stretch of a post as its page shows it: HTML, the thing that plays there, or a picture."""

    html: SafeString = SafeString("")
    track: Any = None
    album: Any = None
    card: Any = None
    picture: "Pictured | None" = None


@dataclass(frozen=True, slots=True)
class Pictured:
    """A picture inside a post: where its bytes are, in which widths, and the words to it."""

    address: str
    artwork: Artwork
    alt: str
    caption: str

    @property
    def version(self) -> str:
        return self.artwork.sha256[:12]

    @property
    def sizes(self) -> str:
        """As wide as the column, and no wider than the picture is."""
        width = self.artwork.width
        return f"(min-width: 64rem) min(44rem, {width}px), min(92vw, {width}px)"

    @property
    def srcset(self) -> str:
        """Its sizes name the longer edge."""
        longer = max(self.artwork.width, self.artwork.height, 1)
        return ", ".join(
            f"{self.address}{size}?v={self.version} {min(size, longer) * self.artwork.width // longer or 1}w"
            for size in self.artwork.sizes
        )


@page_with(of_list=True)
@shared_for(60)
def posts(request: HttpRequest, tag: str = "") -> HttpResponse:
    """The newest posts, or those of a tag. Three queries, four of a tag."""
    rows = Post.objects.published().for_cards().prefetch_related("tags")
    named = PostTag.objects.filter(slug=tag).first() if tag else None
    if tag and named is None:
        raise NotFound
    if named:
        rows = rows.filter(tags=named)
    found = listing(
        request, rows, orders=(Order("newest", _("Newest"), ("-published_at", "-id")),), size=SIZE
    )
    if named and not found.rows:
        raise NotFound  # a tag of drafts alone tells nothing
    title = named.name if named else _("Posts")
    return render(
        request,
        "editorial/posts.html",
        {
            "room": "posts",
            "title": title,
            "tag": named,
            "listing": found,
            **about(request.path, description=_("News and stories around the music.")),
        },
    )


@page_with()
@shared_for(60)
def post_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    rows = Post.objects.published().select_related("cover").prefetch_related("tags")
    return _page(request, thing_at(request, rows, public_id))


@require_safe
@login_required
@own_page
def post_preview(request: HttpRequest, public_id: str) -> HttpResponse:
    """A post as it will be, for whoever writes posts."""
    if not request.user.has_perm("editorial.view_post"):
        raise NotFound
    rows = Post.objects.select_related("cover").prefetch_related("tags")
    post = rows.filter(public_id=public_id).first()
    if post is None:
        raise NotFound
    return _page(request, post, is_preview=True)


@require_safe
def post_cover(request: HttpRequest, public_id: str, size: str) -> HttpResponseBase:
    """The cover of a post: of one that is published for everybody, of others for whoever writes posts."""
    post = Post.objects.select_related("cover").filter(public_id=public_id).first()
    return _sent(request, post, post.cover if post else None, size)


@require_safe
def post_picture(request: HttpRequest, public_id: str, name: str, size: str) -> HttpResponseBase:
    """A picture inside a post, for those who may read it."""
    rows = PostPicture.objects.select_related("post", "artwork")
    found = rows.filter(post__public_id=public_id, name=name).first()
    if found is None:
        raise NotFound
    return _sent(request, found.post, found.artwork, size)


def _sent(
    request: HttpRequest, post: Post | None, picture: Artwork | None, size: str
) -> HttpResponseBase:
    is_open = post is not None and post.is_published(now())
    if post is None or not (is_open or request.user.has_perm("editorial.view_post")):
        raise NotFound
    found = sent(request, picture, size, PUBLIC if is_open else PRIVATE)
    if found is None:
        raise NotFound
    return found


def _page(request: HttpRequest, post: Post, *, is_preview: bool = False) -> HttpResponse:
    facts = about(post.get_absolute_url(), description=post.summary or _beginning(post)) | {
        "picture": _open_graph(post)
    }
    return render(
        request,
        "editorial/post.html",
        {
            "room": "posts",
            "post": post,
            "cover": _cover(post),
            "blocks": shown(post, viewer_for(request)),
            "is_preview": is_preview,
            **facts,
        },
    )


def shown(post: Post, viewer: Viewer) -> list[Shown]:
    """What a post holds, with what of its music the viewer may open; the rest is left out."""
    things = embedded([post], viewer)
    lists = [row for (kind, _), row in things.items() if kind == "playlist"]
    cards = {card.playlist.public_id: card for card in cards_of(lists, viewer)} if lists else {}
    pictures = pictures_of(post)
    found = []
    for block in post.blocks:
        if "html" in block:
            found.append(Shown(html=SafeString(block["html"])))  # made safe when it was kept
            continue
        if "picture" in block:
            if picture := pictures.get(block["picture"]):
                found.append(Shown(picture=_pictured(post, block, picture)))
            continue
        kind, thing = block["embed"], things.get((block["embed"], block["id"]))
        if thing is not None and kind == "playlist":
            found.append(Shown(card=cards[block["id"]]))
        elif thing is not None:
            found.append(Shown(track=thing) if kind == "track" else Shown(album=thing))
    return found


def _cover(post: Post) -> Pictured | None:
    if post.cover is None or not post.cover.is_made:
        return None
    address = reverse("post-cover", args=[post.public_id, "0"])[:-1]
    return Pictured(address, post.cover, post.cover_alt, "")


def _pictured(post: Post, block: Mapping[str, str], artwork: Artwork) -> Pictured:
    address = reverse("post-picture", args=[post.public_id, block["picture"], "0"])[:-1]
    return Pictured(address, artwork, block["alt"], block["caption"])


def _beginning(post: Post) -> str:
    return strip_tags(" ".join(block.get("html", "") for block in post.blocks))[:200]


def _open_graph(post: Post) -> str:
    made = post.cover is not None and post.cover.is_made
    return f"{settings.SITE_URL}/posts/{post.public_id}/cover/og.jpg" if made else ""
