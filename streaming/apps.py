from django.apps import AppConfig


class StreamingConfig(AppConfig):
    name = "streaming"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from streaming import personal, tasks
        from streaming.analysis import jobs

        personal.register()
        schedule.every("streaming.rescans", tasks.libraries_rescan_due, minutes=1)
        schedule.every("streaming.measure", jobs.library_measure_idle, minutes=1)
        schedule.every("streaming.renditions", jobs.rendition_cache_sweep, minutes=15)
