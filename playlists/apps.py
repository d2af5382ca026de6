from django.apps import AppConfig


class PlaylistsConfig(AppConfig):
    name = "playlists"

    def ready(self) -> None:
        # What is registered is made from models, which are there only now.
        from accounts.showing import profile_sections
        from playlists import personal, showing

        personal.register()
        profile_sections.add("playlists", showing.playlists_shown)
