from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from search.tasks import search_index_pending

        # The job is enqueued with each mark; this picks up what a failing loader left.
        schedule.every("search.index", search_index_pending, minutes=10)
