"""Who set each field: tags, a person or a lookup.

A row keeps `curated`, a JSON object with an entry for each field that tags did *not* set:

    {"title": {"by": "person", "tags": "What the tags said"}}

A rescan changes only fields without an entry, and writes what it read into `tags` of the others, so that
it can be shown beside the person's value and put back when the person releases the field.
"""

from typing import Any, Literal

from django.db import models

Source = Literal["person", "lookup"]
Curated = dict[str, dict[str, Any]]


class CuratedModel(models.Model):
    """A row whose fields come from tags until somebody sets them."""

    curated: "models.JSONField[Curated, Curated]" = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def curate(self, field: str, value: Any, *, by: Source) -> None:
        """Set a field in somebody's name; what the tags said is kept beside it."""
        said = self.curated[field]["tags"] if field in self.curated else getattr(self, field)
        self.curated[field] = {"by": by, "tags": said}
        setattr(self, field, value)

    def take_tag(self, field: str, value: Any) -> bool:
        """Take what tags say of a field. True when the row changed."""
        if field in self.curated:
            if self.curated[field].get("tags") == value:
                return False
            self.curated[field]["tags"] = value
            return True
        if getattr(self, field) == value:
            return False
        setattr(self, field, value)
        return True

    def release(self, field: str) -> None:
        """Give a field back to the tags: it takes what they said last."""
        entry = self.curated.pop(field, None)
        if entry is not None:
            setattr(self, field, entry["tags"])
