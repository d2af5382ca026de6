from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule  # noqa: PLC0415
        from insights.tasks import outbox_flush  # noqa: PLC0415

        schedule.every("insights.flush", outbox_flush, minutes=5)
