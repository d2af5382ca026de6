"""Sound files as a browser wants them: exact facts about a file, and renditions made as they are sent.

Pure functions over PyAV (FFmpeg): a path goes in, facts or bytes come out; no database, no settings.

- `probe(path)` reads what a file holds, with the exact count of valid samples and of the samples that
  a decoder gives before them (encoder delay). It reads headers only, except where a file states no
  length (an MP3 without a Xing header): then it walks the frames, some milliseconds for a song.
- `choices(info, quality)` lists the renditions worth offering for that file, best first.
- `render(path, info, form)` yields a rendition's bytes as they grow.

Why the counts: a lossy codec puts silence before the sound and after it, and each container says so in its
own way (or not at all), which browsers honour for whole files only. A client that plays tracks without a gap
must cut those samples itself, so every `Form` states them: `skip_samples` first, then `samples` valid ones, then
`padding_samples`. See docs/gapless.md for what was measured.
"""

from streaming.encoding.errors import EncodingError
from streaming.encoding.forms import Form, Format, Quality, choices
from streaming.encoding.info import AudioInfo
from streaming.encoding.probe import probe
from streaming.encoding.render import render

__all__ = [
    "AudioInfo",
    "EncodingError",
    "Form",
    "Format",
    "Quality",
    "choices",
    "probe",
    "render",
]
