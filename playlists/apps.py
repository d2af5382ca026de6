from django.apps import AppConfig


class PlaylistsConfig(AppConfig):
    name = "playlists"

    def ready(self) -> None:
        # What is registered is made from models, which are there only now.
        from playlists import personal

        personal.register()
