"""What pages tell of pitches."""

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from pitching.models import Pitch

register = template.Library()


@register.simple_tag
def pitch_picture(pitch: Pitch, size: int) -> str:
    """The address of the picture that stands for a pitch; of its version, as a new picture is another."""
    return f"{reverse('pitch-artwork', args=[pitch.public_id, size])}?v={pitch.version}"


@register.simple_tag
def pitch_state(pitch: Pitch) -> str:
    """How far a pitch is, in words."""
    if pitch.is_template:
        return _("Template")
    if pitch.revoked_at is not None:
        return _("Closed")
    return str(pitch.get_state_display())
