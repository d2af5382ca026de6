"""Who may report: the operator's choice."""

from django.conf import settings


def may_report(*, is_member: bool) -> bool:
    """`REPORTS`: everyone, members or nobody."""
    return settings.REPORTS == "everyone" or (settings.REPORTS == "members" and is_member)
