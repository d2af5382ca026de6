"""Libraries in folders: adding, rescanning, looking at a folder before it is added."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.timezone import now

from accounts.models import Workspace
from accounts.services import site_workspace
from accounts.viewer import Viewer
from catalog.audience import Visibility
from catalog.models import Library
from catalog.services import audiences_refresh
from common.errors import Conflict, Forbidden, Invalid, NotFound
from streaming.importing.walk import count_files
from streaming.models import Scan
from streaming.paths import disk_path, stored_path
from streaming.tasks import library_scan_job

PREVIEW_SECONDS = 3.0
MOST_MINUTES = 60 * 24 * 31

Target = tuple[Library, str]
"""A library, and the folder in it (from its root) that is meant."""


@dataclass(frozen=True, slots=True)
class FolderPreview:
    """What a folder holds at a first look."""

    path: str
    files: int
    is_complete: bool
    """False where counting took too long: there are more."""


def folder_checked(path: str) -> str:
    """The folder as it is kept: absolute, without links and dots. Raises Invalid with a sentence."""
    if not path or "\0" in path:
        raise Invalid("Name a folder.", field="root")
    folder = os.path.realpath(Path(path).expanduser())
    if not Path(folder).is_dir():
        raise Invalid(f"{path} is not a folder on this machine.", field="root")
    if not os.access(folder, os.R_OK | os.X_OK):
        raise Invalid(f"{path} cannot be read by the site.", field="root")
    data = os.path.realpath(settings.DATA_DIR)
    inside = folder == data or folder.startswith(data + os.sep)
    if inside or data.startswith(folder.rstrip(os.sep) + os.sep) and folder == os.sep:
        raise Invalid(f"{path} belongs to the site itself.", field="root")
    return folder


def folder_preview(*, path: str, viewer: Viewer) -> FolderPreview:
    """Count a folder's files of music, for at most three seconds. Administrators only."""
    if not viewer.is_administrator:
        raise Forbidden("Only administrators may look at folders of this machine.")
    folder = folder_checked(path)
    began = now()
    files = count_files(folder, seconds=PREVIEW_SECONDS)
    return FolderPreview(folder, files, (now() - began).total_seconds() < PREVIEW_SECONDS)


@transaction.atomic
def library_add(
    *,
    root: str,
    name: str = "",
    visibility: str = Visibility.MEMBERS,
    workspace: Workspace | None = None,
    rescan_every: int = 0,
    is_demo: bool = False,
) -> Library:
    """A library of a folder's files. Raises Invalid for a wrong folder, Conflict for one that is taken."""
    folder = root if is_demo else folder_checked(root)
    _check(visibility, rescan_every)
    _check_free(folder)
    return Library.objects.create(
        workspace=workspace or site_workspace(),
        name=(name or Path(folder).name or "Music")[:100],
        root=stored_path(folder),
        visibility=visibility,
        rescan_every=rescan_every,
        is_demo=is_demo,
    )


@transaction.atomic
def library_change(
    *,
    library: Library,
    name: str | None = None,
    visibility: str | None = None,
    rescan_every: int | None = None,
    is_restricted: bool | None = None,
) -> None:
    """Change whom a library is for, or how often it is scanned; audiences of all it holds follow."""
    _check(visibility or library.visibility, rescan_every or 0)
    before = (library.visibility, library.is_restricted)
    library.name = name or library.name
    library.visibility = visibility or library.visibility
    library.is_restricted = library.is_restricted if is_restricted is None else is_restricted
    library.rescan_every = library.rescan_every if rescan_every is None else rescan_every
    library.save(
        update_fields=["name", "visibility", "is_restricted", "rescan_every", "updated_at"]
    )
    if before != (library.visibility, library.is_restricted):
        audiences_refresh(library=library)


def library_for_import(
    *, paths: list[str], name: str | None, visibility: str | None, dry_run: bool = False
) -> list[Target]:
    """What `import_music` is asked to import: libraries that are there or are made, and the folders in them."""
    if not paths:
        if not name:
            raise Invalid("Name a folder, or a library with --library.")
        library = _named(name)
        if library is None:
            raise NotFound(f"There is no library “{name}”.")
        return [_with_visibility((library, ""), visibility, dry_run=dry_run)]
    if name and len(paths) > 1:
        raise Invalid("--library names one library: give it one folder.")
    return [
        _with_visibility(
            _target(path, name, visibility, dry_run=dry_run), visibility, dry_run=dry_run
        )
        for path in paths
    ]


def _check_free(folder: str) -> None:
    """Raises Conflict when a library has its files in this folder, in one of its folders or around it."""
    for other in Library.objects.filter(kind=Library.Kind.FOLDER):
        held = disk_path(other.root)
        if held == folder:
            raise Conflict(f"“{other}” is the library of that folder already.", field="root")
        if _inside(folder, held) or _inside(held, folder):
            raise Conflict(
                f"That folder overlaps with the library “{other}” in {held}.", field="root"
            )


def _target(path: str, name: str | None, visibility: str | None, *, dry_run: bool) -> Target:
    folder = folder_checked(path)
    named = _named(name) if name else None
    for library in Library.objects.filter(kind=Library.Kind.FOLDER):
        held = disk_path(library.root)
        if folder == held or _inside(folder, held):
            if name and library.name != name:
                raise Conflict(f"{path} belongs to the library “{library}”.")
            return library, os.path.relpath(folder, held) if folder != held else ""
    if named is not None:
        raise Conflict(f"The library “{named}” has its files in {named.root}.")
    if dry_run:
        _check_free(folder)
        # A key that no row has: nothing is found under it, and nothing will be written.
        return Library(pk=0, name=name or Path(folder).name, root=stored_path(folder)), ""
    return library_add(
        root=folder, name=name or "", visibility=visibility or Visibility.MEMBERS
    ), ""


def _named(name: str) -> Library | None:
    return Library.objects.filter(name=name, kind=Library.Kind.FOLDER).first()


def _with_visibility(target: Target, visibility: str | None, *, dry_run: bool) -> Target:
    library, _ = target
    if visibility and visibility != library.visibility and library.pk and not dry_run:
        library_change(library=library, visibility=visibility)
    return target


def _check(visibility: str, rescan_every: int) -> None:
    if visibility not in Visibility.values:
        raise Invalid("Choose who may see it.", field="visibility")
    if not 0 <= rescan_every <= MOST_MINUTES:
        raise Invalid(f"Rescans are 0 to {MOST_MINUTES} minutes apart.", field="rescan_every")


def _inside(path: str, folder: str) -> bool:
    return path.startswith(folder.rstrip(os.sep) + os.sep)


@transaction.atomic
def library_rescan(*, library: Library) -> Scan:
    """Scan a library in the background; gives the scan that tells how far it is. One that waits is not doubled."""
    waiting = Scan.objects.filter(library=library, state=Scan.State.WAITING).last()
    if waiting is not None:
        return waiting
    scan = Scan.objects.create(library=library)
    library_scan_job.enqueue(scan.pk)
    return scan
