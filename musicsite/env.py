"""Reading the environment: each variable once, by name, with a default and a plain sentence when it is wrong.

`musicsite/settings.py` is the only caller. Every variable read here is remembered in `Env.known`, which
the documentation test compares with the table in `docs/configuration.md`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
RDS_ROOTS = Path(__file__).parent / "aws" / "certificates" / "rds-roots.pem"


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

    def secret_text(self, name: str) -> str:
        """A text, or `file:///PATH` of it."""
        raw = self.text(name)
        if not raw.startswith("file://"):
            return raw
        try:
            return Path(unquote(urlsplit(raw).path)).read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(f"{name} names a file that can't be read.") from error

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

    def urls(self, name: str, *, schemes: tuple[str, ...]) -> list[str]:
        """A comma-separated list of addresses."""
        found = self.names(name)
        if any(
            _scheme(address) not in schemes or not urlsplit(address).netloc for address in found
        ):
            takes = " or ".join(f"{scheme}://…" for scheme in reversed(schemes))
            raise WrongSetting(f"{name} takes addresses like {takes}, with commas between them.")
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
    """Django's database settings for `sqlite:///PATH`, `mysql://user:password@host:port/name` or, without a password,
    `mysql+iam://user@host:port/name`.

    MySQL takes `?unix_socket=PATH`, `?ssl_ca=PATH` and `?max_age=SECONDS` (for which a connection is kept) too, and by
    IAM `?region=` where the host does not name it. Raises WrongSetting for anything else.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path))
    if parts.scheme not in {"mysql", "mysql+iam"} or not parts.path.strip("/"):
        raise WrongSetting(
            f"{name} takes sqlite:///PATH or mysql://user:password@host/name (by IAM: mysql+iam://user@host/name)."
        )
    if not query.get("max_age", "0").isdecimal():
        raise WrongSetting(f"{name} takes max_age= in whole seconds.")
    settings = _mysql(parts.path.strip("/"), parts, query)
    return _by_iam(name, settings, query) if parts.scheme == "mysql+iam" else settings


def cdn_options(url: str, key_id: str, key: str, media: str) -> dict[str, Any]:
    """What django-storages takes to sign CloudFront's addresses; nothing where there is none. Raises WrongSetting."""
    if not url:
        return {}
    if not (key_id and key.startswith("-----BEGIN") and media.startswith("s3://")):
        raise WrongSetting(
            "CDN_URL takes CDN_KEY_ID, CDN_KEY (a private key as PEM, or file:///PATH of it) and "
            "MEDIA_STORAGE=s3://… beside it."
        )
    parts = urlsplit(url)
    return {
        "custom_domain": f"{parts.netloc}{parts.path}",
        "url_protocol": f"{parts.scheme}:",
        "cloudfront_key_id": key_id,
        "cloudfront_key": key.encode(),
    }


def cache_by_iam(name: str, url: str) -> tuple[str, dict[str, Any]]:
    """(the `rediss://` address, options of django-redis) of `rediss+iam://user@host:port/0?cluster=NAME&region=REGION`.

    Raises WrongSetting.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    who = {"user": unquote(parts.username or "")} | {
        key: query.get(key) for key in ("cluster", "region")
    }
    if not (parts.hostname and all(who.values())) or parts.password:
        raise WrongSetting(
            f"{name} with rediss+iam takes rediss+iam://user@host:port/0?cluster=NAME&region=REGION."
        )
    options = {"CONNECTION_FACTORY": "musicsite.aws.cache.SigningIn", "IAM": who}
    return f"rediss://{parts.hostname}:{parts.port or 6379}{parts.path}", options


_region = re.compile(r"\.([a-z]{2}(?:-[a-z]+)+-[0-9])\.rds\.amazonaws\.com(?:\.cn)?$")


def _by_iam(name: str, settings: dict[str, Any], query: dict[str, str]) -> dict[str, object]:
    """A MySQL database that the role of the task signs in to: over TLS, with who answers made sure of."""
    found = _region.search(settings["HOST"])
    region = query.get("region") or (found and found[1])
    if not (settings["USER"] and region) or settings["PASSWORD"]:
        raise WrongSetting(
            f"{name} with mysql+iam takes a user, no password, and ?region= where the host does not name it."
        )
    options = settings["OPTIONS"] | {"iam_region": region}
    options["ssl"] = {"ca": query.get("ssl_ca") or str(RDS_ROOTS)}
    options["ssl_mode"] = "VERIFY_IDENTITY"
    return settings | {"ENGINE": "musicsite.aws.mysql", "OPTIONS": options}


def _sqlite(path: str) -> dict[str, object]:
    return {
        "ENGINE": "musicsite.sqlite",
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


def _mysql(name: str, parts: SplitResult, query: dict[str, str]) -> dict[str, Any]:
    options: dict[str, object] = {
        "charset": "utf8mb4",
        "sql_mode": "TRADITIONAL",
        "isolation_level": "read committed",
        # Literals are compared as columns are: a binary collation is the database's own (design, section 4).
        "collation": "utf8mb4_bin",
    }
    if "unix_socket" in query:
        options["unix_socket"] = query["unix_socket"]
    if "ssl_ca" in query:
        options |= {"ssl": {"ca": query["ssl_ca"]}, "ssl_mode": "VERIFY_IDENTITY"}
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": int(query.get("max_age", "60")),
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"CHARSET": "utf8mb4", "COLLATION": "utf8mb4_bin"},
    }
