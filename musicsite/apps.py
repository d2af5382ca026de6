from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate

from musicsite.checks import register_all


class MusicsiteConfig(AppConfig):
    name = "musicsite"

    def ready(self) -> None:
        register_all()
        # Groups are models too: they can be imported only once all apps are there.
        from musicsite.groups import set_up_groups

        # Once, after the last app that has models: by then all permissions are made.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(set_up_groups, sender=last, dispatch_uid="groups")
