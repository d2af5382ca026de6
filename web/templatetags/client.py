"""The built client, as Vite's manifest names its files."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
ENTRY = "src/main.ts"
PLAYER = "src/player/index.ts"


def _manifest_path() -> Path:
    return Path(settings.BASE_DIR) / "static" / "dist" / "manifest.json"


def _address(name: str) -> str:
    return f"{settings.STATIC_URL}dist/{name}"


@lru_cache(maxsize=2)
def _tags(path: Path, changed: float) -> SafeString:
    """The tags for the manifest as it was at this time.

    Vite's own names, not the static storage's: they hold a hash already, and the chunks import each other
    by them. Under a second name the entry would run twice.
    """
    manifest = json.loads(path.read_text())
    entry = manifest[ENTRY]
    styles = format_html_join(
        "",
        '<link rel="stylesheet" href="{}">',
        ((_address(name),) for name in entry.get("css", [])),
    )
    script = format_html('<script type="module" src="{}"></script>', _address(entry["file"]))
    # The player is here before a first click: it is small, and never in the way of the page.
    preloads = format_html_join(
        "",
        '<link rel="modulepreload" href="{}" fetchpriority="low">',
        ((_address(name),) for name in _chunks(manifest, PLAYER)),
    )
    return styles + script + preloads


def _chunks(manifest: dict[str, Any], name: str) -> list[str]:
    """The files of a chunk and of those that it needs at once, but for the entry."""
    names = [name, *manifest[name].get("imports", [])]
    return [manifest[each]["file"] for each in names if each != ENTRY]


@lru_cache(maxsize=4)
def _script(path: Path, changed: float, name: str) -> SafeString:
    manifest = json.loads(path.read_text())
    return format_html(
        '<script type="module" src="{}"></script>', _address(manifest[name]["file"])
    ) + format_html_join(
        "",
        '<link rel="modulepreload" href="{}">',
        ((_address(manifest[each]["file"]),) for each in manifest[name].get("imports", [])),
    )


@register.simple_tag
def client_script(name: str) -> SafeString:
    """The script of a page that has its own, by its source; nothing where it is not built."""
    path = _manifest_path()
    try:
        return _script(path, path.stat().st_mtime, name)
    except (OSError, KeyError, ValueError):
        return SafeString("")


@register.simple_tag
def client_entry() -> SafeString:
    """Script and style tags of the client; nothing where it is not built: pages work without it."""
    path = _manifest_path()
    try:
        return _tags(path, path.stat().st_mtime)
    except (OSError, KeyError, ValueError):
        return SafeString("")
