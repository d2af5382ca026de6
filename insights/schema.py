"""Every event of the lake: its kinds, their fields and versions. `docs/events.md` is made of this file.

A field is added with the version that brings it (`since`), and never changes its meaning or its type: a new meaning is
a new field. What is not named here does not leave the site.
"""

from dataclasses import dataclass
from typing import Literal

type FieldType = Literal["string", "bigint", "double", "boolean", "json"]
"""As Glue and Athena call them; `json` stays text in columns made of it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind's `data`."""

    name: str
    type: FieldType
    about: str
    since: int = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of event: a partition of the lake (`kind=…`) and a view (`view`).

    `certain`: committed with what it tells of and lost by nothing; the rest is best effort.
    """

    name: str
    view: str
    about: str
    names: tuple[str, ...]
    fields: tuple[Field, ...]
    version: int = 1
    certain: bool = False


ENVELOPE: tuple[Field, ...] = (
    Field("id", "string", "32 hex digits. Lines of the same id tell of the same thing"),
    Field("name", "string", "What happened: `play.counted`"),
    Field("happened_at", "string", "When, in UTC (a timestamp of milliseconds)"),
    Field("version", "bigint", "The version of the kind's fields"),
    Field(
        "revision", "bigint", "Of several lines of one id, the one with the highest number counts"
    ),
    Field("who", "string", "The person's pseudonym; null where nobody is known, or no longer"),
    Field("country", "string", "Two letters by the CDN's header; empty where none is trusted"),
    Field("data", "json", "The kind's own fields, as a JSON object"),
)
PARTITIONS: tuple[Field, ...] = (
    Field("kind", "string", "Of the table below"),
    Field("date", "string", "The day of `happened_at` (UTC), as 2026-11-22"),
)

_THING = (
    Field("thing_kind", "string", "`track`, `album`, `artist`, `playlist` …"),
    Field("thing", "string", "Its public id"),
)

KINDS: tuple[Kind, ...] = (
    Kind(
        "play",
        "plays",
        "Somebody listened. Told again, under the same id, as the play grows",
        ("play.heard", "play.counted"),
        (
            Field("track", "string", "The track's public id"),
            Field("seconds", "double", "Heard so far: of listening, not of position"),
            Field("duration_ms", "bigint", "The track's length in milliseconds"),
            Field("counted", "boolean", "Half of the track, or four minutes, were heard"),
            Field("source", "string", "Where it was started: `album:<id>`, `search`; may be empty"),
        ),
        certain=True,
    ),
    Kind(
        "upload",
        "uploads",
        "An uploaded file became a track",
        ("upload",),
        (
            Field("upload", "string", "The upload's public id"),
            Field("track", "string", "The track's public id"),
            Field("workspace", "string", "Whose it is: the workspace's public id"),
            Field("bytes", "bigint", "Size of the file"),
        ),
        certain=True,
    ),
    Kind(
        "pitch",
        "pitch_activity",
        "What a recipient did with a pitch. `who` is the contact's pseudonym",
        (
            "pitch.opened", "pitch.played", "pitch.downloaded", "pitch.favourited", "pitch.unfavourited",
            "pitch.commented", "pitch.licence", "pitch.forwarded",
        ),
        (
            Field("pitch", "string", "The pitch's public id"),
            Field("link", "string", "The link's public id"),
            Field("activity", "string", "The browser's own id of what was done"),
            Field("track", "string", "The track's public id; null for what is of no one track"),
            Field("seconds", "double", "Of a play: heard so far"),
            Field("heard", "json", "Of a play: `[[from ms, to ms], …]`"),
            Field("device_kind", "string", "`phone`, `tablet`, `desktop`, `other`"),
        ),
        certain=True,
    ),
    Kind(
        "search",
        "searches",
        "A search, and what was opened of its results",
        ("search.asked", "search.chosen"),
        (
            Field("words", "string", "As they were typed, in lower case; left out where they hold an @"),
            Field("found", "bigint", "How many results were shown; null where nobody counted"),
            *_THING,
        ),
    ),
    Kind("like", "likes", "A like was given or taken back", ("like.added", "like.removed"), _THING),
    Kind(
        "playlist",
        "playlist_changes",
        "The entries of a playlist changed, or it went",
        (
            "playlist.add", "playlist.remove", "playlist.move", "playlist.sort", "playlist.delete",
            "playlist.undo",
        ),
        (
            Field("playlist", "string", "The playlist's public id"),
            Field("added", "bigint", "Entries that came"),
            Field("removed", "bigint", "Entries that went"),
        ),
    ),
    Kind(
        "share",
        "shares",
        "Somebody shared a thing with another user",
        ("share.given",),
        (*_THING, Field("may_download", "boolean", "Whether the files may be downloaded")),
    ),
    Kind(
        "page_view",
        "page_views",
        "A page was opened",
        ("page.viewed",),
        (
            Field("page", "string", "Its name in the site: `album`, `search`"),
            *_THING,
            Field("from_host", "string", "The other site that linked here; empty for this one"),
        ),
    ),
    Kind(
        "vitals",
        "web_vitals",
        "How a load of a page felt, as the browser measured it. Of nobody",
        ("vitals.felt",),
        (
            Field("page", "string", "Its name in the site: `album`, `search`"),
            Field("lcp", "double", "Largest Contentful Paint, in milliseconds"),
            Field("inp", "double", "Interaction to Next Paint, in milliseconds"),
            Field("cls", "double", "Cumulative Layout Shift"),
            Field("ttfb", "double", "Time to the first byte, in milliseconds"),
            Field("first_sound", "double", "From the first click on play to sound, in milliseconds"),
        ),
    ),
    Kind(
        "api",
        "api_use",
        "A request to the API",
        ("api.used",),
        (
            Field("route", "string", "The pattern of its address, without the ids in it"),
            Field("method", "string", "`GET`, `POST` …"),
            Field("status", "bigint", "Of the answer"),
            Field("ms", "double", "How long the answer took to make, in milliseconds"),
            Field("by", "string", "`token`, `session` or `nobody`"),
        ),
    ),
)  # fmt: skip

KIND_OF: dict[str, Kind] = {name: kind for kind in KINDS for name in kind.names}


def checked(name: str, data: dict[str, object]) -> dict[str, object]:
    """`data`, if it has nothing but the fields of this kind of event. Raises ValueError otherwise."""
    kind = KIND_OF.get(name)
    if kind is None:
        raise ValueError(f"No kind of event has {name!r}: name it in insights/schema.py.")
    unknown = data.keys() - {field.name for field in kind.fields}
    if unknown:
        raise ValueError(f"{name} has no fields {sorted(unknown)}: name them in its kind.")
    return data


def documented() -> str:
    """`docs/events.md`, from its first table on."""
    parts = [
        "## Each line\n\n",
        _table(ENVELOPE),
        "\nFolders of the lake are columns too:\n\n",
        _table(PARTITIONS),
    ]
    for kind in KINDS:
        kept = "Committed with what it tells of." if kind.certain else "Best effort."
        names = ", ".join(f"`{name}`" for name in kind.names)
        parts.append(
            f"\n## `kind={kind.name}`, view `{kind.view}`, version {kind.version}\n\n{kind.about}. {kept}\n\n"
            f"Names: {names}.\n\n{_table(kind.fields)}"
        )
    return "".join(part if part.endswith("\n") else part + "\n" for part in parts)


def _table(fields: tuple[Field, ...]) -> str:
    rows = [f"| `{one.name}` | {one.type} | {one.since} | {one.about} |" for one in fields]
    return "\n".join(["| field | type | since | what |", "|---|---|---|---|", *rows, ""])
