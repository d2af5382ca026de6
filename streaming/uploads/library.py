"""The library of a workspace's uploads."""

from django.db import transaction

from accounts.models import Workspace
from catalog.audience import Visibility
from catalog.models import Library
from common.ids import uuid7_hex


@transaction.atomic
def uploads_library(workspace: Workspace) -> Library:
    """Where uploads of a workspace go: private to it, until somebody decides otherwise. Made with the first one."""
    found = _first(workspace)
    if found is not None:
        return found
    Workspace.objects.select_for_update().get(pk=workspace.pk)
    public_id = uuid7_hex()
    return _first(workspace) or Library.objects.create(
        public_id=public_id,
        workspace=workspace,
        name=f"{workspace.name[:80]}: uploads",
        kind=Library.Kind.UPLOADS,
        root=f"libraries/{public_id}",
        visibility=Visibility.PRIVATE,
    )


def library_lock(library: Library) -> None:
    """Take one upload into a library at a time, until the caller's transaction ends.

    What belongs to an album is told by what is there already: two at once would each see none of the other and make an
    album of their own. Locked after the workspace and before whatever is in the library, as where it is handed on.
    """
    Library.objects.select_for_update().only("pk").get(pk=library.pk)


def _first(workspace: Workspace) -> Library | None:
    """One without a root is older than uploads and holds nothing of theirs."""
    rows = Library.objects.filter(workspace=workspace, kind=Library.Kind.UPLOADS).exclude(root="")
    return rows.order_by("pk").first()
