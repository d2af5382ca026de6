"""Background jobs of the import."""

from django.utils.timezone import now

from catalog.models import Library
from common.errors import DomainError
from common.jobs import job
from streaming.importing.scan import Options, library_scan
from streaming.models import Scan


@job(queue="heavy", retries=2, unique=True)
def library_scan_job(scan_id: int) -> None:
    """Run a scan that was asked for. A scan that was interrupted by its worker's end goes on from where it was."""
    scan = (
        Scan.objects.select_related("library")
        .filter(pk=scan_id)
        .exclude(state=Scan.State.DONE)
        .first()
    )
    if scan is None:
        return
    try:
        library_scan(library=scan.library, options=Options(count_first=True), scan=scan)
    except DomainError as error:
        # Nothing that trying again would change.
        Scan.objects.filter(pk=scan_id, is_running=None).update(
            state=Scan.State.FAILED, ended_at=now(), error=str(error)
        )


@job(queue="quick", unique=True)
def libraries_rescan_due() -> None:
    """Ask for a scan of each library whose time has come."""
    for library in Library.objects.filter(kind=Library.Kind.FOLDER).due(at=now()):
        if Scan.objects.filter(
            library=library, state__in=[Scan.State.WAITING, Scan.State.RUNNING]
        ).exists():
            continue
        scan = Scan.objects.create(library=library)
        library_scan_job.enqueue(scan.pk)


@job(queue="heavy", retries=5, unique=True)
def folders_reread(library_id: int, folders: list[str]) -> None:
    """Read folders of a library again, files that have not changed too. Where an import runs it is tried again."""
    library = Library.objects.get(pk=library_id)
    for folder in folders:
        library_scan(library=library, options=Options(full=True, within=folder))
