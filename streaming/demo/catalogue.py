"""The demo catalogue: three invented artists, six albums, forty tracks.

The names, titles and words are made up; the one piece by someone else is Bach's, of 1722.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from .drift import Drift
from .ensemble import Consort
from .groove import Groove
from .plan import Album, Form, Music, Track

COMMENT = "Demo music made by musicsite; remove with manage.py demo --remove"
LABEL = "musicsite demo pressings"

TIDE = "Lumen Tide"
COMPASS = "The Rubber Compass"
CONSORT = "Wren Street Consort"
ARTISTS = (TIDE, COMPASS, CONSORT)
VARIOUS = "Various Artists"
COMPOSER = "Odile Marchbanks"

KETTLE_LYRICS = """\
The kettle starts to hum a note
the window answers grey
somebody left a yellow coat
to drip the night away

Stay until the rain is thin
stay until it's done
there's room enough for both of us
and cups enough for one
"""

LAMP_LYRICS = """\
One lamp for the landing
one lamp for the stair
one lamp for whoever
is not yet there

Leave it on, leave it on
the road is long and plain
and a window is a little boat
that brings them home again
"""


def _key(key: str) -> str:
    """A key as the TKEY tag writes it: ``"D dorian"`` → ``"Dm"``."""
    root, _, mode = key.partition(" ")
    return root + ("m" if mode in ("minor", "dorian", "phrygian", "harmonic") else "")


def _track(title: str, music: Music, form: Form, *artists: str, **tags: object) -> Track:
    """A track whose tempo and key tags follow from its music."""
    facts: dict[str, object] = {}
    if isinstance(music, Groove | Consort):
        facts["bpm"] = round(music.tempo)
    if not isinstance(music, str):
        facts["key"] = _key(music.key)
    return Track(title, music, form, artists, **(facts | tags))  # type: ignore[arg-type]


_EXPOSURE = tuple(
    _track(title, music, "flac", TIDE, genres=("Ambient", "Electronic"), mood=mood)
    for title, mood, music in (
        ("Dusk, Shutter Open", "Calm",
         Drift(11, "D dorian", "Dm9 Bbmaj9 Fadd9 Csus2", "db", 5.8, bright=0.3)),
        ("Harbour Lights, Drawn Out", "Dreamy",
         Drift(12, "F lydian", "Fmaj9 Em7 Am9 Gadd9", "dbt", 4.9, bright=0.6)),
        ("Slow Comets", "Dreamy",
         Drift(13, "A minor", "Am9 Fmaj7#11 Cmaj9 Dm9", "dtl", 5.3, bright=0.5)),
        ("Rain on the Lens", "Melancholic",
         Drift(14, "A minor", "Fmaj9 Em7 Dm9 Cmaj9", "rhb", 5.6, bright=0.35)),
        ("Reciprocity Failure", "Dark",
         Drift(15, "C minor", "Cm9 Abmaj9 Ebmaj9 Fm9", "dcp", 4.7, bright=0.4)),
        ("Tide Tables", "Hopeful",
         Drift(16, "Eb lydian", "Ebmaj9 Cm9 Gm7 Bbadd9", "dphbt", 4.4, bright=0.7)),
        ("The Hour of No Colour", "Calm",
         Drift(17, "G dorian", "Gm9 Ebmaj9 Csus2", "crd", 6.4, bright=0.15)),
        ("First Ferry", "Hopeful",
         Drift(18, "D major", "Gmaj9 A6 Bm9 Gmaj9 D6", "dchbw", 5.2, bright=0.8)),
    )
)  # fmt: skip

_PIER = tuple(
    _track(title, music, "mp3 vbr", *artists, disc=disc, genres=genres, mood="Energetic", drive=1.5)
    for disc, title, artists, genres, music in (
        (1, "Magnetic North (Live)", (COMPASS,), ("Disco", "Funk"),
         Groove(21, 116, "D dorian", "Dm9 G13 Cmaj9 A7b9", "gAC", "disco", "brass")),
        (1, "Loose Change (Live)", (COMPASS,), ("Funk",),
         Groove(22, 102, "E blues", "E9 E9 A13 E9", "AB", "funk", "organ", 0.12)),
        (1, "Ticket to Elsewhere (Live)", (COMPASS,), ("House",),
         Groove(23, 122, "F minor", "Fm9 Dbmaj9 Abmaj9 Eb9", "AC", "house", "lead")),
        (1, "Your Elevator, My Stairs (Live)", (COMPASS,), ("Funk", "Breakbeat"),
         Groove(24, 96, "C minor", "Cm9 F13 Abmaj9 G7b9", "BC", "breaks", "electric_piano", 0.08)),
        (2, "Foghorn Dub (Live)", (COMPASS,), ("Dub",),
         Groove(25, 84, "G minor", "Gm7 Gm7 Cm9 Dm7", "AB", "dub", "bell", 0.1)),
        (2, "Heat Pump (Live) (feat. Lumen Tide)", (COMPASS, TIDE), ("House", "Disco"),
         Groove(31, 120, "A minor", "Am9 D13 Fmaj9 E7b9", "bCC", "house", "brass")),
        (2, "Last Train, Last Chorus (Live)", (COMPASS,), ("Disco",),
         Groove(27, 118, "Bb major", "Bbmaj9 Gm9 Cm9 F13", "ABC", "disco", "lead")),
    )
)  # fmt: skip

_HEAT = (
    _track("Heat Pump (feat. Wren Street Consort)",
        Groove(31, 120, "A minor", "Am9 D13 Fmaj9 E7b9", "igABbCo", "house", "whistle"),
        "mp3 320", COMPASS, CONSORT, genres=("House", "Nu-Disco"), mood="Happy", drive=2.0,
        loudness=-14.0),
    _track("Heat Pump (Lumen Tide Remix)",
        Groove(33, 94, "A minor", "Am9 Fmaj9 Cmaj9 E7b9", "bB", "breaks", "bell", 0.06),
        "aiff", COMPASS, TIDE, genres=("Downtempo",), mood="Dreamy", remixer=TIDE, loudness=-15.5),
    _track("Heat Pump (Instrumental Edit)",
        Groove(31, 120, "A minor", "Am9 D13 Fmaj9 E7b9", "AC", "house", "electric_piano"),
        "wav", COMPASS, genres=("House",), mood="Happy", drive=2.0, loudness=-14.2),
)  # fmt: skip

_KETTLE = (
    _track("Kettle & Rain",
        Consort(41, 112, "G major", "G D/F# Em C G D C G", "picked 4", ("a", "amb", "am2b"),
            "flowing", "whistle", "bowed", "steel"),
        "opus", CONSORT, genres=("Folk",), mood="Warm", lyrics=KETTLE_LYRICS,
        timed_lyrics=True, loudness=-15.8),
    _track("The Postman's Knee",
        Consort(42, 126, "D mixolydian", "D D C G D D C D", "jig 3", ("m", "am2b", "ambd2"),
            "jig", "mandolin", "whistle", "guitar"),
        "opus", CONSORT, genres=("Folk", "Celtic"), mood="Happy", loudness=-15.2),
    _track("A Lamp for the Landing",
        Consort(43, 78, "E minor", "Em C G D Em C Am B7", "picked 3", ("a", "ams"),
            "waltz", "guitar", "bowed", "guitar"),
        "ogg", CONSORT, genres=("Folk", "Singer-Songwriter"), mood="Melancholic",
        lyrics=LAMP_LYRICS, loudness=-16.0),
    _track("Möwen über der Werft",
        Consort(44, 96, "A dorian", "Am D Am G Am D Em Am", "waltz 3", ("am", "am2bds"),
            "waltz", "whistle", "mandolin", "harp"),
        "opus", CONSORT, TIDE, genres=("Folk",), mood="Dreamy", loudness=-15.6),
    _track("Bread Before Seven",
        Consort(45, 118, "C major", "C F C G Am F G C", "strum 4", ("am", "amb2d"),
            "flowing", "mandolin", "steel", "steel"),
        "opus", CONSORT, genres=("Folk", "Bluegrass"), mood="Happy", loudness=-15.0),
)  # fmt: skip

_SUITE = tuple(
    _track(f"Suite for Six Strings in D minor: {title}", music, "m4a", CONSORT,
        genres=("Classical", "Chamber"), mood=mood, composer=COMPOSER,
        work="Suite for Six Strings in D minor", movement=title.partition(". ")[2],
        movement_number=number, movement_total=6, loudness=loudness)
    for number, (title, mood, loudness, music) in enumerate((
        ("I. Prélude", "Serious", -15.6,
         Consort(51, 100, "D harmonic", "Dm Gm A7/C# Dm Bb Gm A7 Dm", "running 4", ("amb",),
             "hymn", "bowed", "mandolin", "harp")),
        ("II. Allemande", "Calm", -15.9,
         Consort(52, 104, "D minor", "Dm C Bb F Gm Dm A7 Dm", "picked 4", ("am2b",),
             "flowing", "guitar", "bowed", "guitar", ritard=0.2)),
        ("III. Courante", "Energetic", -15.1,
         Consort(53, 138, "D harmonic", "Dm A7 Dm Gm C7 F A7 Dm", "picked 3", ("am", "am2bc"),
             "waltz", "steel", "mandolin", "harp")),
        ("IV. Sarabande", "Melancholic", -16.2,
         Consort(54, 76, "D minor", "Dm A7/C# Dm C F Gm A7 Dm", "saraband 3", ("ams",),
             "waltz", "guitar", "bowed", "guitar", 0.4, 0.25)),
        ("V. Gavotte", "Happy", -15.3,
         Consort(55, 120, "F major", "F C7 Dm Bb F Gm C7 F", "gavotte 4", ("amc2",),
             "hymn", "mandolin", "whistle", "guitar")),
        ("VI. Gigue", "Energetic", -14.9,
         Consort(56, 138, "D harmonic", "Dm Gm A7 Dm Bb C7 A7 Dm", "jig 3", ("m", "amb2c"),
             "jig", "steel", "mandolin", "harp")),
    ), start=1)
) + (
    _track("Chaconne on a Ground of Four Bars",
        Consort(57, 100, "A minor", "Am Em/G F E7", "picked 3", ("am", "amcb", "ams2b"),
            "waltz", "bowed", "harp", "harp"),
        "m4a", CONSORT, genres=("Classical", "Chamber"), mood="Serious", composer=COMPOSER,
        work="Chaconne on a Ground of Four Bars", loudness=-15.7),
    _track("Das Wohltemperierte Klavier I: Präludium C-Dur, BWV 846 (bars 1–11)", "prelude",
        "m4a", CONSORT, genres=("Classical", "Baroque"), mood="Calm", key="C", bpm=78,
        composer="Johann Sebastian Bach",
        work="Präludium und Fuge C-Dur, BWV 846", movement="Präludium", movement_number=1,
        movement_total=2, loudness=-16.0),
)  # fmt: skip

_ROOMS = (
    _track("Foyer", Drift(61, "E major", "Emaj9 C#m7 Amaj9 B6", "dbt", 5.6, bright=0.6),
        "flac", TIDE, genres=("Ambient",), mood="Calm", loudness=-16.0),
    _track("Kitchen Party",
        Groove(62, 114, "G dorian", "Gm9 C13 Gm9 C13", "ABC", "disco", "clavinet"),
        "mp3 vbr", COMPASS, genres=("Disco",), mood="Happy", drive=1.5, loudness=-14.1),
    _track("Staircase Jig",
        Consort(63, 132, "A mixolydian", "A G A E A G D A", "jig 3", ("am", "ambd2"),
            "jig", "whistle", "mandolin", "steel"),
        "opus", CONSORT, genres=("Folk",), mood="Happy", loudness=-15.0),
    _track("Attic Window (feat. Wren Street Consort)",
        Drift(64, "B minor", "Bm9 Gmaj9 Dadd9 A6", "dhw", 5.2, bright=0.5),
        "opus", TIDE, CONSORT, genres=("Ambient", "Folk"), mood="Melancholic", loudness=-15.9),
    _track("Basement (feat. Lumen Tide)",
        Groove(65, 82, "E minor", "Em9 Em9 Am9 Bm7", "AB", "dub", "organ", 0.14),
        "mp3 128", COMPASS, TIDE, genres=("Dub", "Reggae"), mood="Dark", drive=1.0, loudness=-14.6),
    _track("Courtyard, Both Bands",
        Groove(66, 100, "D mixolydian", "D9 D9 G9 D9", "AC", "funk", "whistle", 0.1),
        "mp3 vbr", CONSORT, COMPASS, genres=("Funk", "Folk"), mood="Happy", drive=1.0, loudness=-14.4),
    _track("夜の廊下 (Night Corridor)",
        Drift(67, "F# minor", "F#m9 Dmaj9 Bm9", "drlb", 6.6, bright=0.3),
        "opus", TIDE, genres=("Ambient",), mood="Dark", loudness=-16.0),
    _track("Loft", Groove(68, 124, "C minor", "Cm9 Abmaj9 Fm9 G7b9", "ABC", "house", "bell"),
        "mp3 320", COMPASS, genres=("House",), mood="Energetic", drive=2.0, loudness=-14.0),
    _track("Last One Out, Lights Off",
        Consort(69, 80, "F major", "F C/E Dm Bb F Gm C7 F", "picked 4", ("am2s",),
            "hymn", "guitar", "bowed", "guitar", 0.4, 0.3),
        "mp3 vbr", CONSORT, genres=("Folk",), mood="Calm", loudness=-16.0),
)  # fmt: skip


def catalogue() -> tuple[Album, ...]:
    """The six albums, their tracks numbered and given test ISRCs (country ``ZZ`` is nobody's)."""
    albums = (
        Album("The Long Exposure", TIDE, "2026-03-20", "album", _EXPOSURE, "DEMO-001",
            cover="exposure", unbroken="drift", replay_gain=True),
        Album("Live at Pier Nine", COMPASS, "2025", "live", _PIER, "DEMO-002",
            cover="pier", unbroken="concert", disc_folders=True, replay_gain=True),
        Album("Heat Pump", COMPASS, "2026-09", "single", _HEAT, "DEMO-003"),
        Album("Kettle & Rain", CONSORT, "2024-11-08", "ep", _KETTLE, "DEMO-004",
            cover="kettle", embed_cover=True),
        Album("Suite for Six Strings", CONSORT, "2023", "album", _SUITE, "DEMO-005",
            cover="suite", embed_cover=True, replay_gain=True),
        Album("Seven Rooms: A Demo Sampler", VARIOUS, "2026-10-31", "compilation", _ROOMS,
            "DEMO-006", cover="rooms", cover_name="folder.jpg", compilation=True),
    )  # fmt: skip
    return tuple(_numbered(album, index) for index, album in enumerate(albums))


def _numbered(album: Album, index: int) -> Album:
    counts: Counter[int] = Counter()
    tracks = []
    for position, track in enumerate(album.tracks, start=1):
        counts[track.disc] += 1
        isrc = f"ZZDEM{album.date[2:4]}{index + 1:02}{position:03}"
        tracks.append(replace(track, number=counts[track.disc], isrc=isrc))
    return replace(album, tracks=tuple(tracks), track_counts=dict(counts))
