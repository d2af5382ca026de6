"""What tags say of a row's fields: taken where tags set them, kept beside where a person did (`catalog.provenance`)."""

from decimal import Decimal
from typing import Any

from catalog.models import Album, Track
from common.text import sort_key, text_key


def fields_take(row: Album | Track, fields: dict[str, Any]) -> bool:
    """Take what tags say of each field, and the keys that follow from titles."""
    differs = False
    for name, value in fields.items():
        if name == "bpm" and value is not None and name not in row.curated:
            value = Decimal(value)
        differs |= row.take_tag(name, value)
    if differs:
        row.title_key = text_key(row.title)
        row.sort_key = sort_key(row.sort_title or row.title)
    return differs
