"""A picture is one row and one set of files, however many things show it: kept while any does, gone with the last."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.utils.timezone import now
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import AccountDeletion, Profile, User
from accounts.services.avatars import avatar_remove, avatar_set
from accounts.services.exports import account_erase
from accounts.tests.factories import UserFactory
from accounts.viewer import viewer_of
from catalog.models import Album
from catalog.tests.factories import AlbumFactory
from common.jobs.worker import drain
from pictures.models import Artwork
from pictures.services import artwork_file, artwork_store, artworks_discard
from pictures.tests.samples import picture
from playlists.models import Playlist
from playlists.services import playlist_cover_set, playlist_create
from playlists.tasks import playlists_sweep
from streaming.removal import library_remove

pytestmark = pytest.mark.django_db
PICTURE = picture((120, 120), (12, 90, 140))


@pytest.fixture
def user() -> User:
    return UserFactory(handle="ana")


@pytest.fixture
def album() -> Album:
    """One whose cover is the picture, its sizes made."""
    made: Album = AlbumFactory(cover=artwork_store(data=PICTURE))
    drain("heavy")
    made.refresh_from_db()
    return made


def a_covered_playlist(user: User, data: bytes = PICTURE) -> Playlist:
    made = playlist_create(user=user, title="Mine")
    return playlist_cover_set(viewer=viewer_of(user), public_id=made.public_id, data=data)


type IsKept = Callable[[], bool]


@pytest.fixture
def is_kept(db: None) -> IsKept:
    """Whether row and files of the picture, its sizes made, are there still; they go together."""
    row = artwork_store(data=PICTURE)
    drain("heavy")
    row.refresh_from_db()
    made = artwork_file(row, 96)
    assert made is not None
    keys = [row.storage_key, made[0], f"{row.folder}/og.jpg"]

    def answer() -> bool:
        kept = Artwork.objects.filter(sha256=row.sha256).exists()
        assert {default_storage.exists(key) for key in keys} == {kept}, "row and files go together"
        return kept

    return answer


def by_playlist(user: User) -> None:
    a_covered_playlist(user)


def by_avatar(user: User) -> None:
    avatar_set(user=user, data=PICTURE)


@pytest.mark.parametrize("show", [by_playlist, by_avatar])
def test_removing_a_library_leaves_pictures_that_others_show(
    is_kept: IsKept,
    show: Callable[[User], None],
    user: User,
    album: Album,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    show(user)
    with django_capture_on_commit_callbacks(execute=True):
        library_remove(album.library)
    assert is_kept()
    assert Playlist.objects.filter(cover__isnull=False).count() == (show is by_playlist)
    assert Profile.objects.filter(avatar__isnull=False).count() == (show is by_avatar)


def test_removing_a_library_deletes_what_only_it_showed(
    is_kept: IsKept,
    album: Album,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        library_remove(album.library)
    assert not is_kept()


def test_taking_an_avatar_away_leaves_an_albums_cover(
    is_kept: IsKept,
    user: User,
    album: Album,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    by_avatar(user)
    with django_capture_on_commit_callbacks(execute=True):
        avatar_remove(user=user)
    assert is_kept()
    album.refresh_from_db()
    assert album.cover is not None


@pytest.mark.parametrize("data", [None, picture((50, 50), (1, 2, 3))], ids=["removed", "replaced"])
def test_a_playlists_former_cover_is_deleted_with_the_last_that_shows_it(
    is_kept: IsKept,
    data: bytes | None,
    user: User,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, second = a_covered_playlist(user), a_covered_playlist(user)
    for playlist, kept in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            playlist_cover_set(viewer=viewer_of(user), public_id=playlist.public_id, data=data)
        assert is_kept() is kept


def test_the_same_cover_again_stays(
    is_kept: IsKept, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    playlist = a_covered_playlist(user)
    with django_capture_on_commit_callbacks(execute=True):
        playlist_cover_set(viewer=viewer_of(user), public_id=playlist.public_id, data=PICTURE)
    assert is_kept()


def test_a_deleted_playlists_cover_stays_as_long_as_it_can_be_brought_back(
    is_kept: IsKept, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    playlist = a_covered_playlist(user)
    for days, kept in ((29, True), (31, False)):
        Playlist.objects.filter(pk=playlist.pk).update(deleted_at=now() - timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            playlists_sweep.call()
        assert is_kept() is kept


def test_covers_of_who_leaves_are_deleted(
    is_kept: IsKept, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    a_covered_playlist(user)
    AccountDeletion.objects.create(user=user, asked_at=now(), due_at=now())
    User.objects.filter(pk=user.pk).update(last_login=None)
    with django_capture_on_commit_callbacks(execute=True):
        assert account_erase(user_id=user.pk, at=now())
    assert not Playlist.objects.exists()
    assert not is_kept()


def test_files_of_a_picture_that_came_back_before_the_commit_stay(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first = artwork_store(data=PICTURE)
    with django_capture_on_commit_callbacks(execute=True):
        artworks_discard([first.pk])
        again = artwork_store(data=PICTURE)
    assert again.pk != first.pk
    assert default_storage.exists(again.storage_key)


def test_many_pictures_are_discarded_in_a_few_statements(
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    rows = [Artwork(sha256=f"{n:064x}", storage_key=f"x/{n}") for n in range(400)]
    Artwork.objects.bulk_create(rows)
    pks = list(Artwork.objects.values_list("pk", flat=True))
    with django_assert_max_num_queries(20):  # type: ignore[attr-defined]
        artworks_discard(pks)
    assert not Artwork.objects.exists()
