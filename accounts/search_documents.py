"""What search finds of people: those who show themselves, by name and handle, for everybody."""

from collections.abc import Iterable, Iterator

from accounts.models import User
from accounts.showing import people_shown
from common.by_key import keys
from search.engine import ALBUM_WEIGHT, ARTIST_WEIGHT, SearchDocument
from search.services import search_mark


def person_documents(refs: list[int]) -> Iterator[SearchDocument]:
    """People with a public page."""
    for user in people_shown().filter(pk__in=refs):
        others = [(user.handle, ARTIST_WEIGHT)] if user.name else []
        if user.profile.about:
            others.append((user.profile.about, ALBUM_WEIGHT))
        yield SearchDocument("person", user.pk, "everyone", str(user), others)


def person_keys() -> Iterable[int]:
    return keys(people_shown())


def person_mark(user: User) -> None:
    """Their name, or whether they are to be found, is other than before: in the transaction that changes it."""
    search_mark(kind="person", refs=[user.pk])
