"""Renditions and the counts that go with them: exact to the sample, checked by decoding."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streaming.encoding import AudioInfo, EncodingError, Format, Quality, choices, probe, render
from streaming.encoding.forms import Form, describe
from streaming.tests.sounds import make_signal, write_sound

RATE = 44_100
# No whole number of frames in any codec. (For some counts FFmpeg writes an MP3 header that is ten samples off.)
COUNT = RATE + 4021

LOSSY = [
    ("mp3", "libmp3lame", 44_100),
    ("ipod", "aac", 44_100),
    ("ogg", "libopus", 48_000),
]
LOSSLESS = [
    ("flac", "flac", 44_100),
    ("wav", "pcm_s16le", 44_100),
    ("aiff", "pcm_s16be", 44_100),
    ("ipod", "alac", 44_100),
    ("wv", "wavpack", 44_100),
    ("flac", "flac", 96_000),
]


def decoded(data: bytes, folder: Path) -> np.ndarray:
    """What a decoder gives of a rendition, first channel, without any trimming of its own asked for."""
    path = folder / "rendition.bin"
    path.write_bytes(data)
    with av.open(str(path)) as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
        stream = container.streams.audio[0]
        channels = stream.codec_context.layout.nb_channels
        planar = stream.codec_context.format.is_planar
    flat = np.concatenate([f[0] if planar else f[0][::channels] for f in frames])
    scale = {"int16": 2.0**15, "int32": 2.0**31}.get(flat.dtype.name, 1.0)
    return flat.astype(np.float64) / scale


def lag_of(sound: np.ndarray, signal: np.ndarray) -> int:
    """Samples by which `sound` comes later than `signal`."""
    size = 1 << (len(sound) + len(signal)).bit_length()
    product = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(signal, size))
    lag = int(np.argmax(np.fft.irfft(product)))
    return lag - size if lag > size // 2 else lag


def error_db(sound: np.ndarray, signal: np.ndarray) -> float:
    return float(10 * np.log10(np.mean((sound - signal) ** 2) + 1e-20))


def make(path: Path, info: AudioInfo, form: Form, folder: Path) -> np.ndarray:
    return decoded(b"".join(render(path, info, form)), folder)


@pytest.mark.parametrize(("container", "codec", "rate"), LOSSY + LOSSLESS)
def test_probe_counts_exactly_the_samples_that_were_encoded(
    tmp_path: Path, container: str, codec: str, rate: int
) -> None:
    path = tmp_path / "sound"
    write_sound(path, container, codec, make_signal(COUNT, rate), rate)
    info = probe(path)
    assert (info.samples, info.sample_rate, info.channels) == (COUNT, rate, 2)
    assert info.duration_ms == round(COUNT * 1000 / rate)
    assert info.lossless is (codec not in ("libmp3lame", "aac", "libopus"))


@pytest.mark.parametrize(("container", "codec", "rate"), LOSSLESS)
def test_lossless_sound_reaches_flac_in_mp4_unchanged(
    tmp_path: Path, container: str, codec: str, rate: int
) -> None:
    signal = make_signal(COUNT, rate)
    path = tmp_path / "sound"
    write_sound(path, container, codec, signal, rate)
    info = probe(path)
    form = choices(info)[0]
    assert (form.format, form.mime) == (Format.FMP4, 'audio/mp4; codecs="flac"')
    sound = make(path, info, form, tmp_path)
    assert (form.skip_samples, form.samples, len(sound)) == (0, COUNT, COUNT)
    assert error_db(sound, signal / 32768) < -180


@pytest.mark.parametrize(("container", "codec", "rate"), LOSSY)
def test_a_remux_starts_its_sound_after_the_stated_delay(
    tmp_path: Path, container: str, codec: str, rate: int
) -> None:
    signal = make_signal(COUNT, rate)
    path = tmp_path / "sound"
    write_sound(path, container, codec, signal, rate)
    info = probe(path)
    form = choices(info)[0]
    assert form.samples == COUNT
    if form.format is Format.ORIGINAL:
        # FFmpeg cuts an MP3's delay itself, by the same header.
        assert len(make(path, info, form, tmp_path)) == COUNT
        return
    sound = make(path, info, form, tmp_path)
    assert lag_of(sound, signal / 32768) == form.skip_samples
    assert len(sound) >= form.skip_samples + COUNT


@pytest.mark.parametrize("format", [Format.OPUS, Format.MP3])
@pytest.mark.parametrize(("container", "codec", "rate"), [*LOSSY, ("wav", "pcm_s16le", 44_100)])
def test_an_encoding_starts_after_the_stated_delay_and_holds_the_stated_samples(
    tmp_path: Path, container: str, codec: str, rate: int, format: Format
) -> None:
    path = tmp_path / "sound"
    write_sound(path, container, codec, make_signal(COUNT, rate), rate)
    info = probe(path)
    form = describe(info, format, 128)
    sound = make(path, info, form, tmp_path)
    assert form.samples is not None
    assert len(sound) >= form.skip_samples + form.samples
    if form.padding_samples is not None:
        assert len(sound) == form.skip_samples + form.samples + form.padding_samples
    # The same sound at the form's rate, to compare with.
    resampled = tmp_path / "resampled.wav"
    write_sound(resampled, "wav", "pcm_s16le", make_signal(COUNT, rate), rate, form.sample_rate)
    assert lag_of(sound, decoded(resampled.read_bytes(), tmp_path)) == form.skip_samples


@settings(max_examples=15, deadline=None)
@given(count=st.integers(min_value=1, max_value=12_000))
def test_an_mp3_of_any_length_has_the_stated_number_of_samples(
    count: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    path = folder / "sound.wav"
    write_sound(path, "wav", "pcm_s16le", make_signal(count, RATE), RATE)
    info = probe(path)
    form = describe(info, Format.MP3, 128)
    assert form.padding_samples is not None
    stated = form.skip_samples + count + form.padding_samples
    assert len(make(path, info, form, folder)) == stated


def test_the_first_bytes_come_before_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    write_sound(path, "wav", "pcm_s16le", make_signal(RATE * 60, RATE), RATE)
    info = probe(path)
    for form in (choices(info)[0], *choices(info, Quality.MEDIUM)):
        chunks = render(path, info, form)
        assert len(next(chunks)) < 100_000
        chunks.close()  # type: ignore[attr-defined]  # frees the decoder: nothing to assert, nothing may raise


def test_a_small_lossy_file_is_not_encoded_again(tmp_path: Path) -> None:
    path = tmp_path / "small.mp3"
    write_sound(path, "mp3", "libmp3lame", make_signal(COUNT, RATE), RATE, bitrate=96_000)
    info = probe(path)
    assert [form.format for form in choices(info, Quality.MEDIUM)] == [Format.ORIGINAL]
    assert [form.format for form in choices(info, Quality.LOW)] == [Format.OPUS, Format.MP3]


def test_an_mp3_without_a_header_counts_its_frames_and_cuts_nothing(tmp_path: Path) -> None:
    path = tmp_path / "bare.mp3"
    write_sound(path, "wav", "pcm_s16le", make_signal(COUNT, RATE), RATE)
    info = probe(path)
    bare = tmp_path / "bare"
    bare.write_bytes(b"".join(render(path, info, describe(info, Format.MP3, 128))))
    found = probe(bare)
    assert (found.skip_samples, found.padding_samples) == (0, 0)
    assert found.samples is not None
    assert found.samples % 1152 == 0


def test_a_truncated_mp3_counts_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "whole.mp3"
    write_sound(path, "mp3", "libmp3lame", make_signal(RATE * 4, RATE), RATE)
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    samples = probe(cut).samples
    assert samples is not None
    assert abs(samples - RATE * 2) < RATE * 0.1


def test_tags_before_the_sound_need_not_be_fetched(tmp_path: Path) -> None:
    path = tmp_path / "tagged.mp3"
    write_sound(path, "mp3", "libmp3lame", make_signal(COUNT, RATE), RATE)
    plain = path.read_bytes()
    bare = probe(path)
    picture = b"ID3\x04\x00\x00" + bytes([0, 2, 0, 0]) + bytes(2 << 14)
    path.write_bytes(picture + plain)
    info = probe(path)
    assert info.first_byte == bare.first_byte + len(picture)
    assert info.samples == COUNT


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 5000, b"ID3" + b"\xff" * 4000, b"fLaC" + b"\1" * 300]
)
def test_what_holds_no_sound_is_refused_with_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "hostile.mp3"
    path.write_bytes(content)
    with pytest.raises(EncodingError):
        probe(path)


def test_a_missing_file_is_the_same_error(tmp_path: Path) -> None:
    with pytest.raises(EncodingError, match=r"gone\.mp3"):
        probe(tmp_path / "gone.mp3")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_an_encoding_error_or_sound(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("damage")
    container, codec, rate = data.draw(st.sampled_from(LOSSY + LOSSLESS[:1]))
    path = folder / "sound"
    write_sound(path, container, codec, make_signal(2000, rate), rate)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        info = probe(path)
        for form in choices(info):
            for _ in render(path, info, form):
                pass
    except EncodingError:
        pass
