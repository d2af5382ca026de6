from django.apps import AppConfig


class PlaylistsConfig(AppConfig):
    name = "playlists"

    def ready(self) -> None:
        # What is registered is made from models, which are there only now.
        from accounts.showing import profile_sections
        from catalog.finding import findable
        from catalog.models.report import curated
        from catalog.services.refresh import library_opened
        from catalog.services.reports import hidden
        from common.jobs import schedule
        from playlists import finding, personal, search_documents, showing, tasks
        from playlists.services.playlists import playlist_take_down, playlists_curated
        from playlists.smart import noting
        from search import sources
        from search.indexing import indexed
        from streaming.plays import own_plays

        personal.register()
        hidden.add("playlist", playlist_take_down)
        curated.add("playlist", playlists_curated)
        profile_sections.add("playlists", showing.playlists_shown)
        schedule.every("playlists.found", tasks.found_playlists_take, minutes=5)
        schedule.every("playlists.imports", tasks.listening_imports_sweep, hours=1)
        schedule.every("playlists.sweep", tasks.playlists_sweep, hours=24)
        schedule.every("playlists.smart.look", tasks.smart_look, minutes=1)
        schedule.every("playlists.smart.hour", tasks.smart_hour, hours=1)
        schedule.every("playlists.smart.day", tasks.smart_day, hours=24)
        sources.add("playlist", search_documents.playlist_documents, search_documents.playlist_keys)
        findable.add("playlist", finding.PLAYLISTS)
        library_opened.add("playlists", search_documents.playlists_of_library_mark)
        indexed.add("smart playlists", noting.index_changed)
        own_plays.add("smart playlists", noting.plays_changed)
