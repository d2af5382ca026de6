"""What is known about the sound in a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AudioInfo:
    """Facts about one audio file, as `probe` finds them. Sample counts are per channel, at `sample_rate`."""

    codec: str
    """FFmpeg's name of the codec, without the variant of a decoder: mp3, flac, aac, alac, opus, vorbis, pcm_s16le."""
    container: str
    """mp3, flac, mp4, ogg, adts, wav, aiff, wv, matroska, or FFmpeg's name of another."""
    sample_rate: int
    """Hz; for Opus always 48,000, its decoder's clock."""
    channels: int
    bit_depth: int | None
    """Bits of a sample, for lossless codecs only."""
    bitrate: int | None
    """Bits a second over the whole file."""
    duration_ms: int
    samples: int | None
    """Valid samples, or None where the file doesn't tell exactly."""
    skip_samples: int
    """Samples a decoder gives before the first valid one (for MP3 this includes the decoder's own 529)."""
    padding_samples: int | None
    """Samples a decoder gives after the last valid one, where known."""
    first_byte: int = 0
    """Where the sound starts in an MP3 or ADTS file: the tags before it need not be fetched."""

    @property
    def lossless(self) -> bool:
        return self.bit_depth is not None
