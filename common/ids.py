"""Public identifiers: UUIDv7 (RFC 9562, section 5.7) as 32 lower-case hex digits."""

import os
import re
import time
from typing import Any

from django.db import models

PUBLIC_ID = re.compile(r"[0-9a-f]{32}")


def uuid7_hex() -> str:
    """A new UUIDv7: 48 bits of milliseconds since 1970, then 74 random bits. Python 3.13 has none of its own."""
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    value = value & ~(0xF << 76) | 0x7 << 76  # version 7
    value = value & ~(0x3 << 62) | 0x2 << 62  # variant of the RFC
    return f"{value:032x}"


class PublicIdField(models.CharField[str, str]):
    """What a thing is called outside: unique, made by `uuid7_hex`, never changed."""

    def __init__(self, **options: Any) -> None:
        options.update(max_length=32, unique=True, editable=False, default=uuid7_hex)
        super().__init__(**options)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, options = super().deconstruct()
        for implied in ("max_length", "unique", "editable", "default"):
            options.pop(implied, None)
        return name, path, args, options
