"""Filters of the admin's lists, kept under a name."""

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from common.models import PublicModel
from common.text import KEY_LENGTH

if TYPE_CHECKING:
    from accounts.models.user import User

LONGEST_NAME, LONGEST_QUERY = 60, 1000


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Saved filters by who sees them."""

    def in_list(self, model_label: str, user: "User") -> Self:
        """Of one list: the person's own, then those for all managers, by name."""
        others = Case(When(user=user, then=Value(0)), default=Value(1))
        return self.filter(Q(user=user) | Q(is_shared=True), model_label=model_label).order_by(
            others, "name_key", "pk"
        )


class SavedFilter(PublicModel):
    """Search, filters and order of a list of the admin. Its maker's alone, unless it is for all who see the list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_filters")
    model_label = models.CharField(
        max_length=100, help_text="Of the list's model: `catalog.track`."
    )
    name = models.CharField(max_length=LONGEST_NAME)
    name_key = models.CharField(max_length=KEY_LENGTH)
    query = models.CharField(
        max_length=LONGEST_QUERY, help_text="Parameters of the list, as its address has them."
    )
    is_shared = models.BooleanField(default=False)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            # Serves the list too, by its first column.
            models.UniqueConstraint(
                fields=["model_label", "user", "name_key"], name="saved_filter_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def may_be_deleted_by(self, user: "User") -> bool:
        """Its maker, and administrators."""
        return self.user_id == user.pk or user.has_perm("accounts.delete_savedfilter")
