"""`GET /api/v1/tracks/<id>/playback/` and `…/waveform/`: what the player needs to sound, and to draw."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from catalog.api.serializers import TrackSerializer
from catalog.models import Track
from common.errors import Invalid, NotFound
from streaming.analysis.jobs import file_measure
from streaming.api.base import SoundView
from streaming.bookmarks import keeps_position, position_kept
from streaming.delivery.access import media_file_for
from streaming.delivery.facts import Form, facts_of
from streaming.delivery.gain import gain_of
from streaming.delivery.places import readable_path
from streaming.delivery.types import media_type
from streaming.models import MediaFile

QUALITIES = ("original", "256", "128", "64")
WAIT = 2
"""Seconds after which to ask again for a waveform: measuring takes about one."""


class SourceSerializer(serializers.Serializer[Any]):
    """One address to play from. `samples` is null where the exact count is unknown: play it in a plain element."""

    url = serializers.CharField()
    mime = serializers.CharField()
    sample_rate = serializers.IntegerField(help_text="Hz, of all counts here.")
    skip_samples = serializers.IntegerField(help_text="Encoder delay to cut at the start.")
    samples = serializers.IntegerField(allow_null=True, help_text="Valid samples after it.")
    padding_samples = serializers.IntegerField(
        allow_null=True, help_text="Samples to cut at the end, where known."
    )
    first_byte = serializers.IntegerField(help_text="Where the sound starts: tags before it.")


class GainSerializer(serializers.Serializer[Any]):
    """ReplayGain 2.0: dB to apply for −18 LUFS, peaks linear."""

    track_db = serializers.FloatField()
    track_peak = serializers.FloatField(allow_null=True)
    album_db = serializers.FloatField(allow_null=True)
    album_peak = serializers.FloatField(allow_null=True)


class PlaybackSerializer(TrackSerializer):
    """A track with what the player needs."""

    sources = SourceSerializer(many=True, help_text="By preference: take the first that plays.")
    gain = GainSerializer(allow_null=True)
    keeps_position = serializers.BooleanField(
        help_text="So long that whoever comes back goes on where they left it (`me/bookmarks/`)."
    )
    resume_ms = serializers.IntegerField(allow_null=True, help_text="Where they left it.")
    waveform_url = serializers.CharField()


class WaveformSerializer(serializers.Serializer[Any]):
    """The peaks of 800 slices, or that they are still being made."""

    version = serializers.IntegerField()
    peaks = serializers.ListField(child=serializers.IntegerField(min_value=0, max_value=255))


class PlaybackView(SoundView):
    """What the player needs to sound a track at a quality."""

    @extend_schema(
        operation_id="tracks_playback",
        tags=["tracks"],
        parameters=[OpenApiParameter("quality", enum=QUALITIES, default="original")],
        responses=PlaybackSerializer,
    )
    def get(self, request: Request, public_id: str) -> Response:
        quality = request.query_params.get("quality", "original")
        if quality not in QUALITIES:
            raise Invalid(f"quality takes one of {', '.join(QUALITIES)}.", field="quality")
        file = media_file_for(self.viewer, public_id)
        track = Track.objects.for_rows().get(pk=file.track_id)
        track.sources = sources_of(file, quality, track.public_id)
        track.gain = gain_of(file)
        track.keeps_position = keeps_position(track)
        track.resume_ms = position_kept(self.viewer, track)
        # Asked for at once by whoever plays, and measured then: a job enqueued here would have the sound wait for the
        # database's one writer.
        track.waveform_url = f"/api/v1/tracks/{track.public_id}/waveform/"
        return Response(PlaybackSerializer(track).data, headers={"Cache-Control": "no-store"})


class WaveformView(SoundView):
    """The waveform to draw and seek on."""

    @extend_schema(
        operation_id="tracks_waveform",
        tags=["tracks"],
        responses={
            200: WaveformSerializer,
            202: OpenApiResponse(description="Being made: ask again after Retry-After seconds."),
        },
    )
    def get(self, request: Request, public_id: str) -> Response:
        file = media_file_for(self.viewer, public_id)
        peaks = MediaFile.objects.values_list("waveform", flat=True).get(pk=file.pk)
        if peaks is not None:
            # Like the sound itself: kept by the browser, asked for each time.
            return Response(
                {"version": 1, "peaks": list(bytes(peaks))},
                headers={"Cache-Control": "private, max-age=3600"},
            )
        if file.analysed_at is not None:
            raise NotFound("This track has no waveform.")
        _measure_once(file)
        return Response(
            {"state": "pending"},
            status=202,
            headers={"Retry-After": str(WAIT), "Cache-Control": "no-store"},
        )


def sources_of(file: MediaFile, quality: str, track_id: str) -> list[dict[str, Any]]:
    """The sources of a track by preference; the file as it is where nothing exact is known of it."""
    address = f"/api/v1/tracks/{track_id}/stream/"
    facts = facts_of(file, readable_path(file))
    if facts is None:
        return [source_as_it_is(address, file)]
    return [source_told(address, form) for form in facts.choices(quality)]


def source_as_it_is(address: str, file: MediaFile) -> dict[str, Any]:
    """A file at the address of its bytes, nothing exact being known of it."""
    return {
        "url": address,
        "mime": media_type(file.container, file.codec),
        "sample_rate": file.sample_rate,
        "skip_samples": 0,
        "samples": None,
        "padding_samples": None,
        "first_byte": 0,
    }


def source_told(address: str, form: Form) -> dict[str, Any]:
    """A form of a track at the address of its bytes, as players are told of it."""
    return {
        "url": address + form.query,
        "mime": form.mime,
        "sample_rate": form.sample_rate,
        "skip_samples": form.skip_samples,
        "samples": form.samples,
        "padding_samples": form.padding_samples,
        "first_byte": form.first_byte,
    }


def _measure_once(file: MediaFile) -> None:
    """Have a file measured that never was; a job that waits already is not doubled."""
    if file.analysed_at is None:
        file_measure.enqueue(file.pk)
