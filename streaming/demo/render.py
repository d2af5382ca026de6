"""From a plan to 16-bit samples, mastered."""

from __future__ import annotations

from collections.abc import Iterator

from .drift import Drift, play_drift
from .dsp import Sound, samples
from .ensemble import Consort, play_consort, play_prelude
from .groove import Groove, play_groove
from .master import Pcm, faded, mastered, to_pcm
from .plan import Album, Track
from .stage import play_concert


def render_track(track: Track) -> Pcm:
    """One track that stands by itself."""
    music = track.music
    sound: Sound
    if isinstance(music, Groove):
        sound = faded(play_groove(music), end=0.6)
    elif isinstance(music, Drift):
        sound = faded(play_drift([music]), start=0.4, end=3.5)
    elif isinstance(music, Consort):
        sound = faded(play_consort(music), end=0.8)
    else:
        sound = faded(play_prelude(), end=0.8)
    return to_pcm(mastered(sound, track.loudness, drive=track.drive))


def render_unbroken(album: Album) -> Iterator[Pcm]:
    """The tracks of an album whose sound goes through the borders, cut at exact samples."""
    if album.unbroken == "concert":
        tape, seams = play_concert([t.music for t in album.tracks if isinstance(t.music, Groove)])
        faded(tape, start=1.0, end=2.5)
    else:
        stretches = [t.music for t in album.tracks if isinstance(t.music, Drift)]
        tape = faded(play_drift(stretches), start=0.3, end=4.0)
        at, seams = 0.0, [0]
        for stretch in stretches:
            at += stretch.seconds
            seams.append(samples(at))
        seams[-1] = tape.shape[1]
    first = album.tracks[0]
    target = -14.3 if album.unbroken == "concert" else -15.8
    whole = to_pcm(mastered(tape, target, drive=first.drive))
    del tape
    for start, end in zip(seams, seams[1:], strict=False):
        yield whole[:, start:end]
