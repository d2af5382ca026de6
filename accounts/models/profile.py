"""What a person shows of themselves, and how they like things."""

from django.conf import settings
from django.db import models

from pictures.models import Artwork


class Profile(models.Model):
    """What `/people/<handle>` shows, to everybody or (`is_public` off) to its owner alone. Made when first changed."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="profile"
    )
    is_public = models.BooleanField(default=False)
    about = models.CharField(max_length=500, blank=True)
    avatar = models.ForeignKey(
        Artwork, models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )

    def __str__(self) -> str:
        return f"Profile of {self.user}"


class Preferences(models.Model):
    """Language, colours, and how the player plays, kept on the server so that every device has them.

    `player` is the player's own affair (a JSON object, at most 4 kB); no key in it changes what the server does.
    """

    class Theme(models.TextChoices):
        SYSTEM = "system"
        LIGHT = "light"
        DARK = "dark"

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="preferences"
    )
    language = models.CharField(max_length=10, blank=True, help_text="Empty: as the browser asks.")
    theme = models.CharField(max_length=10, choices=Theme, default=Theme.SYSTEM)
    letters_of_shares = models.BooleanField(
        default=False, db_default=False, help_text="Of what others share with them."
    )
    player: "models.JSONField[dict[str, object], dict[str, object]]" = models.JSONField(
        default=dict, blank=True
    )

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"Preferences of {self.user}"
