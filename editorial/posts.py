"""Writing posts, and reading the music that stands in them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.viewer import Viewer
from catalog.models import Album, Track
from common import pagecache
from common.errors import Invalid
from common.text import slug
from editorial.markdown import blocks_of
from editorial.models import Post, PostPicture, PostTag
from editorial.pictured import pictures_change
from editorial.search_documents import posts_mark
from pictures.services import artwork_store, artworks_discard
from pictures.sniffing import PictureRefused
from playlists.models import Playlist

MOST_TAGS = 20


@transaction.atomic
def post_save(
    *,
    post: Post,
    tags: Iterable[str] | None = None,
    cover: bytes | None = None,
    remove_cover: bool = False,
    pictures: Sequence[tuple[str, bytes]] = (),
    remove_pictures: Iterable[str] = (),
) -> Post:
    """Keep a post as it was written; `tags` by their names, `cover` a picture's bytes, `pictures` those inside it by
    the names of their files. Pages turn over with the commit.

    Raises Invalid for what is no picture, and for too many tags or pictures.
    """
    before = Post.objects.filter(pk=post.pk).values_list("cover_id", flat=True).first()
    if cover:
        try:
            post.cover = artwork_store(data=cover)
        except PictureRefused as refused:
            raise Invalid(str(refused), field="new_cover") from refused
    elif remove_cover:
        post.cover = None
    post.blocks = list(blocks_of(post.text))
    post.save()
    if tags is not None:
        post.tags.set(_tags(tags))
    gone = pictures_change(post=post, added=pictures, removed=remove_pictures)
    if before != post.cover_id:
        gone.append(before)
    artworks_discard(gone)
    posts_mark([post.pk])
    pagecache.bump()
    return post


@transaction.atomic
def posts_delete(*, posts: Iterable[Post]) -> int:
    """Delete posts, their pictures with them where nothing else shows those; how many."""
    rows = list(posts)
    covers = [post.cover_id for post in rows]
    inside = PostPicture.objects.filter(post__in=rows).values_list("artwork_id", flat=True)
    covers += list(inside)
    Post.objects.filter(pk__in=[post.pk for post in rows]).delete()
    artworks_discard(covers)
    posts_mark([post.pk for post in rows])
    PostTag.objects.filter(posts=None).delete()
    pagecache.bump()
    return len(rows)


def embedded(posts: Iterable[Post], viewer: Viewer) -> Mapping[tuple[str, str], Any]:
    """What stands in posts, by kind and public id, of what the viewer may open: whoever writes gives the address.

    Two queries for each kind that is there, three for playlists' pictures besides (`playlists.queries.cards_of`).
    """
    wanted: dict[str, set[str]] = {}
    for post in posts:
        for block in post.blocks:
            if "embed" in block:
                wanted.setdefault(block["embed"], set()).add(block["id"])
    readers: dict[str, Any] = {
        "track": lambda: Track.objects.reachable_by(viewer).for_rows(),
        "album": lambda: Album.objects.reachable_by(viewer).for_cards(),
        "playlist": lambda: Playlist.objects.reachable_by(viewer).for_cards(),
    }
    return {
        (kind, row.public_id): row
        for kind, ids in wanted.items()
        for row in readers[kind]().filter(public_id__in=ids)
    }


def _tags(names: Iterable[str]) -> list[PostTag]:
    """The tags of these names, made where they are not there yet."""
    wanted = {slug(name)[:60]: name.strip()[:60] for name in names if name.strip()}
    if len(wanted) > MOST_TAGS:
        raise Invalid(f"At most {MOST_TAGS} tags.", field="tag_names")
    PostTag.objects.bulk_create(
        [PostTag(slug=key, name=name) for key, name in wanted.items()], ignore_conflicts=True
    )
    return list(PostTag.objects.filter(slug__in=wanted))
