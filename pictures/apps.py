from django.apps import AppConfig


class PicturesConfig(AppConfig):
    name = "pictures"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from pictures.tasks import artworks_process

        # The job is enqueued with each picture; this picks up what an outage of storage left.
        schedule.every("pictures.process", artworks_process, hours=1)
