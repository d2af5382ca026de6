"""Who gets the newsletter, for administrators."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from common.worklist import WorkList
from editorial.models import NewsletterLetter, Subscriber


class LetterInline(admin.TabularInline):  # type: ignore[type-arg]  # generic in the stubs alone
    model = NewsletterLetter
    fields = readonly_fields = ("kind", "state", "detail", "queued_at", "sent_at")
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Subscriber)
class SubscriberAdmin(WorkList):
    """To be read, and to be deleted at somebody's wish: people subscribe themselves."""

    list_display = ("email", "asked_at", "confirmed_at", "unsubscribed_at", "bounced_at")
    list_filter = (
        ("confirmed_at", admin.EmptyFieldListFilter),
        ("unsubscribed_at", admin.EmptyFieldListFilter),
        ("bounced_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("email__startswith",)
    ordering = ("-id",)
    fields = readonly_fields = (
        "email", "language", "asked_at", "confirmed_at", "unsubscribed_at", "bounced_at",
    )  # fmt: skip
    inlines = (LetterInline,)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
