"""One rule as a condition on tracks: by the name of its field, one small function each.

What is many to a track (artists, genres, files, likes, plays) is asked by a set of keys (`pk IN (…)`) that does not
depend on the track, so that the database makes it once, whatever the number of tracks. No such set holds NULL, or "not
in" would be true of nothing. Functions see only operators that are nobody's opposite; those are turned round here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from accounts.viewer import Viewer
from catalog.models import Credit, Genre, Track
from catalog.search_documents import labels_for
from common.text import text_key
from playlists.models import Follow, Like, Playlist, PlaylistEntry, Rating
from playlists.smart.fields import FIELDS
from playlists.smart.grammar import Condition
from search.indexing import engine
from streaming.models import MediaFile, Play

LOSSLESS = ("alac", "flac", "pcm", "wavpack")
CREDITED = (Credit.Role.MAIN, Credit.Role.FEATURED)
LAST = "\U0010ffff"
"""Above every character of a key: `key >= 'mil' and key < 'mil' + LAST` is a range of an index (see search)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom and at what time rules are read."""

    viewer: Viewer
    at: datetime


def own_key(viewer: Viewer) -> int:
    """The viewer's key; for nobody one that is nobody's, as NULL means rows whose person is gone."""
    return viewer.user_id or 0


@dataclass(frozen=True, slots=True)
class Question:
    """A condition's operator and value, for whom and when."""

    operator: str
    value: Any
    asked: Asked

    @property
    def user_id(self) -> int:
        return own_key(self.asked.viewer)


def condition(rule: Condition, asked: Asked) -> Q:
    """The tracks of which this rule is true."""
    operator = FIELDS[rule.field].operator(rule.operator)
    assert operator is not None, rule
    positive = operator.opposite_of or operator.name
    found = _CONDITIONS[rule.field](Question(positive, rule.value, asked))
    return ~found if operator.opposite_of else found


# --- Texts ---------------------------------------------------------------------------------------------


def _named(path: str, question: Question) -> Q:
    """A key column that is, or begins with, a name as people type it."""
    key = text_key(question.value)
    if question.operator == "is":
        return Q(**{path: key})
    return Q(**{f"{path}__gte": key, f"{path}__lt": key + LAST})


def _found(kind: str, question: Question) -> Any:
    """Keys of what search finds by these words in its name."""
    return engine().keys(
        question.value, kind=kind, audiences=labels_for(question.asked.viewer), in_name=kind != "artist"
    )  # fmt: skip


def _title(question: Question) -> Q:
    if question.operator == "contains":
        return Q(pk__in=_found("track", question))
    return _named("title_key", question)


def _album(question: Question) -> Q:
    if question.operator == "contains":
        return Q(album_id__in=_found("album", question))
    return _named("album__title_key", question)


def _credits(question: Question) -> "QuerySet[Credit]":
    rows: QuerySet[Credit] = Credit.objects.order_by()
    if question.operator == "contains":
        return rows.filter(artist_id__in=_found("artist", question))
    return rows.filter(_named("artist__name_key", question))


def _artist(question: Question) -> Q:
    rows = _credits(question).filter(track_id__isnull=False, role__in=CREDITED)
    return Q(pk__in=rows.values("track_id"))


def _album_artist(question: Question) -> Q:
    rows = _credits(question).filter(album_id__isnull=False, role=Credit.Role.MAIN)
    return Q(album_id__in=rows.values("album_id"))


# --- Names ---------------------------------------------------------------------------------------------


def _tagged(kind: str) -> Callable[[Question], Q]:
    def asked(question: Question) -> Q:
        rows = Track.genres.through._default_manager.filter(genre__kind=kind)
        if question.operator == "is":
            named = Genre.objects.filter(kind=kind, name_key=text_key(question.value))
            # Asked first: a join through two names of one genre would have every row read.
            rows = Track.genres.through._default_manager.filter(
                genre__in=list(named.values_list(Coalesce("merged_into_id", "pk"), flat=True))
            )
        return Q(pk__in=rows.values("track_id"))

    return asked


def _written(path: str) -> Callable[[Question], Q]:
    """A column that is as its tags write it; empty where nothing is known."""

    def asked(question: Question) -> Q:
        return Q(**{path: question.value}) if question.operator == "is" else ~Q(**{path: ""})

    return asked


def _file(column: str) -> Callable[[Question], Q]:
    return lambda question: _files(**{column: question.value.lower()})


def _files(**facts: Any) -> Q:
    return Q(pk__in=MediaFile.objects.filter(is_current=1, **facts).values("track_id"))


def _album_type(question: Question) -> Q:
    return Q(album__type=question.value)


# --- Numbers -------------------------------------------------------------------------------------------


def _range(question: Question) -> tuple[Any, Any]:
    """The least and the most whole number (None: no bound) of which the question is true."""
    value = question.value
    match question.operator:
        case "is":
            return value, value
        case "greater":
            return value + 1, None
        case "less":
            return None, value - 1
    low, high = value
    return low, high


def _between(path: str, low: Any, high: Any, *, unit: int = 1) -> Q:
    """Bounds of whole units of a column that counts finer ones: 3 s are 3,000 to 3,999 ms."""
    found = Q()
    if low is not None:
        found &= Q(**{f"{path}__gte": low * unit})
    if high is not None:
        found &= Q(**{f"{path}__lt": (high + 1) * unit})
    return found


def _year(question: Question) -> Q:
    if question.operator == "is_set":
        return ~Q(album__original_date="", album__release_date="")
    low, high = _range(question)
    if (low or 0) > 9999 or (high is not None and high < 0):
        return Q(pk__in=())
    # Text of four digits and more, which sorts as it reads.
    since = f"{low or 0:04}"

    def of(path: str) -> Q:
        found = Q(**{f"{path}__gte": since})
        return found if high is None or high >= 9999 else found & Q(**{f"{path}__lt": f"{high + 1:04}"})  # fmt: skip

    return of("album__original_date") | Q(album__original_date="") & of("album__release_date")


def _duration(question: Question) -> Q:
    return _between("duration_ms", *_range(question), unit=1000)


def _bitrate(question: Question) -> Q:
    bounds = _between("bitrate", *_range(question), unit=1000)
    rows = MediaFile.objects.filter(bounds, is_current=1)
    return Q(pk__in=rows.values("track_id"))


def _bpm(question: Question) -> Q:
    value = question.value
    match question.operator:
        case "is_set":
            return Q(bpm__isnull=False)
        case "is":
            return Q(bpm=value)
        case "greater":
            return Q(bpm__gt=value)
        case "less":
            return Q(bpm__lt=value)
    return Q(bpm__gte=value[0], bpm__lte=value[1])


def _site_plays(question: Question) -> Q:
    return _between("play_count", *_range(question))


def _counted(rows: "QuerySet[Any]", column: str, question: Question) -> Q:
    """Of rows with a number for some tracks, and none for those where it is 0."""
    low, high = _range(question)
    low = low or 0
    if low > 0:
        return Q(pk__in=rows.filter(_between(column, low, high)).values("track_id"))
    if high is None:
        return ~Q(pk__in=())
    if high < 0:
        return Q(pk__in=())
    return ~Q(pk__in=rows.filter(_between(column, high + 1, None)).values("track_id"))


# --- Dates ---------------------------------------------------------------------------------------------


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _after(day: date) -> datetime:
    return _start(day) + timedelta(days=1)


def _date_added(question: Question) -> Q:
    value = question.value
    match question.operator:
        case "before":
            return Q(added_at__lt=_start(value))
        case "after":
            return Q(added_at__gte=_after(value))
        case "between":
            return Q(added_at__gte=_start(value[0]), added_at__lt=_after(value[1]))
    return Q(added_at__gte=_ago(question))


def _ago(question: Question) -> datetime:
    return question.asked.at - timedelta(days=question.value)


def _release_date(question: Question) -> Q:
    """Text of the precision that is known: a bare year stands before its first day."""
    path, value = "album__release_date", question.value
    known = ~Q(**{path: ""})
    match question.operator:
        case "is_set":
            return known
        case "before":
            return known & Q(**{f"{path}__lt": value.isoformat()})
        case "after":
            return Q(**{f"{path}__gt": value.isoformat()})
        case "between":
            low, high = value
            return Q(**{f"{path}__gte": low.isoformat(), f"{path}__lte": high.isoformat()})
    return Q(**{f"{path}__gte": _ago(question).date().isoformat()})


def _last_played(question: Question) -> Q:
    plays = _plays(question)
    value = question.value

    def since(moment: datetime) -> Q:
        # What was brought along from elsewhere has no time of counting, only that of its beginning.
        since_then = Q(counted_at__gte=moment) | Q(counted_at=None, started_at__gte=moment)
        return Q(pk__in=plays.filter(since_then).values("track_id"))

    match question.operator:
        case "is_set":
            return Q(pk__in=plays.values("track_id"))
        case "before":
            return Q(pk__in=plays.values("track_id")) & ~since(_start(value))
        case "after":
            return since(_after(value))
        case "between":
            return since(_start(value[0])) & ~since(_after(value[1]))
    return since(_ago(question))


# --- One's own -----------------------------------------------------------------------------------------


def _plays(question: Question) -> "QuerySet[Play]":
    rows: QuerySet[Play] = Play.objects.filter(user_id=question.user_id).heard()
    return rows.order_by()


def _play_count(question: Question) -> Q:
    counts = _plays(question).values("track_id").annotate(heard=Count("pk"))
    return _counted(counts, "heard", question)


def _rating(question: Question) -> Q:
    rows = Rating.objects.filter(user_id=question.user_id, track_id__isnull=False)
    return _counted(rows, "stars", question)


def _is(found: Q, question: Question) -> Q:
    return found if question.value else ~found


def _liked(question: Question) -> Q:
    rows = Like.objects.filter(user_id=question.user_id, track_id__isnull=False)
    return _is(Q(pk__in=rows.values("track_id")), question)


def _album_liked(question: Question) -> Q:
    rows = Like.objects.filter(user_id=question.user_id, album_id__isnull=False)
    return _is(Q(album_id__in=rows.values("album_id")), question)


def _by(artists: "QuerySet[Any]") -> Q:
    rows = Credit.objects.order_by().filter(
        track_id__isnull=False, role__in=CREDITED, artist_id__in=artists
    )
    return Q(pk__in=rows.values("track_id"))


def _artist_liked(question: Question) -> Q:
    rows = Like.objects.filter(user_id=question.user_id, artist_id__isnull=False)
    return _is(_by(rows.values("artist_id")), question)


def _artist_followed(question: Question) -> Q:
    rows = Follow.objects.filter(user_id=question.user_id)
    return _is(_by(rows.values("artist_id")), question)


# --- Flags and things ----------------------------------------------------------------------------------


def _explicit(question: Question) -> Q:
    return Q(is_explicit=True) if question.value else ~Q(is_explicit=True)


def _lossless(question: Question) -> Q:
    return _is(_files(codec__in=LOSSLESS), question)


def _playlist(question: Question) -> Q:
    """What stands in an ordinary playlist that the asker may open; any other id holds nothing, whatever it is of."""
    reached = Playlist.objects.reachable_by(question.asked.viewer).filter(
        public_id=question.value, is_smart=False
    )
    rows = PlaylistEntry.objects.filter(playlist_id__in=reached.values("pk"), track_id__isnull=False)  # fmt: skip
    return Q(pk__in=rows.values("track_id"))


def _library(question: Question) -> Q:
    return Q(library__public_id=question.value)


_CONDITIONS: dict[str, Callable[[Question], Q]] = {
    "title": _title,
    "artist": _artist,
    "album": _album,
    "album_artist": _album_artist,
    "genre": _tagged(Genre.Kind.GENRE),
    "mood": _tagged(Genre.Kind.MOOD),
    "year": _year,
    "release_date": _release_date,
    "date_added": _date_added,
    "duration": _duration,
    "bpm": _bpm,
    "key": _written("key"),
    "explicit": _explicit,
    "language": _written("language"),
    "album_type": _album_type,
    "label": _written("album__label"),
    "format": _file("container"),
    "codec": _file("codec"),
    "bitrate": _bitrate,
    "lossless": _lossless,
    "liked": _liked,
    "album_liked": _album_liked,
    "artist_liked": _artist_liked,
    "artist_followed": _artist_followed,
    "rating": _rating,
    "play_count": _play_count,
    "last_played": _last_played,
    "site_plays": _site_plays,
    "playlist": _playlist,
    "library": _library,
}
assert _CONDITIONS.keys() == FIELDS.keys()
