from django.apps import AppConfig, apps
from django.conf import settings
from django.db.models.signals import post_migrate

from musicsite.checks import register_all
from musicsite.observability import worked


class MusicsiteConfig(AppConfig):
    name = "musicsite"

    def ready(self) -> None:
        register_all()
        worked.connect()
        if settings.OTLP_ENDPOINT:
            from musicsite.observability import tracing

            tracing.begin()
        if settings.WAKE_WORKERS:
            from musicsite.observability import waking

            waking.connect()
        # Jobs are models too, and rooms must be there before what counts them.
        from common.jobs import schedule
        from musicsite.dashboard.counting import dashboard_count
        from web.exchange.jobs import exchange_sweep

        schedule.every("dashboard.count", dashboard_count, minutes=10)
        schedule.every("exchange.sweep", exchange_sweep, hours=24)
        # Groups are models too: they can be imported only once all apps are there.
        from musicsite.groups import set_up_groups

        # Once, after the last app that has models: by then all permissions are made.
        last = [app for app in apps.get_app_configs() if app.models_module][-1]
        post_migrate.connect(set_up_groups, sender=last, dispatch_uid="groups")
