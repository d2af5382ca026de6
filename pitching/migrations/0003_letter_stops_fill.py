"""What was said of an address stood at its contact alone: it is kept of the address from now on."""

import hashlib
from itertools import batched
from typing import Any

from django.db import migrations
from django.db.models import Q

WHYS = ("unsubscribed_at", "bounced_at", "complained_at")


def fill(apps: Any, schema_editor: Any) -> None:
    contacts = apps.get_model("pitching", "Contact")
    stops = apps.get_model("pitching", "LetterStop")
    said = Q()
    for why in WHYS:
        said |= Q(**{f"{why}__isnull": False})
    rows = contacts.objects.filter(said).exclude(email="").order_by("pk")
    for some in batched(rows.values("workspace_id", "email", *WHYS).iterator(500), 500):
        stops.objects.bulk_create(
            (
                stops(
                    workspace_id=row["workspace_id"],
                    # As `pitching.services.stops.address_hash` does it.
                    address_hash=hashlib.sha256(
                        f"{row['workspace_id']}:{row['email']}".encode()
                    ).hexdigest(),
                    **{why: row[why] for why in WHYS},
                )
                for row in some
            ),
            ignore_conflicts=True,
        )


def empty(apps: Any, schema_editor: Any) -> None:
    """Contacts say it still."""


class Migration(migrations.Migration):
    dependencies = (("pitching", "0002_letter_stops"),)
    operations = (migrations.RunPython(fill, empty),)
