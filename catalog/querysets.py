"""Reads of the catalogue. `listed_for(viewer)` and `reachable_by(viewer)` are the only ways to it.

`listed_for` serves lists, search, feeds and home; `reachable_by` serves details and bytes. Both take a
`Viewer` (see `accounts.viewer`) and can be chained with everything else. Tests hold them to a table:
every kind of viewer × every kind of thing.

The models import this module, so it finds them by name.
"""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db.models import (
    Exists,
    IntegerField,
    Model,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.lookups import Exact
from django.utils.timezone import now

from accounts.models import User
from accounts.viewer import Viewer
from catalog.audience import Audience, Visibility
from catalog.grants import by_writers, grants_held, is_whole, outer
from catalog.grants import rows_of as _all
from catalog.reach import Reach, reach_of
from common.conditions import empty

_CREDIT_COLUMNS = (
    "album_id", "track_id", "role", "detail", "credited_as", "join_phrase", "position", "artist__public_id",
    "artist__name",
)  # fmt: skip
_CARD_COLUMNS = (
    "public_id", "title", "artist_line", "type", "release_date", "original_date", "track_count", "duration_ms",
    "added_at", "sort_key", "play_count", "shuffle_key",
)  # fmt: skip
"""What albums are shown and ordered by in lists."""
_ROW_COLUMNS = (
    "public_id", "title", "artist_line", "album_id", "disc_number", "position", "duration_ms", "is_explicit",
    "missing_since", "added_at", "sort_key", "play_count", "shuffle_key",
)  # fmt: skip
"""What tracks are shown and ordered by in lists."""
_ROW_ALBUM_COLUMNS = (
    "public_id", "title", "artist_line", "release_date", "original_date", "cover_id",
)  # fmt: skip
"""What a track's row shows of its album."""
_PICTURE_COLUMNS = ("public_id", "sha256", "sizes", "state", "colour", "blurhash")


def _in_audience(
    column: str, viewer: Viewer, *, library: str = "library_id", live: bool = False
) -> Q:
    """The rows whose stored audience, in their library, holds the viewer. `live`: as `reachable_by` says."""
    if not viewer.is_member:
        return Q(**{column: Audience.EVERYONE})
    shown = Q(**{f"{column}__lte": Audience.MEMBERS})
    readers: dict[str, Any] = {column: Audience.READERS}
    stands: dict[str, Any] = {f"{column}__lt": Audience.NOBODY}
    reach = Reach() if live else reach_of(viewer)
    if not live and not reach.is_large:
        if reach.read:
            shown |= Q(**{f"{library}__in": sorted(reach.read)}, **readers)
        return shown | Q(**{f"{library}__in": sorted(reach.own)}, **stands) if reach.own else shown
    member = viewer.user_id
    read = _all("LibraryReader").filter(Q(user_id=member) | Q(group__user=member))
    own = _all("Library").filter(workspace__memberships__user_id=member)
    return (
        shown
        | Q(**{f"{library}__in": read.values("library_id")}, **readers)
        | Q(**{f"{library}__in": own.order_by().values("id")}, **stands)
    )


def _has(path: str, albums: "QuerySet[Any]", tracks: "QuerySet[Any]") -> Q:
    """One of these albums or tracks leads to the outer row by `path`.

    Correlated, and as a value instead of EXISTS, so that the database starts from the outer row's own credits or
    tags and stops at the first: MariaDB and MySQL make a set out of an EXISTS or IN, and so read all that is visible
    for each list.
    """

    def one(rows: "QuerySet[Any]") -> Q:
        found = rows.filter(**{path: OuterRef("pk")}).order_by().values(one=Value(1))[:1]
        return Q(Exact(Subquery(found, output_field=IntegerField()), 1))

    return one(albums) | one(tracks)


def credits_of(path: str = "credits") -> Prefetch[Any]:
    """Credits with their artists in one query: what a line of names shows of them."""
    return Prefetch(path, queryset=credits_shown())


def credits_shown() -> "QuerySet[Any]":
    """Credits with what a line of names shows of them."""
    shown: QuerySet[Any] = _all("Credit").select_related("artist").only(*_CREDIT_COLUMNS)
    return shown


def images_for(viewer: Viewer) -> "QuerySet[Any]":
    """The pictures of artists that the viewer may see: each came from a library, and is for those whom that is for."""
    shown = _in_audience("image_to", viewer, library="image_library_id")
    of_artist = _all("Artist").filter(shown, image=OuterRef("pk"))
    pictures: QuerySet[Any] = apps.get_model("pictures", "Artwork")._default_manager.filter(
        Exists(of_artist)
    )
    return pictures


def in_open_lists(audience: int, path: str = "") -> Q:
    """Tracks that stand in the lists of everyone, or of all members (`Audience.EVERYONE`, `.MEMBERS`): for what a job
    makes for all of them at once. `path` leads to the track (`track__`). Readers still ask `listed_for`.
    """
    alive = {"deleted_at__isnull": True, "merged_into__isnull": True, "missing_since__isnull": True}
    return Q(
        **{f"{path}{name}": value for name, value in (alive | {"listed_to__lte": audience}).items()}
    )


class AccessQuerySet[M: Model](QuerySet[M]):
    """Albums and tracks: rows of a library with stored audiences, which bundles can open."""

    def _alive(self) -> Self:
        return self.filter(empty("deleted_at"), empty("merged_into"))

    def taken_down_of(self, viewer: Viewer) -> Self:
        """What was taken down of the viewer's own workspaces: they are told that it was, and why."""
        own = self.filter(library__workspace_id__in=viewer.workspace_ids)
        return own._alive().filter(reachable_to=Audience.NOBODY)

    def listed_for(self, viewer: Viewer) -> Self:
        """What the viewer sees in lists, search and home. Grants open nothing here."""
        return self._alive().filter(_in_audience("listed_to", viewer))

    def reachable_by(
        self,
        viewer: Viewer,
        *,
        at: datetime | None = None,
        live: bool = False,
        to_download: bool = False,
    ) -> Self:
        """What the viewer may open and hear by its address: by visibility, or by a working grant.

        `live`: the statement itself looks up whose libraries the viewer reads and what is granted, so that its SQL
        may be kept and used for the same viewer later. Without it those are put in as they are now.
        `to_download` leaves out grants that let hear only.
        """
        reached = self._reached(viewer, at=at, live=live, to_download=to_download)
        return self._alive().filter(reached)

    def _reached(
        self,
        viewer: Viewer,
        *,
        at: datetime | None = None,
        live: bool = False,
        to_download: bool = False,
    ) -> Q:
        allowed = _in_audience("reachable_to", viewer, live=live)
        may_hold = viewer.is_member if live else reach_of(viewer).holds_grants
        if may_hold or viewer.link_hashes:
            allowed |= self._granted(viewer, at or now(), to_download=to_download)
        return allowed

    def editable_by(self, viewer: Viewer) -> Self:
        """What the viewer may change: their workspaces' own, as owner or editor."""
        return self._alive().filter(library__workspace_id__in=viewer.editable_workspace_ids)

    def curated_by(self, user: User) -> Self:
        """What a person with the permission to curate sees in the admin: all for administrators; for managers what
        members may open and what is the site's own, not what other workspaces keep to themselves. What was open when
        it was taken down stays theirs to see, and to put back.
        """
        if user.is_superuser:
            return self
        # Looked up beside, not joined: a database that joins first sorts all rows for a page of them.
        site = _all("Library").filter(workspace__is_site=1).order_by().values("pk")
        down = _all("TakeDown").filter(was_open=True).order_by().values("pk")
        return self.filter(
            Q(reachable_to__lte=Audience.MEMBERS)
            | Q(library_id__in=site)
            | Q(taken_down_id__in=down)
        )

    def giveable_by(
        self, viewer: Viewer, *, at: datetime | None = None, to_download: bool = False
    ) -> Self:
        """What the viewer may give to others: their workspaces' own, as owner or editor; what every member may reach;
        and what they were given with the right to share it (with `to_download`, to let others download it too).
        """
        allowed = Q(reachable_to__lte=Audience.MEMBERS) | Q(
            library__workspace_id__in=viewer.editable_workspace_ids
        )
        if reach_of(viewer).holds_grants:
            held = grants_held(viewer, at or now(), to_download=to_download, to_share=True)
            allowed |= self._shared(held, at or now(), to_download=to_download)
        return self._alive().filter(allowed, reachable_to__lt=Audience.NOBODY)

    @staticmethod
    def _held_by(levels: int = 1) -> Q:
        """The condition on a bundle's item that it holds the row that is so many queries further out."""
        raise NotImplementedError

    def _shared(self, held: Any, at: datetime, *, to_download: bool) -> Q:
        """One of these grants holds this row, and its giver, a person, may still give it as owner or editor."""
        items = _all("BundleItem").filter(self._held_by())
        before = _all("BundleItem").filter(
            self._held_by(4), bundle_id=OuterRef("through__bundle_id")
        )
        working = held.filter(
            is_whole(at, Exists(before), to_download=to_download),
            bundle_id=OuterRef("bundle_id"),
            given_by__is_active=True,
        )
        owner = OuterRef(OuterRef("library__workspace_id"))
        return Q(Exists(items.filter(Exists(by_writers(working, owner)))))

    def _granted(self, viewer: Viewer, at: datetime, *, to_download: bool) -> Q:
        """A working grant holds this row, which was not taken down, and its giver may still give it.

        A share's giver (a user) may give what their workspaces own (as owner or editor) and what every member
        may reach; a pitch's giver (a workspace) what it owns.
        """
        held = grants_held(viewer, at, to_download=to_download)
        by_person = held.filter(given_by__is_active=True)
        by_workspace = held.filter(given_by__isnull=True)
        items = _all("BundleItem").filter(self._held_by())
        return Q(reachable_to__lt=Audience.NOBODY) & (
            Q(
                Exists(
                    items.filter(
                        bundle__workspace_id=OuterRef("library__workspace_id"),
                        bundle_id__in=by_workspace.values("bundle_id"),
                    )
                )
            )
            | self._shared(held, at, to_download=to_download)
            | Q(Exists(items.filter(bundle_id__in=by_person.values("bundle_id"))))
            & Q(reachable_to__lte=Audience.MEMBERS)
        )


class AlbumQuerySet(AccessQuerySet[Any]):
    """Albums."""

    def listed_for(self, viewer: Viewer) -> Self:
        """As for all rows; an album of which nothing is left to hear is not listed."""
        return super().listed_for(viewer).filter(track_count__gt=0)

    @staticmethod
    def _held_by(levels: int = 1) -> Q:
        return Q(album_id=outer("pk", levels))

    def first_released(self, since: str, before: str) -> Self:
        """Albums of these years: from `since` on and before `before`, as four digits. What counts is when an album
        was first released, and when it was released where no original date is known, as its page says.
        """
        original = Q(original_date__gte=since, original_date__lt=before)
        return self.filter(
            original | Q(original_date="", release_date__gte=since, release_date__lt=before)
        )

    def for_ordering(self) -> Self:
        """With no more than lists of albums are ordered and gathered by."""
        return self.only(
            "added_at", "release_date", "sort_key", "play_count", "shuffle_key", "type"
        )

    def for_cards(self) -> Self:
        """With what an album's card shows, and without its long texts."""
        cover = (f"cover__{name}" for name in _PICTURE_COLUMNS)
        return (
            self.select_related("cover").only(*_CARD_COLUMNS, *cover).prefetch_related(credits_of())
        )


class TrackQuerySet(AccessQuerySet[Any]):
    """Tracks."""

    def listed_for(
        self, viewer: Viewer, *, also_missing: bool = False, also_given: bool = False
    ) -> Self:
        """As for all rows; a track whose file is missing is not listed, unless a list tells so itself.

        `also_given`: a list that somebody may have been given, with what working grants open.
        """
        rows = super().listed_for(viewer)
        if also_given and reach_of(viewer).holds_grants:
            given = self._granted(viewer, now(), to_download=False)
            rows = self._alive().filter(_in_audience("listed_to", viewer) | given)
        return rows if also_missing else rows.filter(empty("missing_since"))

    @staticmethod
    def _held_by(levels: int = 1) -> Q:
        by_album = Q(album_id=outer("album_id", levels), follows=True)
        return Q(track_id=outer("pk", levels)) | by_album

    def on_album(self, album: Any, viewer: Viewer, *, at: datetime | None = None) -> Self:
        """The tracks that an album's own page shows, in their order.

        The caller has made sure that the viewer reaches the album. An unlisted or shared album shows what of it
        the viewer may hear, as they were given its address; but a track that is itself unlisted is on no page
        except its own.
        """
        given = ~Q(visibility=Visibility.UNLISTED) & self._reached(viewer, at=at)
        return (
            self._alive()
            .filter(album=album, missing_since__isnull=True)
            .filter(_in_audience("listed_to", viewer) | given)
            .in_album_order()
        )

    def in_album_order(self) -> Self:
        return self.order_by("disc_number", "position", "id")

    def for_album_rows(self) -> Self:
        """With what a row on its own album's page shows, and without long texts."""
        return self.defer("comment", "curated", "lyrics", "synced_lyrics").prefetch_related(
            credits_of()
        )

    def for_rows(self) -> Self:
        """With what a row of a track list shows, and without its long texts."""
        album = (f"album__{name}" for name in _ROW_ALBUM_COLUMNS)
        cover = (f"album__cover__{name}" for name in _PICTURE_COLUMNS)
        return (
            self.select_related("album__cover")
            .only(*_ROW_COLUMNS, *album, *cover)
            .prefetch_related(credits_of())
        )


class ArtistQuerySet(QuerySet[Any]):
    """Artists: global, shown where a visible credit is."""

    def _alive(self) -> Self:
        return self.filter(deleted_at__isnull=True, merged_into__isnull=True)

    def listed_for(self, viewer: Viewer) -> Self:
        """Artists of an album or track that the viewer sees listed."""
        albums, tracks = _all("Album").listed_for(viewer), _all("Track").listed_for(viewer)
        return self._alive().filter(_has("credits__artist", albums, tracks))

    def reachable_by(self, viewer: Viewer, *, at: datetime | None = None) -> Self:
        """Artists of an album or track that the viewer may open."""
        return self._alive().filter(
            _has(
                "credits__artist",
                _all("Album").reachable_by(viewer, at=at),
                _all("Track").reachable_by(viewer, at=at),
            )
        )

    def with_image_for(self, viewer: Viewer) -> Self:
        """With the pictures that the viewer may see, in one query; None in place of the others.

        An artist may be known to all by what another library holds than the one that their picture came from.
        """
        return self.prefetch_related(Prefetch("image", queryset=images_for(viewer)))


class GenreQuerySet(QuerySet[Any]):
    """Genres: global, shown where a visible album or track has them."""

    def listed_for(self, viewer: Viewer) -> Self:
        """Genres of an album or track that the viewer sees listed."""
        albums, tracks = _all("Album").listed_for(viewer), _all("Track").listed_for(viewer)
        return self.filter(_has("genres", albums, tracks), empty("merged_into"))

    def reachable_by(self, viewer: Viewer, *, at: datetime | None = None) -> Self:
        """Genres of an album or track that the viewer may open."""
        return self.filter(
            _has(
                "genres",
                _all("Album").reachable_by(viewer, at=at),
                _all("Track").reachable_by(viewer, at=at),
            ),
            empty("merged_into"),
        )


class LibraryQuerySet(QuerySet[Any]):
    """Libraries by who may read or change them."""

    def of(self, viewer: Viewer) -> Self:
        """Libraries of the viewer's workspaces."""
        return self.filter(workspace_id__in=viewer.workspace_ids)

    def editable_by(self, viewer: Viewer) -> Self:
        return self.filter(workspace_id__in=viewer.editable_workspace_ids)

    def due(self, *, at: datetime) -> list[Any]:
        """Libraries whose scheduled rescan is due."""
        return [
            library
            for library in self.filter(rescan_every__gt=0)
            if library.last_scan_at is None
            or (at - library.last_scan_at).total_seconds() >= library.rescan_every * 60
        ]
