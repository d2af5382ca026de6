from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"

    def ready(self) -> None:
        # Documents are made from models, which are there only now.
        from catalog import personal, search_documents, tasks
        from common.jobs import schedule
        from search import sources
        from search.indexing import indexed

        personal.register()
        schedule.every("catalog.grants", tasks.grants_swept, hours=24)
        schedule.every("catalog.changes", tasks.change_drafts_purged, hours=24)
        schedule.every("catalog.changes.due", tasks.changes_begun, minutes=1)
        schedule.every("catalog.changes.resumed", tasks.changes_resumed, minutes=5)
        schedule.every("catalog.queue", tasks.tasks_found, hours=24)
        schedule.every("catalog.genres", tasks.genres_mark, hours=6)
        indexed.add("genres", search_documents.genres_follow)
        sources.add("track", search_documents.track_documents, search_documents.track_keys)
        sources.add("album", search_documents.album_documents, search_documents.album_keys)
        sources.add("artist", search_documents.artist_documents, search_documents.artist_keys)
        sources.add("genre", search_documents.genre_documents, search_documents.genre_keys)
