"""A shelf of daily mixes below the recently played, on homes that have that and were made before."""

from typing import Any

from django.db import migrations

from common.ids import uuid7_hex


def make(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("editorial", "Shelf")._default_manager
    recent = rows.filter(kind="recent").order_by("position", "pk").first()
    if recent is None or rows.filter(kind="mixes").exists():
        return
    rows.create(
        public_id=uuid7_hex(), kind="mixes", audience="members", position=recent.position + 250,
        is_on=recent.is_on, language=recent.language,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("editorial", "0008_daily_mixes")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
