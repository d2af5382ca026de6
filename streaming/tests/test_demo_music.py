"""The demo catalogue: music that is level, clean, tagged, decodable and the same every time."""

from __future__ import annotations

from pathlib import Path

import av
import mutagen
import numpy as np
import pytest

from streaming.demo import DemoSummary, write_demo
from streaming.demo.canvas import SIZE
from streaming.demo.catalogue import ARTISTS, COMMENT, catalogue
from streaming.demo.covers import COVERS
from streaming.demo.master import CEILING, limited, loudness
from streaming.demo.plan import Album, Track
from streaming.demo.render import render_track, render_unbroken
from streaming.demo.write import track_path

ALBUMS = {album.title: album for album in catalogue()}
TRACKS = [(album, track) for album in catalogue() for track in album.tracks]
type Demo = tuple[Path, DemoSummary, list[tuple[int, int]]]
NAMES = [f"{album.title}/{track.disc}-{track.number}" for album, track in TRACKS]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The whole catalogue, written once."""
    folder = tmp_path_factory.mktemp("demo")
    steps: list[tuple[int, int]] = []
    summary = write_demo(folder, progress=lambda done, total: steps.append((done, total)))
    return folder, summary, steps


def decoded(path: Path) -> np.ndarray:
    """The samples of a file, (channels, count), as floats at the file's rate."""
    with av.open(str(path)) as container:
        frames = []
        resampler = av.AudioResampler("fltp", "stereo", container.streams.audio[0].rate)
        for frame in container.decode(container.streams.audio[0]):
            frames += [out.to_ndarray() for out in resampler.resample(frame)]
    return np.concatenate(frames, axis=1)


def measured_loudness(path: Path) -> float:
    """Integrated loudness in LUFS as FFmpeg's ebur128 measures it: a second opinion on our own."""
    with av.open(str(path)) as container:
        stream = container.streams.audio[0]
        graph = av.filter.Graph()
        source = graph.add_abuffer(template=stream)
        meter = graph.add("ebur128", "metadata=1")
        sink = graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        last = -70.0
        for frame in container.decode(stream):
            source.push(frame)
            while True:
                try:
                    last = float(sink.pull().metadata.get("lavfi.r128.I", last))
                except (av.BlockingIOError, av.EOFError):
                    break
    return last


def test_catalogue_has_three_artists_six_albums_forty_tracks(demo: Demo) -> None:
    folder, summary, steps = demo
    assert (summary.artists, summary.albums, summary.tracks) == (3, 6, 40)
    assert steps[-1] == (40, 40)
    kinds = {album.kind for album in ALBUMS.values()}
    assert {"album", "ep", "single", "compilation", "live"} <= kinds
    assert {path.suffix for path in folder.rglob("*.*")} >= {
        ".mp3", ".flac", ".ogg", ".opus", ".m4a", ".wav", ".aiff", ".jpg", ".lrc", ".m3u",
    }  # fmt: skip


def test_catalogue_stays_under_sixty_megabytes(demo: Demo) -> None:
    _, summary, _ = demo
    assert summary.bytes < 60_000_000


def test_nothing_hidden_or_half_written_is_left(demo: Demo) -> None:
    folder, summary, _ = demo
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) == summary.files
    assert not [path for path in files if path.name.startswith(".")]


@pytest.mark.parametrize(("album", "track"), TRACKS, ids=NAMES)
def test_file_decodes_is_level_and_never_clips(demo: Demo, album: Album, track: Track) -> None:
    path = track_path(demo[0], album, track)
    sound = decoded(path)
    assert 15 < sound.shape[1] / (48_000 if track.form == "opus" else 44_100) < 92
    assert np.abs(sound).max() < 1.0, "clips"
    assert abs(sound.mean()) < 0.01, "direct current"
    # A click is a step of one sample that nothing in its neighbourhood prepares for.
    assert np.abs(np.diff(sound)).max() < 0.8, "a click"
    low, high = (-19.0, -13.0) if album.unbroken else (-16.8, -13.5)
    assert low < measured_loudness(path) < high


def _words(value: object) -> str:
    """A tag's value, or values, as plain text."""
    if isinstance(value, list):
        return "\n".join(
            v.decode(errors="replace") if isinstance(v, bytes) else str(v) for v in value
        )
    return str(value)


@pytest.mark.parametrize(("album", "track"), TRACKS, ids=NAMES)
def test_file_carries_its_tags(demo: Demo, album: Album, track: Track) -> None:
    tags = mutagen.File(track_path(demo[0], album, track), easy=False).tags
    text = "\n".join(_words(tags[key]) for key in tags.keys())  # noqa: SIM118 - VComment iterates pairs
    values = (track.title, album.title, track.isrc, COMMENT, track.genres[0], *track.artists)
    for value in values:
        assert value in text, f"{value} is missing"
    if track.composer:
        assert track.composer in text
        assert track.work in text


def test_every_album_names_the_place_of_each_track(demo: Demo) -> None:
    for album, track in TRACKS:
        file = mutagen.File(track_path(demo[0], album, track), easy=True)
        if file.__class__.__name__ in ("WAVE", "AIFF"):
            continue
        assert file["tracknumber"][0].split("/")[0] == str(track.number)
        assert file["discnumber"][0].split("/")[0] == str(track.disc)
        assert file["albumartist"] == [album.artist]


def test_isrcs_are_unique_and_of_no_country() -> None:
    codes = [track.isrc for _, track in TRACKS]
    assert len(set(codes)) == 40
    assert all(len(code) == 12 and code.startswith("ZZ") for code in codes)


def test_live_album_has_two_discs_and_the_single_no_cover(demo: Demo) -> None:
    folder = demo[0]
    assert {t.disc for t in ALBUMS["Live at Pier Nine"].tracks} == {1, 2}
    single = ALBUMS["Heat Pump"]
    assert not list((folder / single.artist / single.title).glob("*.jpg"))
    for track in single.tracks:
        tags = mutagen.File(track_path(folder, single, track)).tags
        assert not [key for key in tags if key.startswith("APIC")]


def test_artists_have_pictures_and_the_playlist_finds_its_files(demo: Demo) -> None:
    folder = demo[0]
    assert all((folder / name / "artist.jpg").stat().st_size > 20_000 for name in ARTISTS)
    playlist = next(folder.rglob("*.m3u"))
    entries = [e for e in playlist.read_text("utf-8").splitlines() if not e.startswith("#")]
    assert len(entries) == 6
    assert all((playlist.parent / entry).is_file() for entry in entries)


def test_timed_lyrics_lie_beside_their_track_and_within_it(demo: Demo) -> None:
    lyrics = next(demo[0].rglob("*.lrc"))
    assert lyrics.with_suffix(".opus").is_file()
    stamps = [line[1:9] for line in lyrics.read_text("utf-8").splitlines() if line[1].isdigit()]
    assert len(stamps) == 8
    assert stamps == sorted(stamps)
    last = int(stamps[-1][:2]) * 60 + float(stamps[-1][3:])
    assert last < mutagen.File(lyrics.with_suffix(".opus")).info.length


def test_same_track_is_the_same_samples_every_time() -> None:
    for title, number in (
        ("Heat Pump", 2),
        ("Seven Rooms: A Demo Sampler", 1),
        ("Kettle & Rain", 5),
    ):
        track = next(t for t in ALBUMS[title].tracks if t.number == number)
        assert np.array_equal(render_track(track), render_track(track))


def test_second_run_writes_the_same_bytes_over_the_first(demo: Demo, tmp_path: Path) -> None:
    album = ALBUMS["Heat Pump"]
    for _ in range(2):
        write_demo(tmp_path, jobs=1, albums=(album,))
        for track in album.tracks:
            one, other = track_path(demo[0], album, track), track_path(tmp_path, album, track)
            assert one.read_bytes() == other.read_bytes(), track.title


def seam_step(before: np.ndarray, after: np.ndarray) -> tuple[float, float]:
    """The second difference across a seam, and the largest within 50 ms of it."""
    around = np.concatenate([before[:, -2_205:], after[:, :2_205]], axis=1)
    bend = np.abs(np.diff(around, 2)).max(axis=0)
    return float(bend[2_203:2_205].max()), float(np.delete(bend, [2_203, 2_204]).max())


@pytest.fixture(scope="module")
def exposure() -> list[np.ndarray]:
    """The gapless album as it was cut, before any encoding."""
    return list(render_unbroken(ALBUMS["The Long Exposure"]))


def test_gapless_album_joins_to_the_sample_it_was_cut_at(
    demo: Demo, exposure: list[np.ndarray]
) -> None:
    album, pieces = ALBUMS["The Long Exposure"], exposure
    for track, piece in zip(album.tracks, pieces, strict=True):
        sound = decoded(track_path(demo[0], album, track))
        assert np.array_equal(np.rint(sound * 32_768).astype(np.int16), piece), track.title
    for before, after in zip(pieces, pieces[1:], strict=False):
        here, nearby = seam_step(before / 32_768, after / 32_768)
        assert here <= nearby * 1.05, "the seam is audible"


def test_gapless_album_sounds_on_both_sides_of_every_seam(exposure: list[np.ndarray]) -> None:
    for before, after in zip(exposure, exposure[1:], strict=False):
        for side in (before[:, -4_410:], after[:, :4_410]):
            level = np.sqrt(np.mean((side / 32_768) ** 2))
            assert level > 0.01, "a gap here could not be heard"


def test_live_album_in_mp3_has_exact_lengths(demo: Demo) -> None:
    album = ALBUMS["Live at Pier Nine"]
    pieces = list(render_unbroken(album))
    files = [decoded(track_path(demo[0], album, track)) for track in album.tracks]
    assert [f.shape[1] for f in files] == [p.shape[1] for p in pieces]


def test_limiter_holds_the_ceiling_against_the_worst() -> None:
    random = np.random.default_rng(0)
    sound = random.standard_normal((2, 44_100)).astype(np.float32)
    sound[0, 20_000] = 9.0
    assert np.abs(limited(sound)).max() <= CEILING * 1.0001


def test_own_loudness_agrees_with_the_standard() -> None:
    """EBU Tech 3341, case 1: a stereo sine of 1 kHz at −23 dBFS is −23 LUFS."""
    t = np.arange(44_100 * 10) / 44_100
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 1_000 * t)).astype(np.float32)
    assert loudness(np.stack([tone, tone])) == pytest.approx(-23.0, abs=0.15)


def test_sleeves_are_square_colourful_and_unlike_each_other() -> None:
    means = []
    for paint in COVERS.values():
        picture = paint()
        assert picture.shape == (SIZE, SIZE, 3)
        assert np.isfinite(picture).all()
        assert picture.std() > 0.12, "flat"
        means.append(picture.reshape(50, SIZE // 50, 50, SIZE // 50, 3).mean(axis=(1, 3)))
    for index, one in enumerate(means):
        for other in means[index + 1 :]:
            assert np.abs(one - other).mean() > 0.12
