"""House, disco and funk: a band that plays in sections of four bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from . import drums, voices
from .dsp import RATE, Sound, samples, stretched
from .melody import melody
from .space import Mix, Part
from .theory import Chord, bass_pitch, chords, voiced


@dataclass(frozen=True)
class Groove:
    """A song. ``chords`` come one a bar and repeat; ``form`` has a letter for every four bars.

    Letters: ``i`` intro, ``g`` drums and bass, ``A`` with chords, ``B`` with melody, ``C``
    everybody, ``b`` break without the kick, ``o`` outro.
    """

    seed: int
    tempo: float
    key: str
    chords: str
    form: str
    feel: str = "house"
    lead: str = "lead"
    swing: float = 0.0

    @property
    def bar(self) -> float:
        """Length of a bar in seconds."""
        return 240 / self.tempo

    @property
    def seconds(self) -> float:
        """Length of the song with its last echo."""
        return self.bar * 4 * len(self.form) + 2.6


@dataclass(frozen=True)
class Kit:
    """What the rhythm section plays, as patterns of sixteenths (two for alternating bars)."""

    kick: tuple[str, str]
    snare: tuple[str, str]
    hats: tuple[str, str]
    extra: tuple[str, str]
    bass: tuple[str, str]
    comp: tuple[str, str]
    snare_sound: str = "clap"
    extra_sound: str = "shaker"
    bass_sound: str = "synth"
    comp_sound: str = "electric_piano"
    pump: float = 0.0


# Bass: R root, O octave, 5 fifth, 7 seventh, n a step into the next root; a dash holds.
KITS = {
    "house": Kit(
        kick=("X...X...X...X...", "X...X...X...X..o"),
        snare=("....x.......x...", "....x.......x..g"),
        hats=("gco.gco.gco.gco.", "gco.gco.gco.gcoo"),
        extra=("xgogxgogxgogxgog", "xgogxgogxgogxgog"),
        bass=("..R-..O-..R-.R5.", "..R-..O-..7-.5n."),
        comp=("X-..X-...X-..X-.", "..X-..X-..X-X-.."),
        pump=0.55,
    ),
    "disco": Kit(
        kick=(
            "X...X...X...X...",
            "X...X...X...X...",
        ),
        snare=("....x.......x...", "....x.......x.gx"),
        hats=("c.o.c.o.c.o.c.o.", "c.o.c.o.c.o.cco."),
        extra=("..x...x...x...x.", "..x...x...x...x."),
        bass=("R.O.R.O.R.O.R.O.", "R.O.R.O.5.7.O.n."),
        comp=("x.Xxx.Xxx.Xxx.Xx", "x.Xxx.Xxx.XxxXXx"),
        snare_sound="snare",
        extra_sound="cowbell",
        bass_sound="finger",
        comp_sound="clavinet",
        pump=0.25,
    ),
    "funk": Kit(
        kick=("X..x..x...x..x..", "X..x..x..gx....x"),
        snare=("....X..g.g..X..g", "....X..g.gg.X.gg"),
        hats=("cgcgcgcgcgcgcgo.", "cgcgcgcocgcgcgcg"),
        extra=(
            "..............x.",
            "..x.............",
        ),
        bass=("R-.R..O7..R.5-7.", "R-.R..O7..5-7.n-"),
        comp=("X..xx.X..x.Xx..x", "X..xx.X.xx.X.xXx"),
        snare_sound="snare",
        extra_sound="rim",
        bass_sound="finger",
        comp_sound="clavinet",
    ),
    "dub": Kit(
        kick=("........X.......", "........X.....o."),
        snare=("........x.......", "........x..g...."),
        hats=("..c...c...c...cc", "..c...c.c.c...o."),
        extra=("x...............", "......x........."),
        bass=("R--.R.5-R--...7.", "R--.O-5-..R-..n."),
        comp=("....X.......X...", "....X.......X.x."),
        snare_sound="snare",
        extra_sound="rim",
        comp_sound="organ",
    ),
    "breaks": Kit(
        kick=("X.....x...X.....", "X.x...x...X..x.."),
        snare=("....X..g.g..X...", "....X..g.x..X..x"),
        hats=("c.c.c.c.c.c.c.o.", "c.ccc.c.c.c.ccc."),
        extra=("xgogxgogxgogxgog", "xgogxgogxgogxgog"),
        bass=("R---..R-O-..5---", "R---..7-5-..n---"),
        comp=("X-----..X---....", "..X---..X-....X-"),
        snare_sound="snare",
        comp_sound="electric_piano",
        pump=0.2,
    ),
}

LEADS: dict[str, Callable[[float, float], Sound]] = {
    "lead": voices.lead,
    "organ": voices.organ,
    "brass": voices.brass,
    "bell": lambda pitch, seconds: voices.bell(pitch, 1.6),
    "whistle": voices.whistle,
    "electric_piano": voices.electric_piano,
    "clavinet": voices.clavinet,
}


def play_groove(song: Groove, *, tail: float = 1.5) -> Sound:
    """The song as stereo samples, not yet mastered, in a room that rings ``tail`` seconds."""
    random = np.random.default_rng(song.seed)
    kit = KITS[song.feel]
    mix = Mix(song.seconds)
    bars = len(song.form) * 4
    progression = chords(song.chords)
    harmony = [progression[i % len(progression)] for i in range(bars)]
    # A break drops the bass and the drums thin out; the last bar of the song is one chord.
    pump = _pump(song, kit, mix.count)
    _drums(song, kit, mix, random)
    bass = _bass(song, kit, mix, harmony)
    mix.place(bass.sound * pump, 0.44)
    _comping(song, kit, mix, harmony, pump)
    _tune(song, mix, harmony, random)
    _pads(song, mix, harmony, pump)
    return mix.finish(tail=tail, delay=song.bar * 3 / 16, feedback=0.42)


def _sections(song: Groove) -> list[tuple[int, str]]:
    return [(bar, song.form[bar // 4]) for bar in range(len(song.form) * 4)]


def _pump(song: Groove, kit: Kit, count: int) -> Sound:
    """The gain that ducks under each kick, as a side-chained compressor would."""
    grid = 256
    t = np.arange(count // grid + 2, dtype=np.float32) * np.float32(grid / RATE)
    beat = (t % np.float32(song.bar / 4)) / np.float32(song.bar / 4)
    curve = 1 - np.float32(kit.pump) * np.exp(-beat * 5)
    for bar, letter in _sections(song):
        if letter == "b":
            start = int(bar * song.bar * RATE / grid)
            curve[start : start + int(song.bar * RATE / grid)] = 1
    return stretched(curve.astype(np.float32), grid, count)


def _drums(song: Groove, kit: Kit, mix: Mix, random: np.random.Generator) -> None:
    step = song.bar / 16
    kick = drums.kick(click=0.5 if kit.pump else 0.3)
    snare = drums.clap() if kit.snare_sound == "clap" else drums.snare(tone=185 + song.seed % 5 * 9)
    closed, opened = drums.hat(), drums.hat(length=0.22, low=5_800)
    hats = {"c": closed * 0.8, "o": opened * 0.62, "g": closed * 0.4, "x": closed}
    extra = {"shaker": drums.shaker, "cowbell": drums.cowbell, "rim": drums.rim}[kit.extra_sound]()
    low, back, high, aside = mix.part(), mix.part(), mix.part(), mix.part()
    crash, tom = drums.crash(), [drums.tom(p) for p in (175.0, 130.0, 95.0)]
    for bar, letter in _sections(song):
        at, odd, last = bar * song.bar, bar % 2, bar % 4 == 3
        play = partial(drums.strike, at=at, step=step, swing=song.swing, random=random)
        if letter not in "b":
            play(low, kick, kit.kick[odd])
        if letter in "gABCo":
            play(back, snare, kit.snare[odd])
        if letter in "igABCo" or (letter == "b" and bar % 4 >= 2):
            play(high, hats, kit.hats[odd])
        if letter in "BC" or (letter == "A" and kit.extra_sound == "shaker"):
            play(aside, extra, kit.extra[odd])
        if last and letter == "b":  # a roll that leads back in
            for hit in range(16):
                back.play(snare, at + hit * step, 0.12 + 0.5 * (hit / 16) ** 2)
        elif last and letter in "ABC" and kit.snare_sound == "snare":
            for hit, drum in zip((12, 13, 14, 15), (0, 0, 1, 2), strict=True):
                aside.play(tom[drum], at + hit * step, 0.7)
        if bar % 4 == 0 and letter in "BC":
            high.play(crash, at, 0.7)
    end = len(song.form) * 4 * song.bar
    low.play(kick, end, 0.9)
    high.play(crash, end, 0.8)
    mix.place(low, 0.7)
    mix.place(back, 0.42, pan=0.05, room=0.28)
    mix.place(high, 0.24 if kit.snare_sound == "snare" else 0.4, pan=0.25, room=0.05)
    mix.place(aside, 0.26, pan=-0.4, room=0.15, echo=0.25 if song.feel == "dub" else 0.0)


def _bass(song: Groove, kit: Kit, mix: Mix, harmony: Sequence[Chord]) -> Part:
    part = mix.part()
    voice = cache(voices.synth_bass if kit.bass_sound == "synth" else voices.finger_bass)
    step = song.bar / 16
    for bar, letter in _sections(song):
        if letter in "ib":
            continue
        here, after = harmony[bar], harmony[(bar + 1) % len(harmony)]
        root = bass_pitch(here.bass, 31)
        seventh = 10 if 10 in here.intervals else (9 if 9 in here.intervals else 7)
        fifth = 6 if 6 in here.intervals and 7 not in here.intervals else 7
        target = bass_pitch(after.bass, 31)
        into = target - 1 if target >= root else target + 1
        pitches = {"R": root, "O": root + 12, "5": root + fifth, "7": root + seventh, "n": into}
        pattern = kit.bass[bar % 2]
        for index, character in enumerate(pattern):
            if character not in pitches:
                continue
            held = 1 + len(pattern[index + 1 :]) - len(pattern[index + 1 :].lstrip("-"))
            late = song.swing * step if index % 2 else 0.0
            note = voice(pitches[character], round(held * step * 0.92, 4))
            part.play(note, bar * song.bar + index * step + late, 0.95 if index % 4 == 0 else 0.8)
    part.play(voice(bass_pitch(harmony[0].bass, 31), 1.4), len(song.form) * 4 * song.bar, 0.9)
    return part


def _comping(song: Groove, kit: Kit, mix: Mix, harmony: Sequence[Chord], pump: Sound) -> None:
    voice = cache(
        {
            "electric_piano": voices.electric_piano,
            "clavinet": voices.clavinet,
            "organ": voices.organ,
        }[kit.comp_sound]
    )
    voicings = voiced(harmony, 62 if kit.comp_sound != "clavinet" else 65, 4, rootless=True)
    left, right = mix.part(), mix.part()
    step = song.bar / 16
    for bar, letter in _sections(song):
        if letter in "go":
            continue
        pattern = kit.comp[bar % 2]
        for index, character in enumerate(pattern):
            if character not in "Xxo":
                continue
            held = 1 + len(pattern[index + 1 :]) - len(pattern[index + 1 :].lstrip("-"))
            length = held * step * 0.9
            if kit.comp_sound == "clavinet":
                length = step * (0.85 if character == "X" else 0.35)
            force = drums.LOUDNESS[character] * (0.55 if letter == "i" else 1.0)
            late = song.swing * step if index % 2 else 0.0
            for number, pitch in enumerate(voicings[bar]):
                side = left if number % 2 else right
                side.play(
                    voice(pitch, round(length, 4)),
                    bar * song.bar + index * step + late + number * 0.004,
                    force,
                )
    for number, pitch in enumerate(voicings[0]):
        (left if number % 2 else right).play(voice(pitch, 1.5), len(song.form) * 4 * song.bar, 0.9)
    echo = 0.5 if song.feel == "dub" else 0.1
    gain = 0.32 if kit.comp_sound != "clavinet" else 0.36
    mix.place(left.sound * pump, gain, pan=-0.55, room=0.18, echo=echo)
    mix.place(right.sound * pump, gain, pan=0.55, room=0.18)


def _tune(song: Groove, mix: Mix, harmony: Sequence[Chord], random: np.random.Generator) -> None:
    voice = cache(LEADS[song.lead])
    beat = song.bar / 4
    part, low = mix.part(), 67 if song.lead in ("bell", "whistle") else 62
    phrase = melody(random, harmony[:8], song.key, rhythm="funky", meter=4, low=low, high=low + 17)
    reply = melody(random, harmony[:8], song.key, rhythm="sparse", meter=4, low=low, high=low + 14)
    for bar, letter in _sections(song):
        if letter not in "BCb":
            continue
        inside = bar % 8
        for note in reply if letter == "b" else phrase:
            if inside * 4 <= note.beat < inside * 4 + 4:
                at = bar * song.bar + (note.beat - inside * 4) * beat
                sixteenth = round(note.beat * 4)
                at += song.swing * beat / 4 if sixteenth % 2 else 0
                part.play(voice(note.pitch, round(note.length * beat, 4)), at, note.force)
    mix.place(part, 0.3, pan=0.12, room=0.25, echo=0.3)


def _pads(song: Groove, mix: Mix, harmony: Sequence[Chord], pump: Sound) -> None:
    """Strings under the full sections, one loop for each chord of the song."""
    voicings = voiced(harmony, 67, 4)
    loops = {
        v: voices.pad_loop(v, seed=song.seed, tilt=1.2, spread=22)
        for v in {voicings[bar] for bar, letter in _sections(song) if letter in "Cb"}
    }
    if not loops:
        return
    from_bar = samples(song.bar + 0.15)
    rise = np.linspace(0, 1, samples(0.15), dtype=np.float32)
    pair = [np.zeros(mix.count, dtype=np.float32) for _ in (0, 1)]
    for bar, letter in _sections(song):
        if letter not in "Cb":
            continue
        for side in (0, 1):
            sound = voices.looped(loops[voicings[bar]], from_bar, side * voices.HALF_LOOP)
            sound[: len(rise)] *= rise
            sound[-len(rise) :] *= rise[::-1]
            start = samples(bar * song.bar)
            pair[side][start : start + from_bar] += sound[: mix.count - start]
    mix.place_pair(pair[0] * pump, pair[1] * pump, 0.05, room=0.2)
