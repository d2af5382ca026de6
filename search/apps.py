from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "search"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from common.jobs import schedule
        from common.notices import notice_takers
        from search.notices import search_notice_take
        from search.tasks import search_index_pending, search_kinds_follow

        notice_takers.add("search", search_notice_take)
        # The job is enqueued with each mark; this picks up what a failing loader left, and finds a lost index.
        schedule.every("search.index", search_index_pending, minutes=1)
        schedule.every("search.kinds", search_kinds_follow, hours=1)
