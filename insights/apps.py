from django.apps import AppConfig


class InsightsConfig(AppConfig):
    name = "insights"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from common.personal import PersonalData, personal_data
        from insights.people import pseudonym_erase, pseudonym_of
        from insights.tasks import lake_upkeep, outbox_flush

        schedule.every("insights.flush", outbox_flush, minutes=5)
        schedule.every("insights.upkeep", lake_upkeep, hours=24)
        personal_data.add("insights", PersonalData((), pseudonym_of, pseudonym_erase))
