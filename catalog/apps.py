from django.apps import AppConfig


class CatalogConfig(AppConfig):
    name = "catalog"

    def ready(self) -> None:
        # Documents are made from models, which are there only now.
        from catalog import personal, search_documents
        from search import sources

        personal.register()
        sources.add("track", search_documents.track_documents)
        sources.add("album", search_documents.album_documents)
        sources.add("artist", search_documents.artist_documents)
