"""`/healthz`: this process answers. `/readyz`: what it stands on, each named; 503 only without the database."""

from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult


@never_cache
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """`{"database": "ok", "cache": "ok", "storage": "ok", "queue": "ok"}`, or "down" for what is not there."""
    states = {
        "database": _database(),
        "cache": _cache(),
        "storage": _storage(),
        "queue": _queue(),
    }
    words = {name: "ok" if well else "down" for name, well in states.items()}
    response = JsonResponse(words, status=200 if states["database"] else 503)
    if not states["database"]:
        response.headers["Retry-After"] = "5"
    return response


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _queue() -> bool:
    try:
        DBTaskResult.objects.exists()
    except DatabaseError:
        return False
    return True


def _cache() -> bool:
    # The site's own client hides an outage (settings.CACHES): a value that comes back is the only proof.
    caches["default"].set("readyz", 1, 30)
    return bool(caches["default"].get("readyz") == 1)


def _storage() -> bool:
    try:
        default_storage.exists("readyz")
    except Exception:  # every storage has errors of its own
        return False
    return True
