"""Promises of analysis: loudness by the standard, a waveform of 800 peaks, once for each file."""

import math
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import Library
from streaming.analysis.jobs import file_measure, library_measure_idle
from streaming.analysis.measure import measure, to_peaks
from streaming.models import MediaFile
from streaming.services import file_analyse
from streaming.tests.sound import track_make, wav_bytes


def stereo(path: Path, left: "np.ndarray", right: "np.ndarray", rate: int = 48000) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.stack([left, right], axis=1) * 32767).round().astype("<i2").tobytes())
    return path


def tone(seconds: float, db: float, *, hertz: float = 997, rate: int = 48000) -> "np.ndarray":
    return np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate) * 10 ** (db / 20)


@pytest.mark.parametrize("level", [-23.0, -33.0])
def test_loudness_is_ebu_tech_3341_s(tmp_path: Path, level: float) -> None:
    """Test cases 1 and 2: a stereo sine of 1 kHz at −23 (−33) dBFS on both sides is −23 (−33) LUFS, ± 0.1 LU."""
    sound = tone(20, level, hertz=1000)
    found = measure(stereo(tmp_path / "a.wav", sound, sound))
    assert found.loudness == pytest.approx(level, abs=0.1)
    assert found.true_peak == pytest.approx(level, abs=0.2)


def test_quiet_passages_are_gated(tmp_path: Path) -> None:
    """EBU Tech 3341, test case 3: 10 s at −36, 60 s at −23, 10 s at −36 dBFS is −23 LUFS."""
    sound = np.concatenate(
        [tone(10, -36, hertz=1000), tone(60, -23, hertz=1000), tone(10, -36, hertz=1000)]
    )
    assert measure(stereo(tmp_path / "a.wav", sound, sound)).loudness == pytest.approx(-23, abs=0.1)


def test_a_true_peak_lies_between_samples(tmp_path: Path) -> None:
    """A sine at a quarter of the rate, sampled 45° off its crest, is 3 dB higher than its samples."""
    sound = np.sin(2 * np.pi * np.arange(48000) / 4 + math.pi / 4) * 0.5
    # An edge would ring above its own height.
    sound *= np.minimum(1, np.minimum(np.arange(48000), np.arange(48000)[::-1]) / 4800)
    found = measure(stereo(tmp_path / "a.wav", sound, sound))
    assert found.true_peak == pytest.approx(20 * math.log10(0.5), abs=0.3)
    assert max(found.peaks) == round(0.5 * math.sqrt(0.5) * 255)


def test_silence_has_no_loudness_and_a_flat_waveform(tmp_path: Path) -> None:
    found = measure(stereo(tmp_path / "a.wav", np.zeros(48000), np.zeros(48000)))
    assert (found.loudness, found.true_peak, set(found.peaks)) == (None, None, {0})


def test_the_waveform_follows_the_sound_of_either_side(tmp_path: Path) -> None:
    left = np.concatenate([np.zeros(48000), tone(1, 0), np.zeros(96000)])
    right = np.concatenate([np.zeros(96000 + 48000), tone(1, -6.0206)])
    peaks = measure(stereo(tmp_path / "a.wav", left, right)).peaks
    assert len(peaks) == 800
    assert max(peaks[:195]) == 0
    assert min(peaks[205:395]) >= 250
    assert max(peaks[410:595]) == 0
    assert all(abs(peak - 128) <= 3 for peak in peaks[605:795])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=3000))
def test_any_number_of_slices_becomes_800_and_no_peak_is_lost(values: list[float]) -> None:
    peaks = to_peaks(values)
    assert len(peaks) == 800
    assert max(peaks) == round(float(np.float64(max(values))) * 255)
    assert all(0 <= peak <= 255 for peak in peaks)


def waveform(client: Client, file: MediaFile) -> Any:
    return client.get(f"/api/v1/tracks/{file.track.public_id}/waveform/")


def test_a_waveform_is_pending_until_its_job_has_run(client: Client, library: Library) -> None:
    file = track_make(library, data=wav_bytes(2, rate=44100, level=0.5))
    pending = waveform(client, file)
    assert (pending.status_code, pending.json()) == (202, {"state": "pending"})
    assert int(pending["Retry-After"]) > 0
    file_measure.call(file.pk)
    made = waveform(client, file)
    assert made.status_code == 200
    told = made.json()
    assert told["version"] == 1
    assert len(told["peaks"]) == 800
    assert max(told["peaks"]) in {127, 128}
    file.refresh_from_db()
    assert file.loudness is not None
    assert file.samples == 88200


def test_measuring_twice_changes_nothing(library: Library) -> None:
    file = track_make(library, data=wav_bytes(1))
    assert file_analyse(file_id=file.pk, at=now())
    assert not file_analyse(file_id=file.pk, at=now())


def test_what_is_no_sound_is_looked_at_once(client: Client, library: Library) -> None:
    file = track_make(library, data=b"no sound" * 100)
    assert file_analyse(file_id=file.pk, at=now())
    assert waveform(client, file).status_code == 404


def test_a_file_that_is_away_is_left_for_later(library: Library) -> None:
    file = track_make(library, "away.wav")
    assert not file_analyse(file_id=file.pk, at=now())
    file.refresh_from_db()
    assert file.analysed_at is None


def test_idle_time_measures_the_rest_and_makes_room_for_other_work(library: Library) -> None:
    for number in range(3):
        track_make(library, f"{number}.wav", wav_bytes(1), title=str(number))
    file_measure.enqueue(0)
    assert library_measure_idle.call() == 0
    DBTaskResult.objects.all().delete()
    assert library_measure_idle.call() == 3
    assert not MediaFile.objects.filter(analysed_at=None).exists()


def test_idle_time_first_learns_what_a_click_would_wait_for(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        track_make(library, f"{number}.wav", wav_bytes(1), title=str(number))
    known: list[int] = []

    def measured(*, file_id: int, at: object) -> bool:
        known.append(MediaFile.objects.filter(sound__isnull=False).count())
        return file_analyse(file_id=file_id, at=now())

    monkeypatch.setattr("streaming.analysis.jobs.file_analyse", measured)
    library_measure_idle.call()
    assert known == [3, 3, 3], "all are probed before the first is measured"
    assert set(MediaFile.objects.values_list("samples", flat=True)) == {8000}
