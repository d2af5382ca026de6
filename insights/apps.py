from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from insights.tasks import outbox_flush

        schedule.every("insights.flush", outbox_flush, minutes=5)
