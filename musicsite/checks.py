"""What an operator can get wrong after the start worked once. Numbers stay; docs/configuration.md lists them.

Django's own way: https://docs.djangoproject.com/en/6.1/topics/checks/
"""

import os
import stat
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
VOLATILE = {"tmpfs", "ramfs"}
Check = Callable[..., list[CheckMessage]]


def address_is_private(**kwargs: Any) -> list[CheckMessage]:
    """W001: passwords and sessions cross a network in the clear."""
    if settings.BIND in LOOPBACK or settings.HTTPS:
        return []
    return [
        Warning(
            f"The site listens at BIND={settings.BIND}, and SITE_URL is not https.",
            hint="Fine in one's own four walls. Elsewhere put a proxy with TLS in front, and set SITE_URL "
            "to its https address and TRUSTED_PROXY_COUNT to 1.",
            id="musicsite.W001",
        )
    ]


def data_stays(*, mounts: Path = Path("/proc/mounts"), **kwargs: Any) -> list[CheckMessage]:
    """W002: everything would be gone after a restart of the machine."""
    if not mounts.exists() or _file_system(settings.DATA_DIR, mounts) not in VOLATILE:
        return []
    return [
        Warning(
            f"DATA_DIR, {settings.DATA_DIR}, lies in memory: it is gone when the machine restarts.",
            hint="Set DATA_DIR to a folder on a disk.",
            id="musicsite.W002",
        )
    ]


def _file_system(folder: Path, mounts: Path) -> str:
    """The type of the file system that holds a folder, as proc(5) names it."""
    kinds = {}
    for line in mounts.read_text().splitlines():
        _, place, kind, *_ = line.split()
        kinds[place.replace("\\040", " ")] = kind
    for candidate in (folder, *folder.parents):
        if str(candidate) in kinds:
            return kinds[str(candidate)]
    return ""


def secret_is_secret(**kwargs: Any) -> list[CheckMessage]:
    """W003: whoever guesses or reads the key can sign sessions."""
    kept = settings.DATA_DIR / "secret_key"
    if len(set(settings.SECRET_KEY)) < 12:
        problem, hint = "SECRET_KEY is easy to guess.", "Set it to 50 random characters."
    elif kept.exists() and kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        problem, hint = f"Others on this machine may read {kept}.", f"chmod 600 {kept}"
    else:
        return []
    return [Warning(problem, hint=hint, id="musicsite.W003")]


def client_is_built(**kwargs: Any) -> list[CheckMessage]:
    """W004: pages come without the player."""
    if (settings.BASE_DIR / "static" / "dist" / "manifest.json").exists():
        return []
    return [
        Warning(
            "The client is not built: pages come without the player.",
            hint="`make run` builds it; by hand: .venv/bin/python scripts/frontend.py build",
            id="musicsite.W004",
        )
    ]


def proxies_are_counted(**kwargs: Any) -> list[CheckMessage]:
    """W005: the site speaks no TLS itself, so with https there is a proxy whose headers must be believed."""
    if not settings.HTTPS or settings.TRUSTED_PROXY_COUNT:
        return []
    return [
        Warning(
            "SITE_URL is https, and TRUSTED_PROXY_COUNT is 0: every visitor seems to come from the proxy, "
            "and requests seem not to be secure.",
            hint="Set TRUSTED_PROXY_COUNT to the number of proxies in front, mostly 1.",
            id="musicsite.W005",
        )
    ]


def debug_is_private(**kwargs: Any) -> list[CheckMessage]:
    """E001: DEBUG shows settings and code to whoever causes an error."""
    if not settings.DEBUG or settings.BIND in LOOPBACK:
        return []
    return [
        Error(
            f"DEBUG is on while the site listens at BIND={settings.BIND}.",
            hint="Set DEBUG=0, or BIND=127.0.0.1.",
            id="musicsite.E001",
        )
    ]


def media_is_writable(**kwargs: Any) -> list[CheckMessage]:
    """E002: covers, uploads and renditions could not be kept."""
    if not settings.MEDIA_STORAGE.startswith("file:"):
        return []
    folder = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    nearest = next(place for place in (folder, *folder.parents) if place.exists())
    if nearest.is_dir() and os.access(nearest, os.W_OK | os.X_OK):
        return []
    return [
        Error(
            f"MEDIA_STORAGE takes a folder that can be written, and {folder} can't.",
            hint="Change its owner or its mode, or name another one.",
            id="musicsite.E002",
        )
    ]


def site_url_is_allowed(**kwargs: Any) -> list[CheckMessage]:
    """E003: every request to the site's own address would be answered by 400."""
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].rpartition("@")[2]
    name = (
        host
        if host.endswith("]")
        else host.partition(":")[0]
        if "[" not in host
        else host.rpartition(":")[0]
    )
    allowed = settings.ALLOWED_HOSTS
    if "*" in allowed or any(
        name == host or (host.startswith(".") and f".{name}".endswith(host)) for host in allowed
    ):
        return []
    return [
        Error(
            f"ALLOWED_HOSTS does not hold {name}, which SITE_URL names.",
            hint="Add it, or leave ALLOWED_HOSTS unset.",
            id="musicsite.E003",
        )
    ]


def mysql_is_as_designed(
    *, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """E004 the collation, E005 the SQL mode. Only `migrate`, `prepare`, `serve` and `check --database` ask."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if connection.vendor != "mysql":
            continue
        with connection.cursor() as cursor:
            cursor.execute("SELECT @@character_set_database, @@collation_database, @@sql_mode")
            characters, collation, mode = cursor.fetchone()
        if characters != "utf8mb4" or not collation.endswith(("_bin", "binary")):
            found.append(
                Error(
                    f"The database {alias!r} is {characters} with collation {collation}; names that differ in "
                    "case or accents would be one.",
                    hint="ALTER DATABASE … CHARACTER SET utf8mb4 COLLATE utf8mb4_bin, before the first migration.",
                    id="musicsite.E004",
                )
            )
        if not {"STRICT_TRANS_TABLES", "STRICT_ALL_TABLES"} & set(mode.split(",")):
            found.append(
                Error(
                    f"The database {alias!r} cuts values that are too long, silently (sql_mode is {mode!r}).",
                    hint="Leave sql_mode to the site, and have no proxy change it.",
                    id="musicsite.E005",
                )
            )
    return found


EVERYWHERE: tuple[Check, ...] = (
    address_is_private,
    data_stays,
    secret_is_secret,
    client_is_built,
    proxies_are_counted,
    debug_is_private,
    media_is_writable,
    site_url_is_allowed,
)


def register_all() -> None:
    for check in EVERYWHERE:
        register(check, Tags.security)
    register(mysql_is_as_designed, Tags.database)
