"""Public identifiers: UUIDv7 (RFC 9562, section 5.7) as 32 lower-case hex digits."""

import os
import re
import time
from typing import Any

from django.db import models

PUBLIC_ID = re.compile(r"[0-9a-f]{32}")


def uuid7_hex() -> str:
    """A new UUIDv7: 48 bits of milliseconds since 1970, 12 of a millisecond's 4096th parts, 62 random ones.

    What a process makes one after the other sorts so, as far as its clock tells them apart (RFC 9562, section 6.2,
    method 3). Python 3.13 has none of its own.
    """
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    part = rest * 4096 // 1_000_000
    value = milliseconds << 80 | 0x7 << 76 | part << 64 | 0x2 << 62  # version 7, variant of the RFC
    return f"{value | int.from_bytes(os.urandom(8)) >> 2:032x}"


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
