"""What search finds of posts: those that are published, by title, authors, tags and summary, for everybody."""

from collections.abc import Iterable, Iterator

from catalog.finding import Findable
from common.by_key import keys
from editorial.models import Post
from search.engine import ALBUM_WEIGHT, ARTIST_WEIGHT, SearchDocument
from search.services import search_mark

POSTS = Findable(lambda _viewer: Post.objects.published().for_cards())


def post_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """Posts that are published by now: one that waits for its time is marked when it appears (`home_turned`)."""
    rows = Post.objects.published().filter(pk__in=refs).prefetch_related("tags")
    for post in rows.defer("text", "blocks"):
        texts = [(post.authors, ARTIST_WEIGHT), (post.summary, ALBUM_WEIGHT)]
        texts += [(tag.name, ALBUM_WEIGHT) for tag in post.tags.all()]
        others = [(text, weight) for text, weight in texts if text]
        yield SearchDocument("post", post.pk, "everyone", post.title, others)


def post_keys() -> Iterable[int]:
    return keys(Post.objects.published())


def posts_mark(refs: Iterable[int]) -> None:
    """What they say, or whether they are published, is other than before: in the transaction that changes it."""
    search_mark(kind="post", refs=refs)
