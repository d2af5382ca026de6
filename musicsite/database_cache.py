"""The cache in a table of the site's own MySQL, for a small site without Valkey: `CACHE_URL=database://`.

Its connection is another than the site's, so that a transaction that is rolled back takes no count of a limit with it,
and none that is long hides what others keep. No bell rings there: workers look for jobs every other second.
"""

import base64
import pickle
from typing import Any

from django.core.cache.backends import db
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.db import connections, models, router, transaction
from django.utils.timezone import now

ALIAS = "cache"
"""The connection's name in DATABASES."""


class DatabaseCache(db.DatabaseCache):
    """Django's, but right where another process comes between: in `incr`, and in `add` of what is over."""

    _table: str

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Whether there was none. One that is over goes first: of two who would renew it, both would have added it."""
        alias = router.db_for_write(self.cache_model_class)
        connection = connections[alias]
        table = connection.ops.quote_name(self._table)
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM {table} WHERE cache_key = %s AND expires < %s",  # noqa: S608  # ours
                [self.make_and_validate_key(key, version=version), _moment(connection)],
            )
        added: bool = super().add(key, value, timeout, version)
        return added

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Count in one transaction; the entry lives as long as it would have. ValueError where there is none."""
        kept_as = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        connection = connections[alias]
        table = connection.ops.quote_name(self._table)
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            # Nobody else counts until this is committed.
            cursor.execute(f"SELECT 1 FROM {table} WHERE cache_key = %s FOR UPDATE", [kept_as])  # noqa: S608  # ours
            count: int | None = self.get(key, version=version)
            if count is None:
                raise ValueError(f"The cache has no {key!r}.")
            count += delta
            value = base64.b64encode(pickle.dumps(count, self.pickle_protocol)).decode("ascii")
            cursor.execute(f"UPDATE {table} SET value = %s WHERE cache_key = %s", [value, kept_as])  # noqa: S608
        return count


def _moment(connection: Any) -> Any:
    """Now, as the table has times."""
    return connection.ops.adapt_datetimefield_value(now())


class Router:
    """The cache's table, and nothing else, by the cache's connection."""

    def db_for_read(self, model: type[models.Model], **hints: Any) -> str | None:
        return ALIAS if model._meta.app_label == "django_cache" else None

    db_for_write = db_for_read

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        if app_label == "django_cache":
            return db == ALIAS
        return False if db == ALIAS else None
