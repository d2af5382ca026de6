"""Home's shelves as they are before anybody arranges them, as rows that can be arranged."""

from typing import Any

from django.db import migrations

from common.ids import uuid7_hex

DEFAULTS = (
    ("newest", "everyone"),
    ("followed", "members"),
    ("discovery", "everyone"),
    ("trending", "everyone"),
    ("week", "everyone"),
    ("recent", "members"),
    ("played", "everyone"),
    ("posts", "everyone"),
    ("genres", "everyone"),
)


def make(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("editorial", "Shelf")._default_manager
    rows.bulk_create(
        rows.model(public_id=uuid7_hex(), kind=kind, audience=audience, position=place * 1000)
        for place, (kind, audience) in enumerate(DEFAULTS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
