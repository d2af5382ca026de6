from django.apps import AppConfig


class EditorialConfig(AppConfig):
    name = "editorial"

    def ready(self) -> None:
        # Jobs and their rows can be imported only once all models are there.
        from catalog.finding import findable
        from common.jobs import schedule
        from common.personal import PersonalData, personal_data
        from editorial import letters, newsletter, popularity, search_documents, tasks
        from editorial.lake import TRACKS
        from insights.tables import lake_tables
        from mail.bounces import letter_fates
        from search import sources

        schedule.every("editorial.rollup", tasks.plays_rollup, minutes=10)
        schedule.every("editorial.rollup.again", tasks.plays_rollup_again, hours=24)
        schedule.every("editorial.dashboards", tasks.dashboards_renew, hours=24)
        # Oftener than it is drawn: what was missed is caught up soon.
        schedule.every("editorial.refresh", tasks.home_refresh, minutes=2)
        schedule.every("editorial.similar", tasks.similar_renew, hours=6)
        schedule.every("editorial.turn", tasks.home_turn, minutes=1)
        schedule.every("editorial.newsletter", tasks.newsletter_forget, hours=24)
        sources.add("post", search_documents.post_documents, search_documents.post_keys)
        for kind in popularity.OF:
            sources.add_ranks(kind, popularity.ranks_of(kind))
        findable.add("post", search_documents.POSTS)
        lake_tables.add("tracks", TRACKS)
        letter_fates.add("newsletter", letters.newsletter_letter_fate)
        personal_data.add(
            "newsletter",
            PersonalData((), newsletter.subscription_of, newsletter.subscription_erase),
        )
