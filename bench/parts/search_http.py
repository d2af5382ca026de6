"""Search over HTTP against Supysonic's, over the same files."""

import json
import random
from collections.abc import Iterator
from urllib.parse import quote

from bench import traffic
from bench.context import Bench
from bench.figures import Figure
from bench.make_music import FORMATS
from bench.music_names import collection
from bench.parts.importing import take_in
from bench.parts.pages import SIGNED_IN
from bench.site import body, manage, web_server
from bench.supysonic import Calls
from bench.traffic import Target

TITLE = "Search over HTTP"
ABOUT = """\
The files of *Import*, public, taken in by both. Both are asked the same in turn, one text after the other: names of
artists, titles of tracks, single words of them, names of artists cut off while typing, and misspelt ones. Supysonic
answers `search3` with 20 artists, albums and songs at most; its equal is *API*, with 20 of each of seven kinds at most,
and totals. *The box* is what the site's own pages ask while somebody types: four of each kind, as HTML, with covers;
*the page* has twelve of each and facets. None of these answers is kept: each text is searched for, and the database is
asked who may see what was found, each time. How a row of the box and of the API looks is kept in each process
(`web/parts.py`), and was made when a text was asked before; the page reads all its rows. No page of this part is *hot*.
Searches are counted, but never too many (`SEARCH_RATE_LIMIT`, `API_RATE_LIMIT`). Servers as for *Pages*; Supysonic's
caller and *signed in* are somebody, all others nobody. An empty view is what the site takes to answer at all."""

EACH = 24
"""Texts of each sort."""
MOST = 20
ROUNDS = 5
UNBOUND = {"SEARCH_RATE_LIMIT": "10000000", "API_RATE_LIMIT": "10000000"}
"""Searches are counted as ever, and never too many."""
SECONDS = 4.0
"""Of each measurement at least: most of the texts are asked in it."""
ASKS = {
    "box": "/search/instant/?q={}",
    "page": "/search/?q={}",
    "API": f"/api/v1/search/?limit={MOST}&q={{}}",
}


def run(bench: Bench) -> Iterator[Figure]:
    data = take_in(bench, "searched").data
    manage(data, "search", "rebuild", CACHE_URL="memory://")
    said = manage(
        data, "shell", "-v0", "-c", f"{SIGNED_IN}\nsigned_in('member@example.org')", CACHE_URL="memory://"
    )  # fmt: skip
    member = f"session={said.split()[-1]}"
    sorts = texts(bench.files)
    typed = sorted({text for some in sorts.values() for text in some})
    random.Random(8).shuffle(typed)  # whatever of them is come to in a measurement is of all sorts
    peer = bench.supysonic
    with web_server(data, **UNBOUND) as url, peer.serve() as calls:

        def asked(name: str, what: str, cookie: str = "") -> Target:
            first, *more = (url + ASKS[what].format(quote(text, safe="")) for text in typed)
            return Target(name, first, cookie, tuple(more))

        bench.note(compared(url, calls, sorts, is_whole=peer.scanned >= bench.files))
        first, *more = (_search3(calls, text) for text in typed)
        targets = [
            Target("empty view", f"{url}/api/bench/empty"),
            Target("empty view of the API", f"{url}/api/bench/drf"),
            Target("Supysonic: search3", first, more=tuple(more)),
            asked("API", "API"),
            asked("API, signed in", "API", member),
            asked("the box", "box"),
            asked("the box, signed in", "box", member),
            asked("the page", "page"),
        ]
        found = {target.name: list[float]() for target in targets}
        for target in targets:
            traffic.rate(target, SECONDS)  # each thread of each process has met it
        rounds = min(bench.rounds, ROUNDS)
        for number in range(rounds):
            bench.say(f"round {number + 1} of {rounds}")
            for target in targets:
                found[target.name].append(traffic.rate(target, max(SECONDS, bench.seconds)))
    theirs = Figure(
        what=f"Supysonic: search3 over {peer.scanned:,} files",
        values=found.pop("Supysonic: search3"),
        unit="/s",
    )
    yield theirs
    for name, values in found.items():
        is_bound = name in {"API", "the box"}
        yield Figure(
            what=name, values=values, unit="/s", against=theirs, least_ratio=20.0 if is_bound else None
        )  # fmt: skip


def texts(files: int) -> dict[str, list[str]]:
    """What is typed, by sort, about a library of so many files; the same each time."""
    chance = random.Random(7)
    songs = [song for record in collection(files, 1, FORMATS) for song in record.tracks]
    artists = [artist for song in songs for artist in song.artists]
    titles = [song.title for song in songs]
    words = [word for title in titles for word in title.split() if len(word) > 4 and word.isalpha()]

    def some(of: list[str]) -> list[str]:
        each = list(dict.fromkeys(of))
        return chance.sample(each, min(EACH, len(each)))

    return {
        "artists": some(artists),
        "titles": some(titles),
        "words": some(words),
        "while typing": [name[: chance.randrange(3, len(name))].strip() for name in some(artists)],
        "misspelt": [_swapped(name, chance) for name in some(artists)],
    }


def _swapped(name: str, chance: random.Random) -> str:
    """With two letters of a word in each other's place."""
    pairs = ((n, name[n : n + 2]) for n in range(1, len(name) - 1))
    at = chance.choice([n for n, pair in pairs if pair.isalpha() and pair[0] != pair[1]])
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def compared(url: str, calls: Calls, sorts: dict[str, list[str]], *, is_whole: bool) -> str:
    """For how many texts each of them finds something.

    Raises LookupError where the site does not find an artist by name, or where Supysonic, which knows no accents, does
    not find three of four, if it `is_whole`: has come to the end of its scan.
    """
    told, rows_here, rows_there = [], 0, 0
    for sort, some in sorts.items():
        ours = theirs = known = 0
        for text in some:
            here = _found_here(url, text)
            there = _found_there(calls, text)
            known += text in there["artists"]
            if sort == "artists" and text not in here["artists"]:
                raise LookupError(f"{text}: {here['artists']} here")
            ours += any(here.values())
            theirs += any(there.values())
            rows_here += sum(map(len, here.values()))
            rows_there += sum(map(len, there.values()))
            body(url + ASKS["box"].format(quote(text, safe="")))
        if sort == "artists" and is_whole and known < 3 * len(some) / 4:
            raise LookupError(f"Supysonic finds {known} of {len(some)} artists by name")
        told.append(f"{sort}: {ours} and {theirs} of {len(some)}")
    return (
        f"Texts for which the site and Supysonic found something: {', '.join(told)}; "
        f"artists, albums and tracks in all answers: {rows_here:,} and {rows_there:,}."
    )


def _found_here(url: str, text: str) -> dict[str, list[str]]:
    said = json.loads(body(url + ASKS["API"].format(quote(text, safe=""))))
    if said["is_partial"]:
        raise LookupError("the index is away")
    return {
        "artists": [one["name"] for one in said["artists"]],
        "albums": [one["title"] for one in said["albums"]],
        "tracks": [one["title"] for one in said["tracks"]],
    }


def _found_there(calls: Calls, text: str) -> dict[str, list[str]]:
    said = json.loads(body(_search3(calls, text)))["subsonic-response"]
    if said["status"] != "ok":
        raise LookupError(str(said))
    found = said["searchResult3"]
    return {
        "artists": [one["name"] for one in found.get("artist", [])],
        "albums": [one["name"] for one in found.get("album", [])],
        "tracks": [one["title"] for one in found.get("song", [])],
    }


def _search3(calls: Calls, text: str) -> str:
    return calls.call("search3", query=text, songCount=MOST, albumCount=MOST, artistCount=MOST)
