"""Reads of contacts, pitches and links. The models import this module."""

from datetime import datetime
from typing import Any, Self

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.viewer import Viewer


class ContactQuerySet(QuerySet[Any]):
    """Contacts by who may see them."""

    def alive(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def seen_by(self, viewer: Viewer) -> Self:
        """Those of the viewer's workspaces."""
        return self.alive().filter(workspace_id__in=viewer.workspace_ids)

    def for_rows(self) -> Self:
        """With what is told of a contact in lists."""
        return self.select_related("company", "workspace").prefetch_related("tags")


class PitchQuerySet(QuerySet[Any]):
    """Pitches by who may see them."""

    def alive(self) -> Self:
        return self.filter(deleted_at__isnull=True)

    def seen_by(self, viewer: Viewer) -> Self:
        """Those of the viewer's workspaces."""
        return self.alive().filter(workspace_id__in=viewer.workspace_ids)

    def for_cards(self) -> Self:
        """With what is told of a pitch in lists."""
        return self.select_related("workspace", "created_by", "artwork")

    def due(self, *, at: datetime) -> Self:
        """Those that are scheduled for now or before."""
        return self.alive().filter(state="scheduled", scheduled_for__lte=at)


class PitchLinkQuerySet(QuerySet[Any]):
    """Links by whether they open anything."""

    def of_recipients(self) -> Self:
        """All but the senders' own previews."""
        return self.filter(is_preview=False)

    def working(self, *, at: datetime) -> Self:
        """Those that were given something and are neither revoked nor expired, of a pitch that is neither.

        A link's own end holds instead of its pitch's.
        """
        return self.annotate(until=Coalesce("expires_at", F("pitch__expires_at"))).filter(
            Q(until__isnull=True) | Q(until__gt=at),
            grant__isnull=False,
            revoked_at__isnull=True,
            pitch__revoked_at__isnull=True,
            pitch__deleted_at__isnull=True,
            pitch__is_template=False,
        )
