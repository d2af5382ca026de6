"""Files: the bytes of tracks, and what is made from them."""

from typing import Any, ClassVar

from django.db import models

from catalog.models import Library, Track
from common.models import PublicModel


class MediaFile(PublicModel):
    """One version of a track's bytes, as it lies in its library.

    `path` is relative to the library's root (or the key in storage), text of any length, with bytes that are not
    UTF-8 escaped (`streaming.paths`); the SHA-256 of its bytes is unique within the library. `audio_hash` is of
    the audio without tags, so that a retagged or moved file is recognised (`streaming.importing.sound` says how,
    and what can collide); equal hashes in a library are duplicate recordings. `size` and `mtime_ns` tell an
    unchanged file.
    """

    library = models.ForeignKey(Library, models.CASCADE, related_name="files")
    track = models.ForeignKey(Track, models.CASCADE, related_name="files")
    # MySQL has no conditional unique constraint: 1 on the one file a track plays from, NULL on others.
    is_current = models.PositiveSmallIntegerField(null=True, default=1)
    path = models.TextField()
    path_hash = models.CharField(max_length=64)
    folder_hash = models.CharField(
        max_length=64, help_text="SHA-256 of the folder's path, for the folder view."
    )
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    mtime_ns = models.BigIntegerField(help_text="Nanoseconds since 1970.")
    sha256 = models.CharField(
        max_length=64, blank=True, help_text="Of all bytes; filled when first needed."
    )
    audio_hash = models.CharField(max_length=64, blank=True)
    container = models.CharField(
        max_length=10, help_text="mp3, flac, ogg, mp4, adts, wav, aiff, wavpack"
    )
    codec = models.CharField(
        max_length=10, help_text="mp3, flac, vorbis, opus, aac, alac, pcm, wavpack"
    )
    bitrate = models.PositiveIntegerField(default=0, help_text="Bits per second.")
    sample_rate = models.PositiveIntegerField(default=0, help_text="Hz.")
    channels = models.PositiveSmallIntegerField(default=0)
    bit_depth = models.PositiveSmallIntegerField(null=True, blank=True)
    duration_ms = models.PositiveIntegerField(default=0)
    skip_samples = models.PositiveIntegerField(
        null=True, blank=True, help_text="Encoder delay to cut at the start."
    )
    samples = models.PositiveBigIntegerField(
        null=True, blank=True, help_text="Exact count after the delay."
    )
    sound: "models.JSONField[dict[str, Any] | None, dict[str, Any] | None]" = models.JSONField(
        null=True, blank=True, editable=False, help_text="See streaming.delivery.facts."
    )
    tags: "models.JSONField[dict[str, list[str]], dict[str, list[str]]]" = models.JSONField(
        default=dict, help_text="As read."
    )
    track_gain = models.FloatField(
        null=True, blank=True, help_text="dB, ReplayGain 2.0 (reference −18 LUFS)."
    )
    track_peak = models.FloatField(null=True, blank=True, help_text="Linear, 1.0 is full scale.")
    album_gain = models.FloatField(null=True, blank=True)
    album_peak = models.FloatField(null=True, blank=True)
    loudness = models.FloatField(
        null=True, blank=True, help_text="LUFS, EBU R128 integrated, measured here."
    )
    true_peak = models.FloatField(null=True, blank=True, help_text="dBTP, measured here.")
    waveform = models.BinaryField(
        null=True, blank=True, help_text="800 bytes, each the peak of a slice, 0–255."
    )
    analysed_at = models.DateTimeField(null=True, blank=True)
    missing_since = models.DateTimeField(null=True, blank=True)
    replaced_at = models.DateTimeField(
        null=True, blank=True, help_text="When another took its place; kept for a while after that."
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["library", "path_hash"], name="file_path_once"),
            models.UniqueConstraint(fields=["track", "is_current"], name="file_current_once"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["library", "audio_hash"], name="file_by_audio"),
            models.Index(fields=["library", "folder_hash", "id"], name="file_in_folder"),
            models.Index(fields=["analysed_at", "id"], name="file_to_analyse"),
            models.Index(fields=["sha256", "library"], name="file_by_bytes"),
            models.Index(fields=["replaced_at", "id"], name="file_replaced"),
        ]

    def __str__(self) -> str:
        return self.path


class Rendition(PublicModel):
    """Bytes made from a file: a remux or an encoding, kept in a cache of limited size."""

    file = models.ForeignKey(MediaFile, models.CASCADE, related_name="renditions")
    format = models.CharField(max_length=10, help_text="fmp4, adts, webm, opus, mp3")
    bitrate = models.PositiveIntegerField(default=0, help_text="kbit/s; 0 for a lossless remux.")
    storage_key = models.CharField(max_length=190)
    bytes = models.PositiveBigIntegerField(default=0)
    skip_samples = models.PositiveIntegerField(default=0)
    samples = models.PositiveBigIntegerField(null=True, blank=True)
    sample_rate = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "format", "bitrate"], name="rendition_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["used_at", "id"], name="rendition_least_used")]

    def __str__(self) -> str:
        return f"{self.format} {self.bitrate or 'lossless'} of {self.file}"
