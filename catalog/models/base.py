"""What an album and a track have in common."""

from django.db import models

from catalog.audience import Audience, Visibility
from catalog.models.library import Library
from catalog.models.take_down import TakeDown
from catalog.provenance import CuratedModel
from common.models import PublicModel
from common.random import shuffle_key


class LibraryItem(PublicModel, CuratedModel):
    """Something of one library, with its visibility and the audiences that follow from it.

    `added_at` is when it came to the collection: a file's own time on a library's first import, the
    import's time afterwards. `shuffle_key` (0 to 2³¹) gives random order by an index.
    """

    library = models.ForeignKey(Library, models.CASCADE, related_name="%(class)ss")
    title = models.CharField(max_length=500)
    title_key = models.CharField(max_length=190)
    sort_title = models.CharField(max_length=500, blank=True)
    sort_key = models.CharField(max_length=190)
    visibility = models.CharField(
        max_length=10, choices=Visibility, blank=True, help_text="Empty: as the library says."
    )
    listed_to = models.PositiveSmallIntegerField(
        choices=Audience, default=Audience.MEMBERS, editable=False
    )
    reachable_to = models.PositiveSmallIntegerField(
        choices=Audience, default=Audience.MEMBERS, editable=False
    )
    taken_down = models.ForeignKey(
        TakeDown, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    added_at = models.DateTimeField()
    shuffle_key = models.PositiveIntegerField(default=shuffle_key, editable=False)
    deleted_at = models.DateTimeField(null=True, blank=True)
    play_count = models.PositiveIntegerField(
        default=0, editable=False, help_text="A roll-up of plays."
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title
