"""Which files are one album.

In a folder (with its disc folders), files are one album that share

1. MusicBrainz' id of the release, or
2. the title, and the album artists where tags name them, or
3. the title alone where tags name no album artist: an artist who is on every one of them is the album's; where there
   is none, or the compilation flag is set, it is Various Artists, and the folder is part of what the album is.

Albums of several folders are the same if that agrees, and the year: four albums of one artist may share a title.
Folders of more than `LARGEST` files are no album; there each file stands for itself, without rule 3, unless its
title is of such an album already, from when the folder was smaller.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from catalog.facts import (
    UNKNOWN_ALBUM,
    VARIOUS_ARTISTS,
    VARIOUS_KEYS,
    VARIOUS_MUSICBRAINZ_ID,
    AlbumFacts,
    AlbumTag,
    CreditFacts,
    TrackFacts,
)
from common.text import text_key
from streaming.paths import path_hash

LARGEST = 500


@dataclass(slots=True)
class Member:
    """A file in a group: its facts, and what the writer knows of it."""

    facts: TrackFacts
    path: str
    added_at: datetime
    cover: str = ""
    is_new_or_changed: bool = True


@dataclass(slots=True)
class Group:
    """Files of one album, from one folder."""

    members: list[Member] = field(default_factory=list)
    musicbrainz_id: str = ""
    credits: list[CreditFacts] = field(default_factory=list)
    of_folder: bool = False
    """The album is told by its folder, too."""


def group(folder: str, members: list[Member], *, whole: bool = True) -> list[AlbumFacts]:
    """The albums of a folder's files. `whole`: these are all of its files (or it is too large to be an album)."""
    groups: dict[tuple[str, ...], Group] = {}
    of_release: dict[str, set[str]] = {}
    for member in members:
        album = album_of(member)
        if album.musicbrainz_id:
            of_release.setdefault(text_key(album.title), set()).add(album.musicbrainz_id)
    together = set() if whole else _together(members)
    for member in members:
        album = album_of(member)
        title = text_key(album.title)
        releases = of_release.get(title, ())
        release = album.musicbrainz_id or (next(iter(releases)) if len(releases) == 1 else "")
        if release:
            key: tuple[str, ...] = ("release", release)
        elif album.credits and not album.is_compilation:
            key = ("artists", title, *_names(album.credits))
        elif whole or title in together:
            key = ("folder", title)
        else:
            key = ("artists", title, *_names(_mains(member.facts)[:1]))
        held = groups.setdefault(key, Group(musicbrainz_id=release))
        held.members.append(member)
    _join_untagged(groups)
    return [_facts(folder, held, of_folder=key[0] == "folder") for key, held in groups.items()]


def _together(members: list[Member]) -> set[str]:
    """Titles whose files, without an album artist and by several artists, are one album by now."""
    albums: dict[str, set[int | None]] = {}
    artists: dict[str, set[str]] = {}
    for member in members:
        album = album_of(member)
        if not member.is_new_or_changed and not album.musicbrainz_id and not album.credits:
            title = text_key(album.title)
            albums.setdefault(title, set()).add(member.facts.album_pk)
            artists.setdefault(title, set()).update(_names(_mains(member.facts)[:1]))
    return {title for title, pks in albums.items() if len(pks) == 1 and len(artists[title]) > 1}


def _join_untagged(groups: dict[tuple[str, ...], Group]) -> None:
    """Files without an album artist belong to the one album of their title that has one."""
    for key in [key for key in groups if key[0] == "folder"]:
        named = [other for other in groups if other[0] == "artists" and other[1] == key[1]]
        if len(named) == 1 and not any(album_of(m).is_compilation for m in groups[key].members):
            groups[named[0]].members += groups.pop(key).members


def _facts(folder: str, held: Group, *, of_folder: bool) -> AlbumFacts:
    members = sorted(
        held.members,
        key=lambda m: (m.facts.fields["disc_number"], m.facts.fields["position"], m.path),
    )
    tags = [album_of(member) for member in members]
    credits = next((tag.credits for tag in tags if tag.credits), [])
    if credits and _is_various(credits[0]):
        credits = [CreditFacts(VARIOUS_ARTISTS)]
    title = tags[0].title
    by_folder = of_folder and not credits
    of_folder = False
    if not credits:
        credits = [] if any(tag.is_compilation for tag in tags) else _shared(members)
        if not credits:
            credits = [CreditFacts(VARIOUS_ARTISTS)]
            of_folder = by_folder
    fields = {name: _first(tags, name) for name in tags[0].fields}
    year = _usual(tag.year for tag in tags) if title != UNKNOWN_ALBUM else ""
    if fields["type"] == "album" and len(members) > 1 and credits[0].name == VARIOUS_ARTISTS:
        fields["type"] = "compilation"
    if held.musicbrainz_id:
        fields["musicbrainz_id"] = held.musicbrainz_id
        identity = ["release", held.musicbrainz_id]
    else:
        identity = ["title", text_key(title), year, *_names(credits)]
        if of_folder:
            identity.append(path_hash(folder))
    return AlbumFacts(
        match_key=hashlib.sha256(json.dumps(identity).encode()).hexdigest(),
        title=title,
        fields=fields,
        credits=credits,
        added_at=min(member.added_at for member in members),
        tracks=[member.facts for member in members if member.is_new_or_changed],
        others=[member.facts for member in members if not member.is_new_or_changed],
    )


def cover_of(album: AlbumFacts, covers: dict[int, str]) -> str:
    """The picture of the first of an album's tracks that has one; `covers` by the facts' identity."""
    return next((covers[id(track)] for track in album.tracks if covers.get(id(track))), "")


def _is_various(credit: CreditFacts) -> bool:
    various = credit.musicbrainz_id == VARIOUS_MUSICBRAINZ_ID
    return various or text_key(credit.name) in VARIOUS_KEYS


def album_of(member: Member) -> AlbumTag:
    """What a file's tags say of its album."""
    assert member.facts.album is not None
    return member.facts.album


def _mains(facts: TrackFacts) -> list[CreditFacts]:
    return [credit for credit in facts.credits if credit.role == "main"]


def _names(credits: Iterable[CreditFacts]) -> list[str]:
    return [text_key(credit.name) for credit in credits]


def _shared(members: list[Member]) -> list[CreditFacts]:
    """The artist who is a main artist of every file, as the first of them has it."""
    first = _mains(members[0].facts)
    shared = set(_names(first))
    for member in members[1:]:
        shared &= set(_names(_mains(member.facts)))
    if all(_names(_mains(member.facts)) == _names(first) for member in members):
        return first
    found = next((credit for credit in first if text_key(credit.name) in shared), None)
    if found is None:
        return []
    return [CreditFacts(found.name, musicbrainz_id=found.musicbrainz_id, sort_name=found.sort_name)]


def _first(tags: list[AlbumTag], name: str) -> object:
    """The first value that says something; a type other than the plain one counts as such."""
    plain = ("", None, "album") if name == "type" else ("", None)
    return next(
        (tag.fields[name] for tag in tags if tag.fields[name] not in plain), tags[0].fields[name]
    )


def _usual(values: Iterable[str]) -> str:
    """The most frequent of the values that are not empty, the first of equals."""
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else ""
