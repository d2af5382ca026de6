"""Static files in production: the stylesheet's parts in one file, then hashed names and compression.

A stylesheet of SHEETS names its parts by `@import`, so that each stays a file of its own and a browser on a developer's
machine loads them as they are. A visitor should not wait for them one after another.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEETS = ("css/site.css", "css/pitch.css")
"""What pages wear: the site's own, and those of recipients of pitches."""
_import = re.compile(r'@import url\("(?P<name>[\w-]+\.css)"\) layer\((?P<layer>\w+)\);\n')
_comment = re.compile(r"/\*.*?\*/\s*", re.DOTALL)


def joined(storage: Storage, path: str) -> str:
    """The stylesheet with every part in its layer instead of its import, without comments."""

    def part(found: re.Match[str]) -> str:
        text = _read(storage, f"css/{found['name']}")
        return f"@layer {found['layer']} {{\n{text}\n}}\n"

    return _comment.sub("", _import.sub(part, _read(storage, path)))


def _read(storage: Storage, path: str) -> str:
    with storage.open(path) as file:
        return str(file.read().decode())


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types
    """WhiteNoise's storage, given the joined stylesheets."""

    def post_process(
        self, paths: dict[str, tuple[Storage, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        for sheet in () if dry_run else SHEETS:
            if sheet in paths:
                storage, path = paths[sheet]
                memory = InMemoryStorage()
                memory.save(sheet, ContentFile(joined(storage, path).encode()))
                paths = {**paths, sheet: (memory, sheet)}
        yield from super().post_process(paths, dry_run, **options)
