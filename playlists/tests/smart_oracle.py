"""What rules mean, said again in plain Python over rows in memory: nothing of it is shared with the statements."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from catalog.models import Track
from playlists.models import Follow, Like, PlaylistEntry, Rating
from streaming.models import MediaFile, Play

LOSSLESS = {"flac", "alac", "pcm", "wavpack"}


@dataclass(slots=True)
class Facts:
    """All that a rule can ask of one track."""

    track: Track
    artists: list[tuple[int, str]]
    album_artists: list[str]
    genres: list[tuple[str, str]]
    file: MediaFile | None
    stars: int = 0
    plays: list[datetime] = field(default_factory=list)
    liked: bool = False
    album_liked: bool = False
    artist_liked: bool = False
    artist_followed: bool = False
    playlists: set[str] = field(default_factory=set)


def facts_for(user: Any, tracks: list[Track]) -> list[Facts]:
    likes = list(Like.objects.filter(user=user))
    followed = set(Follow.objects.filter(user=user).values_list("artist_id", flat=True))
    found = []
    for track in tracks:
        credits = list(track.credits.select_related("artist"))
        heard = [c.artist for c in credits if c.role in {"main", "featured"}]
        found.append(
            Facts(
                track=track,
                artists=[(artist.pk, artist.name) for artist in heard],
                album_artists=[
                    c.artist.name
                    for c in track.album.credits.select_related("artist")
                    if c.role == "main"
                ],
                genres=[(genre.kind, genre.name) for genre in track.genres.all()],
                file=MediaFile.objects.filter(track=track, is_current=1).first(),
                stars=next(iter(Rating.objects.filter(user=user, track=track).values_list("stars", flat=True)), 0),
                plays=[
                    at for at in Play.objects.filter(user=user, track=track).values_list("counted_at", flat=True) if at
                ],
                liked=any(like.track_id == track.pk for like in likes),
                album_liked=any(like.album_id == track.album_id for like in likes),
                artist_liked=any(like.artist_id in {a.pk for a in heard} for like in likes),
                artist_followed=any(artist.pk in followed for artist in heard),
                playlists=set(
                    PlaylistEntry.objects.filter(track=track).values_list("playlist__public_id", flat=True)
                ),
            )
        )  # fmt: skip
    return found


def holds(rules: Any, facts: Facts, at: datetime) -> bool:
    """Whether rules (as JSON) are true of a track."""
    if "rules" in rules:
        parts = [holds(rule, facts, at) for rule in rules["rules"]]
        if not parts:
            return True
        return all(parts) if rules.get("match", "all") == "all" else any(parts)
    operator, value = rules["operator"], rules.get("value")
    opposite = {
        "is_not": "is",
        "contains_not": "contains",
        "not_in_last": "in_last",
        "is_not_set": "is_set",
    }
    if operator in opposite:
        return not _is(rules["field"], opposite[operator], value, facts, at)
    return _is(rules["field"], operator, value, facts, at)


def plain(text: str) -> str:
    typed = unicodedata.normalize("NFKC", text).casefold().replace("ø", "o").replace("æ", "ae")
    folded = unicodedata.normalize("NFD", typed)
    return " ".join("".join(c for c in folded if not unicodedata.combining(c)).split())


def _text(names: list[str], operator: str, value: str) -> bool:
    asked = plain(value)
    if operator == "is":
        return any(plain(name) == asked for name in names)
    if operator == "begins":
        return any(plain(name).startswith(asked) for name in names)
    wanted = re.findall(r"\w+", asked)
    return any(
        all(any(have.startswith(word) for have in re.findall(r"\w+", plain(name))) for word in wanted)
        for name in names
    )  # fmt: skip


def _number(number: Any, operator: str, value: Any) -> bool:
    if number is None:
        return False
    if operator == "is_set":
        return True
    if operator == "between":
        return bool(value[0] <= number <= value[1])
    return (
        bool({"is": number == value, "greater": number > value, "less": number < value}[operator])
        if not isinstance(value, list)
        else False
    )


def _days(days: list[date], operator: str, value: Any, at: datetime) -> bool:
    """`days`: of the last time only, or none."""
    last = max(days, default=None)
    if last is None:
        return False
    if operator == "is_set":
        return True
    if operator == "between":
        return date.fromisoformat(value[0]) <= last <= date.fromisoformat(value[1])
    asked = date.fromisoformat(value)
    return last < asked if operator == "before" else last > asked


def _moments(moments: list[datetime], operator: str, value: Any, at: datetime) -> bool:
    if operator == "in_last":
        return any(moment >= at - timedelta(days=value) for moment in moments)
    return _days([m.astimezone(UTC).date() for m in moments], operator, value, at)


def _release(text: str, operator: str, value: Any, at: datetime) -> bool:
    """As the site's own words say: text, of the precision that is known, compared as it reads."""
    if not text:
        return False
    match operator:
        case "is_set":
            return True
        case "before":
            return bool(text < value)
        case "after":
            return bool(text > value)
        case "between":
            return bool(value[0] <= text <= value[1])
    return text >= (at - timedelta(days=value)).date().isoformat()


def _is(name: str, operator: str, value: Any, facts: Facts, at: datetime) -> bool:
    track, album, file = facts.track, facts.track.album, facts.file
    year = (album.original_date or album.release_date)[:4]
    texts = {
        "title": [track.title], "album": [album.title], "artist": [name for _, name in facts.artists],
        "album_artist": facts.album_artists,
    }  # fmt: skip
    if name in texts:
        return _text(texts[name], operator, value)
    if name in {"genre", "mood"}:
        names = [plain(genre) for kind, genre in facts.genres if kind == name]
        return bool(names) if operator == "is_set" else plain(value) in names
    written = {"key": track.key, "language": track.language, "label": album.label}
    if name in written:
        return bool(written[name]) if operator == "is_set" else written[name] == value
    numbers: dict[str, Any] = {
        "year": int(year) if year else None, "duration": track.duration_ms // 1000,
        "bpm": None if track.bpm is None else Decimal(track.bpm),
        "bitrate": file.bitrate // 1000 if file else None,
        "rating": facts.stars, "play_count": len(facts.plays), "site_plays": track.play_count,
    }  # fmt: skip
    if name in numbers:
        exact = [Decimal(str(v)) for v in value] if isinstance(value, list) else value
        exact = Decimal(str(exact)) if isinstance(exact, float) else exact
        return _number(numbers[name], operator, exact)
    flags = {
        "explicit": track.is_explicit is True, "lossless": bool(file and file.codec in LOSSLESS),
        "liked": facts.liked, "album_liked": facts.album_liked, "artist_liked": facts.artist_liked,
        "artist_followed": facts.artist_followed,
    }  # fmt: skip
    if name in flags:
        return flags[name] is value
    if name == "release_date":
        return _release(album.release_date, operator, value, at)
    if name == "date_added":
        return _moments([track.added_at], operator, value, at)
    if name == "last_played":
        return _moments(facts.plays, operator, value, at)
    others = {
        "album_type": album.type == value, "library": track.library.public_id == value,
        "playlist": value in facts.playlists, "format": bool(file and file.container == str(value).lower()),
        "codec": bool(file and file.codec == str(value).lower()),
    }  # fmt: skip
    return bool(others[name])
