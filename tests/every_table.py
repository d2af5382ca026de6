"""A row in every table, made from what the columns are: for tests that move a site. Run inside it."""

import json
from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from django.db import IntegrityError, models, transaction
from django.utils.timezone import now

from common.ids import uuid7_hex
from musicsite.keeping.rows import columns_of, kept_models, rows_write

TEXT = "Sigur Rós — „ágætis“ 椎名林檎 🎷\n\t'\"\\"
"""What escapes, joins and leaves the basic plane."""
_numbers = count(1)


def fill() -> None:
    """Give a row to every table that has none; prints the names of those that could get none."""
    left = [model for model in kept_models() if not model._base_manager.exists()]
    for model in left:
        _made(model, frozenset())
    print(json.dumps([model._meta.label for model in left if not model._base_manager.exists()]))  # noqa: T201


def digests() -> None:
    """Print how many rows each table has and what they are, as the ORM tells it."""
    told = {}
    for model in kept_models():
        names = [field.attname for field in columns_of(model)]
        rows = model._base_manager.order_by("pk").values_list(*names)
        told[model._meta.label] = [[repr(_sorted(value)) for value in row] for row in rows]
    print(json.dumps(told))  # noqa: T201


def _sorted(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def _made(model: Any, above: frozenset[Any]) -> Any:
    """The key of a row of a table, made where there is none; None where it can't be."""
    if (held := model._base_manager.first()) is not None:
        return held.pk
    if model in above:
        return None
    nullable = [field for field in columns_of(model) if field.is_relation and field.null]
    # Constraints like “one of the two”: without any, with each one alone, with all.
    for chosen in ([], *([field] for field in nullable), nullable):
        row = [
            _value(field, above | {model})
            if not (field in nullable and field not in chosen)
            else None
            for field in columns_of(model)
        ]
        try:
            with transaction.atomic():
                rows_write(model, [row])
        except IntegrityError:
            continue
        return model._base_manager.first().pk
    return None


def _value(field: Any, above: frozenset[Any]) -> Any:  # noqa: PLR0911  # a kind of column a line
    number = next(_numbers)
    if field.is_relation:
        key = _made(field.related_model, above)
        return key if field.to_fields[0] in {None, "id"} else None
    match field:
        case models.AutoField() | models.BigAutoField():
            return 1_000_000 + number
        case models.DateTimeField():
            return now() + timedelta(microseconds=number)
        case models.DateField():
            return now().date()
        case models.BooleanField():
            return True
        case models.DecimalField():
            return Decimal("12.50")
        case models.FloatField():
            return 0.1 + number / 3
        case models.PositiveSmallIntegerField() | models.SmallIntegerField():
            return number % 5 + 1
        case models.IntegerField():
            return number
        case models.BinaryField():
            return bytes(range(256))
        case models.JSONField():
            return {"ü": [1, 2.5, None, True, {"b": TEXT}]}
        case models.UUIDField():
            return UUID(uuid7_hex())
        case models.GenericIPAddressField():
            return "2001:db8::1"
    if field.choices:
        return field.choices[0][0]
    if field.max_length == 32:
        return uuid7_hex()
    plain = f"{TEXT} {number}" if not field.unique else f"ä{number}"
    return plain[: field.max_length]
