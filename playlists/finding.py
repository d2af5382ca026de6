"""Playlists among what is found by words."""

from catalog.finding import Findable
from playlists.models import Playlist
from playlists.queries import cards_of

PLAYLISTS = Findable(lambda viewer: Playlist.objects.listed_for(viewer).for_cards(), cards_of)
