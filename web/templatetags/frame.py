"""What stands around every page: the same for all in a language, a room of the site and a kind of viewer."""

from functools import lru_cache

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from web.parts import part

register = template.Library()


@register.simple_tag(takes_context=True)
def frame(context: Context, name: str) -> SafeString:
    """The template `partials/<name>.html`, made once a process for each language, room and kind of viewer.

    It is given these and nothing else, so that nothing of one viewer can be shown to another.
    """
    viewer = context.get("viewer")
    return _made(
        name,
        str(context.get("room") or ""),
        bool(getattr(viewer, "is_member", False)),
        bool(getattr(viewer, "is_administrator", False)),
        get_language() or "",
    )


@lru_cache(512)
def _made(
    name: str, room: str, is_member: bool, is_administrator: bool, language: str
) -> SafeString:
    viewer = {"is_member": is_member, "is_administrator": is_administrator}
    return part(f"partials/{name}.html", room=room, viewer=viewer)
