from django.apps import AppConfig


class PlaylistsConfig(AppConfig):
    name = "playlists"

    def ready(self) -> None:
        # What is registered is made from models, which are there only now.
        from accounts.showing import profile_sections
        from common.jobs import schedule
        from playlists import personal, showing, tasks

        personal.register()
        profile_sections.add("playlists", showing.playlists_shown)
        schedule.every("playlists.found", tasks.found_playlists_take, minutes=5)
        schedule.every("playlists.sweep", tasks.playlists_sweep, hours=24)
