"""Jobs in the admin: what runs and ran, and the dead letters, which can be tried again."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from common.jobs.models import AnyJob, FailedJob
from common.jobs.queue import jobs_retry
from common.worklist import WorkList

admin.site.unregister(
    DBTaskResult
)  # django-tasks-db's own list can neither retry nor tell attempts

ERROR_LENGTH = 200


class JobAdmin(WorkList):
    """Rows of jobs, to be read."""

    list_display = (
        "name",
        "queue_name",
        "status",
        "attempts",
        "enqueued_at",
        "started_at",
        "error",
    )
    list_filter: ClassVar[tuple[str, ...]] = ("status", "queue_name", "task_path")
    ordering = ("-enqueued_at", "pk")
    fields = (
        "task_path", "queue_name", "status", "attempts", "enqueued_at", "started_at", "finished_at",
        "arguments", "return_value", "error", "traceback",
    )  # fmt: skip

    @admin.display(ordering="task_path")
    def name(self, job: Any) -> str:
        return str(job.task_path).rsplit(".", 1)[-1]

    @admin.display
    def attempts(self, job: Any) -> int:
        return len(job.worker_ids)

    @admin.display
    def arguments(self, job: Any) -> str:
        given = [repr(value) for value in job.args_kwargs["args"]]
        given += [f"{name}={value!r}" for name, value in job.args_kwargs["kwargs"].items()]
        return ", ".join(given)

    @admin.display
    def error(self, job: Any) -> str:
        """The last line of the traceback."""
        return str((job.traceback.strip().splitlines() or [""])[-1][:ERROR_LENGTH])

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(AnyJob)
class AnyJobAdmin(JobAdmin):
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(FailedJob)
class FailedJobAdmin(JobAdmin):
    list_filter: ClassVar[tuple[str, ...]] = ("queue_name", "task_path")
    ordering = ("-finished_at", "pk")
    actions = ("retry",)

    def get_queryset(self, request: HttpRequest) -> "QuerySet[Any]":
        return super().get_queryset(request).filter(status=Status.FAILED)

    def has_retry_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("common.change_failedjob")

    @admin.action(description="Try the selected jobs again", permissions=["retry"])
    def retry(self, request: HttpRequest, queryset: "QuerySet[Any]") -> None:
        count = jobs_retry(queryset.values_list("pk", flat=True))
        messages.success(request, f"{count} back in the queue.")
