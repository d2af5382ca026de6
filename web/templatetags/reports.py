"""Whether a page offers to report its thing."""

from typing import Any

from django import template

from web.reporting import may_report as allowed

register = template.Library()


@register.simple_tag
def may_report(viewer: Any) -> bool:
    return allowed(is_member=bool(getattr(viewer, "is_member", False)))
