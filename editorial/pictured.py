"""Pictures inside posts: kept under the names by which their texts call them."""

from collections.abc import Iterable, Mapping, Sequence

from common.errors import Invalid
from editorial.markdown import picture_name
from editorial.models import Post, PostPicture
from pictures.models import Artwork
from pictures.services import artworks_store
from pictures.sniffing import PictureRefused

MOST_PICTURES = 50
NAME_LENGTH = 60


def pictures_change(
    *, post: Post, added: Sequence[tuple[str, bytes]], removed: Iterable[str]
) -> list[int | None]:
    """Take pictures out of a post by name, and put files (name, bytes) in; the keys of what it shows no more.

    A file of a name that is there already is put in beside it, under the name and a number. Within a transaction.
    """
    leaving = PostPicture.objects.filter(post=post, name__in=list(removed))
    gone: list[int | None] = list(leaving.values_list("artwork_id", flat=True))
    leaving.delete()
    names = set(PostPicture.objects.filter(post=post).values_list("name", flat=True))
    if len(names) + len(added) > MOST_PICTURES:
        raise Invalid(f"At most {MOST_PICTURES} pictures are in a post.", field="new_pictures")
    rows = []
    stored = artworks_store(datas=[data for _, data in added])
    for (file, _), artwork in zip(added, stored, strict=True):
        if isinstance(artwork, PictureRefused):
            raise Invalid(f"{file}: {artwork}", field="new_pictures") from artwork
        name = free_name(picture_name(file), names)
        names.add(name)
        rows.append(PostPicture(post=post, artwork=artwork, name=name))
    PostPicture.objects.bulk_create(rows)
    return gone


def free_name(name: str, taken: set[str]) -> str:
    """`name`, or `name-2` and so on where that is taken."""
    number, found = 1, name[:NAME_LENGTH]
    while found in taken:
        number += 1
        ending = f"-{number}"
        found = name[: NAME_LENGTH - len(ending)] + ending
    return found


def pictures_of(post: Post) -> Mapping[str, Artwork]:
    """What a post's text shows, of pictures that are made, by name. No query where it names none."""
    if not pictures_named(post):
        return {}
    rows = PostPicture.objects.filter(post=post).select_related("artwork")
    return {row.name: row.artwork for row in rows if row.artwork.is_made}


def pictures_named(post: Post) -> list[str]:
    """The pictures that a post's text calls, each once, in its order."""
    return list(dict.fromkeys(block["picture"] for block in post.blocks if "picture" in block))
