"""Promise: the bytes obey `reachable_by`, also by the way that is built once and run often."""

import hashlib
from datetime import timedelta

import pytest
from django.utils.timezone import now

from accounts.models import Membership, User
from accounts.services import site_workspace, user_create, workspace_join
from accounts.viewer import NOBODY, Viewer, viewer_of
from catalog.audience import Audience
from catalog.models import Bundle, BundleItem, Grant, Library, Track
from common.errors import NotFound
from streaming.delivery.access import heard_by, media_file_for
from streaming.models import MediaFile
from streaming.tests.sound import track_make

LINK = hashlib.sha256(b"link").hexdigest()


def reached(viewer: Viewer, file: MediaFile, *, later: timedelta = timedelta()) -> bool:
    try:
        return heard_by(viewer, file.track.public_id, at=now() + later).file_id == file.public_id
    except NotFound:
        return False


def test_both_ways_agree_for_everyone_and_everything(library: Library, listener: User) -> None:
    colleague = user_create(email="colleague@example.org", password=None)
    workspace_join(workspace=site_workspace(), user=colleague, role=Membership.Role.VIEWER)
    viewers = [
        NOBODY,
        Viewer(link_hashes=frozenset({LINK})),
        viewer_of(listener),
        viewer_of(colleague),
    ]
    files = [track_make(library, f"{audience}.wav", audience=audience) for audience in Audience]
    deleted = track_make(library, "deleted.wav")
    Track.objects.filter(pk=deleted.track_id).update(deleted_at=now())
    bundle = Bundle.objects.create(workspace=site_workspace())
    # The link opens what its workspace keeps to itself, and not what was taken down.
    for audience in (Audience.WORKSPACE, Audience.NOBODY):
        BundleItem.objects.create(bundle=bundle, track=files[list(Audience).index(audience)].track)
    Grant.objects.create(bundle=bundle, link_hash=LINK)
    answers = set()
    for _ in range(2):  # the second round runs what the first has built
        for number, viewer in enumerate(viewers):
            for file in [*files, deleted]:
                try:
                    slow = media_file_for(viewer, file.track.public_id).pk == file.pk
                except NotFound:
                    slow = False
                assert reached(viewer, file) == slow, (number, file.path)
                answers.add((number, file.path, slow))
    assert sum(slow for _, _, slow in answers) == 1 + 2 + 2 + 4


def test_a_grant_works_until_it_expires_or_is_revoked(library: Library, listener: User) -> None:
    private = track_make(library, audience=Audience.WORKSPACE)
    viewer = viewer_of(listener)
    assert not reached(viewer, private)
    bundle = Bundle.objects.create(workspace=site_workspace())
    BundleItem.objects.create(bundle=bundle, track=private.track)
    grant = Grant.objects.create(
        bundle=bundle, user=listener, expires_at=now() + timedelta(hours=1)
    )
    assert reached(viewer, private), "a new grant opens at once"
    assert not reached(viewer, private, later=timedelta(hours=2))
    Grant.objects.filter(pk=grant.pk).update(revoked_at=now())
    assert not reached(viewer, private), "a revoked grant closes at once"


def test_who_leaves_the_workspace_hears_nothing_of_it_any_more(library: Library) -> None:
    colleague = user_create(email="colleague@example.org", password=None)
    workspace_join(workspace=site_workspace(), user=colleague, role=Membership.Role.VIEWER)
    private = track_make(library, audience=Audience.WORKSPACE)
    assert reached(viewer_of(colleague), private)
    Membership.objects.filter(user=colleague, workspace=site_workspace()).delete()
    assert not reached(viewer_of(colleague), private), "the kept statement looks it up"


@pytest.mark.parametrize("id", ["", "?" * 32, "x", "0" * 32, "%s", "' OR 1=1 --"])
def test_an_id_that_is_none_finds_nothing(library: Library, id: str) -> None:
    track_make(library)
    for ask in (media_file_for, lambda viewer, id: heard_by(viewer, id, at=now())):
        with pytest.raises(NotFound):
            ask(NOBODY, id)
