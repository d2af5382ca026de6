"""A pitch of the demo's music, to look at as its recipient. Run by `manage.py shell`; prints the path of its page."""

from bench.sent_pitch import sent_pitch
from catalog.models import Library, Track
from pitching.links import link_path

TRACKS = 12

library = Library.objects.order_by("pk")[0]
_, link = sent_pitch(
    workspace=library.workspace,
    tracks=list(Track.objects.filter(library=library).order_by("pk")[:TRACKS]),
    title="Twelve for you",
    formats=["mp3"],
)
print(link_path(link))  # noqa: T201  # read by the benchmark
