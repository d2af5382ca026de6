from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "common"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule, upkeep

        schedule.every("jobs.reap", upkeep.jobs_reap, minutes=1)
        schedule.every("jobs.purge", upkeep.jobs_purge, hours=1)
        schedule.every("answers.purge", upkeep.answers_purge, hours=1)
        schedule.every("sessions.clear", upkeep.sessions_clear, hours=24)
