"""Addresses below `/p/<token>/`. A token is of letters that an address needs not escape."""

from django.urls import URLPattern, URLResolver, path, register_converter

from pitching.received.views import acts, downloads, page, sound, things


class TokenConverter:
    """What `secrets.token_urlsafe` makes."""

    regex = r"[A-Za-z0-9_-]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(TokenConverter, "link_token")

urlpatterns: list[URLPattern | URLResolver] = [
    path("p/<link_token:token>", page.without_slash),
    path("p/<link_token:token>/", page.pitch_page, name="received_pitch"),
    path("p/<link_token:token>/unlock/", page.pitch_unlock),
    path("p/<link_token:token>/activity/", acts.activity),
    path("p/<link_token:token>/licence/", acts.licence),
    path("p/<link_token:token>/notes/", acts.notes),
    path("p/<link_token:token>/comments/<str:public_id>/delete/", acts.comment),
    path("p/<link_token:token>/cover/<str:size>", things.cover),
    path("p/<link_token:token>/logo/<str:size>", things.logo),
    path("p/<link_token:token>/documents/<str:public_id>/", things.document),
    path("p/<link_token:token>/download/", downloads.download),
    path("p/<link_token:token>/archive.zip", downloads.archive),
    path("p/<link_token:token>/tracks/<str:public_id>/playback/", sound.playback),
    path("p/<link_token:token>/tracks/<str:public_id>/stream/", sound.stream),
    path("p/<link_token:token>/tracks/<str:public_id>/waveform/", sound.waveform),
    path("p/<link_token:token>/tracks/<str:public_id>/cover/<str:size>", things.track_cover),
    path("p/<link_token:token>/tracks/<str:public_id>/download/", downloads.file),
    path("p/<link_token:token>/tracks/<str:public_id>/favourite/", acts.favourite),
    path("p/<link_token:token>/tracks/<str:public_id>/comments/", acts.comments),
]
