"""A library changes hands: what a workspace has is another's from now on."""

from itertools import batched
from typing import Any

from django.db import transaction

from accounts.models import Membership, User, Workspace
from catalog.models import Album, Library, Track
from catalog.services.marks import mark
from catalog.services.refresh import artists_mark
from common import pagecache
from common.errors import Conflict, Forbidden, NotFound
from common.jobs import job

SOME = 2000
"""Rows that one transaction tells the search engine of."""


@transaction.atomic
def library_hand_on(*, library: Library, to: Workspace) -> bool:
    """Make a library another workspace's, with its albums, tracks and files; whether it was not theirs already.

    Its visibility and readers stay. What the members of the old workspace saw and gave as such ends at once: access and
    grants are asked of the library as it is. What the search engine knows of each track follows by a job. Raises
    Conflict where it has changed hands since `library` was read, and where the other has uploads of its own: there is
    one such library a workspace, and tracks never cross libraries.
    """
    Workspace.objects.select_for_update().get(pk=to.pk)
    held = Library.objects.select_for_update().get(pk=library.pk)
    if held.workspace_id == to.pk:
        return False
    if held.workspace_id != library.workspace_id:
        # Whoever asks was asked what they may as an owner of it, which they are no more.
        raise Conflict(f"{held} has changed hands meanwhile.")
    uploads = Library.Kind.UPLOADS
    if held.kind == uploads and Library.objects.filter(workspace=to, kind=uploads).exists():
        raise Conflict(f"{to} has uploads of its own, which can not be mixed with these.")
    Library.objects.filter(pk=held.pk).update(workspace=to)
    library.workspace = to
    pagecache.bump()
    library_tell.enqueue(held.pk)
    return True


@transaction.atomic
def library_give(*, by: User, library_id: str, to: str) -> Library:
    """Hand a library on by an owner of its workspace, to another one that they may change music of.

    `library_id` and `to` are public ids. Raises NotFound for what is not theirs, Forbidden for who owns the one, or
    edits the other, not; Conflict as `library_hand_on`.
    """
    mine = Membership.objects.select_for_update().filter(user=by).select_related("workspace")
    roles = {row.workspace.public_id: row for row in mine.order_by("workspace_id")}
    rows = Library.objects.select_related("workspace")
    library: Library | None = rows.filter(public_id=library_id).first()
    if library is None or library.workspace.public_id not in roles or to not in roles:
        raise NotFound
    if roles[library.workspace.public_id].role != Membership.Role.OWNER:
        raise Forbidden("Only an owner of its workspace hands a library on.")
    if roles[to].role == Membership.Role.VIEWER:
        raise Forbidden("You may not add music to that workspace.")
    library_hand_on(library=library, to=roles[to].workspace)
    return library


@job(queue="heavy", retries=5, unique=True)
def library_tell(library_id: int) -> None:
    """Have the search engine read a library anew: who may find what in it has changed. Safe to run twice."""
    for model in (Album, Track):
        rows: Any = model._default_manager.filter(library_id=library_id).order_by("pk")
        for some in batched(rows.values_list("pk", flat=True).iterator(SOME), SOME):
            with transaction.atomic():
                mark("album" if model is Album else "track", some)
                if model is Album:
                    artists_mark(albums=some)
