from django.apps import AppConfig

from musicsite.checks import register_all


class MusicsiteConfig(AppConfig):
    name = "musicsite"

    def ready(self) -> None:
        register_all()
