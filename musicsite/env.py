"""Reading the environment: each variable once, by name, with a default and a plain sentence when it is wrong.

`musicsite/settings.py` is the only caller. Every variable read here is remembered in `Env.known`, which
the documentation test compares with the table in `docs/configuration.md`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class WrongSetting(ImproperlyConfigured):
    """A variable whose value can't be used. Its message is one sentence that names the variable."""


@dataclass(slots=True)
class Env:
    """Typed access to environment variables that remembers which were asked for."""

    values: Mapping[str, str]
    known: set[str] = field(default_factory=set)

    def text(self, name: str, default: str = "") -> str:
        self.known.add(name)
        return self.values.get(name, "").strip() or default

    def number(self, name: str, default: int, *, least: int = 0, most: int = 2**31) -> int:
        raw = self.text(name, str(default))
        if not raw.lstrip("-").isdecimal() or not least <= int(raw) <= most:
            raise WrongSetting(f"{name} takes a whole number from {least} to {most}, not {raw!r}.")
        return int(raw)

    def flag(self, name: str, *, default: bool) -> bool:
        raw = self.text(name, "1" if default else "0").lower()
        if raw not in TRUE | FALSE:
            raise WrongSetting(f"{name} takes 1 or 0, not {raw!r}.")
        return raw in TRUE

    def choice(self, name: str, default: str, options: tuple[str, ...]) -> str:
        raw = self.text(name, default)
        if raw not in options:
            raise WrongSetting(f"{name} takes one of {', '.join(options)}, not {raw!r}.")
        return raw

    def path(self, name: str, default: Path) -> Path:
        return Path(self.text(name, str(default))).expanduser().absolute()

    def names(self, name: str) -> list[str]:
        """A comma-separated list."""
        return [item.strip() for item in self.text(name).split(",") if item.strip()]

    def origins(self, name: str) -> list[str]:
        """A comma-separated list of `https://host[:port]`."""
        found = self.names(name)
        for origin in found:
            if _scheme(origin) not in {"http", "https"} or urlsplit(origin)[2:] != ("", "", ""):
                raise WrongSetting(
                    f"{name} takes origins like https://app.example.org, without a path, not {origin!r}."
                )
        return found

    def url(self, name: str, default: str, *, schemes: tuple[str, ...]) -> str:
        raw = self.text(name, default)
        if raw and _scheme(raw) not in schemes:
            takes = " or ".join(f"{scheme}://…" for scheme in schemes)
            # The value itself stays out of the message: an address may carry a password.
            raise WrongSetting(f"{name} takes an address like {takes}.")
        return raw


def _scheme(address: str) -> str:
    """The address's scheme, "" for what is no address: urlsplit raises for some, for others when asked for the port."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return ""
    return parts.scheme


def database_from_url(name: str, url: str) -> dict[str, object]:
    """Django's database settings for `sqlite:///PATH` or `mysql://user:password@host:port/name`.

    MySQL takes `?unix_socket=PATH` too. Raises WrongSetting for anything else.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path))
    if parts.scheme != "mysql" or not parts.path.strip("/"):
        raise WrongSetting(f"{name} takes sqlite:///PATH or mysql://user:password@host/name.")
    return _mysql(parts.path.strip("/"), parts, query)


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # Opening the file and setting it up takes as long as a short request does everything else.
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            # Writers queue for the lock at BEGIN instead of failing when a read turns into a write.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-16000; PRAGMA mmap_size=134217728; PRAGMA temp_store=MEMORY;"
            ),
        },
    }


def _mysql(name: str, parts: SplitResult, query: dict[str, str]) -> dict[str, object]:
    options: dict[str, object] = {
        "charset": "utf8mb4",
        "sql_mode": "TRADITIONAL",
        "isolation_level": "read committed",
        # What only MariaDB does is not used; binary collation is the database's own (design, section 4).
        "init_command": "SET NAMES utf8mb4 COLLATE utf8mb4_bin",
    }
    if "unix_socket" in query:
        options["unix_socket"] = query["unix_socket"]
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_bin"},
    }
