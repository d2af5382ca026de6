"""What merges moved, in rows of bounded size instead of one for each merge."""

from collections import Counter
from itertools import batched
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SOME = 1000


def fill(apps: Any, schema_editor: Any) -> None:
    """`{"catalog.Credit": [[pk, field], …], "made": [[pk, "artist"]], "made items": [[pk]]}` as rows of keys."""
    journals = apps.get_model("catalog", "MergeJournal")._default_manager
    parts = apps.get_model("catalog", "MovedRows")._default_manager
    # One at a time: a driver that takes in a whole answer would hold all that was ever moved.
    for pk in list(journals.order_by("pk").values_list("pk", flat=True)):
        journal = journals.get(pk=pk)
        counts: Counter[str] = Counter()
        for what, rows in (journal.moved or {}).items():
            by_field: dict[str, list[int]] = {}
            for pk, *field in rows:
                by_field.setdefault(field[0] if field else "", []).append(pk)
            for field, keys in by_field.items():
                counts[what] += len(keys)
                for some in batched(keys, SOME):
                    parts.create(journal=journal, what=what, field=field, keys=list(some))
        journals.filter(pk=journal.pk).update(counts=dict(counts))


def back(apps: Any, schema_editor: Any) -> None:
    journals = apps.get_model("catalog", "MergeJournal")._default_manager
    parts = apps.get_model("catalog", "MovedRows")._default_manager
    for journal in journals.order_by("pk").only("pk"):
        moved: dict[str, list[list[Any]]] = {}
        for part in parts.filter(journal=journal).order_by("pk"):
            rows = [[pk, part.field] if part.field else [pk] for pk in part.keys]
            moved.setdefault(part.what, []).extend(rows)
        journals.filter(pk=journal.pk).update(moved=moved)


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0007_history_by_source"),
    ]

    operations = [
        migrations.AddField(
            model_name="mergejournal",
            name="counts",
            field=models.JSONField(default=dict),
        ),
        migrations.CreateModel(
            name="MovedRows",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.CharField(max_length=100)),
                ("field", models.CharField(blank=True, max_length=60)),
                ("keys", models.JSONField(default=list)),
                (
                    "journal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="catalog.mergejournal",
                    ),
                ),
            ],
        ),
        migrations.RunPython(fill, back),
    ]
