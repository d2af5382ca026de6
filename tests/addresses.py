"""What each of the cast may do at each address of the site: the one table that `test_every_address` holds.

A new address fails that test until it stands here. Things in it are of the label's private album, so that a row says
who gets at what is nobody else's business: `{track}`, `{album}`, `{artist}`, `{genre}` are their public ids,
`{library}` and `{scan}` those of the library they are in. `{playlist}` is a private one of the owner's.

Cells are HTTP statuses in the order of WHO. 302 goes to the sign-in page, except where a comment says where.

Behind a `;` stand those of ALSO who differ: `recipient`, with whom the owner shared the album and the playlist, and
`collaborator`, who edits the playlist, are answered as `other` everywhere else; `colleague`, an editor of the label, as
its `viewer_member`.
"""

WHO = ("anonymous", "other", "manager", "administrator", "viewer_member", "owner")
ALSO = {"recipient": "other", "collaborator": "other", "colleague": "viewer_member"}
"""Who else asks, and as whom they are answered where a row says nothing else."""
ALL = (*WHO, *ALSO)

EVERYONE = "200 200 200 200 200 200"
SIGNED_IN = "401 200 200 200 200 200"
WORKSPACE = "404 404 404 404 200 200; recipient 200"
OWNER = "404 404 404 404 404 200; recipient 200 collaborator 200"
EDITOR_WRITES = "401 404 404 404 404 200; recipient 403 collaborator 200"
PITCHED = "401 404 404 404 200 200"
PITCH_PAGES, PITCH_FORMS = "302 404 404 404 200 200", "302 404 404 404 403 403"
PITCHES = "401 404 404 404 403 403"
NOT_DELETED = "401 404 404 404 404 404"
OWNER_WRITES = "401 404 404 404 404 200; recipient 403 collaborator 403"


def told(cells: str) -> dict[str, str]:
    """The status for each of ALL."""
    usual, _, differing = cells.partition(";")
    found = dict(zip(WHO, usual.split(), strict=True))
    words = differing.split()
    else_told = dict(zip(words[::2], words[1::2], strict=True))
    assert else_told.keys() <= ALSO.keys(), cells
    return found | {name: else_told.get(name, found[as_whom]) for name, as_whom in ALSO.items()}


Row = tuple[str, str, str]
"""Verb (`POST {body}` sends JSON, `FORM a=b` a form), address, statuses."""

API: dict[str, list[Row]] = {
    "schema/": [("GET", "schema/", EVERYONE)],
    "docs/": [("GET", "docs/", EVERYONE)],
    "auth/token/": [
        ("GET", "auth/token/", "405 405 405 405 405 405"),
        ("POST {}", "auth/token/", "422 422 422 422 422 422"),
    ],
    "auth/token/refresh/": [("POST {}", "auth/token/refresh/", "422 422 422 422 422 422")],
    "auth/token/revoke/": [("POST {}", "auth/token/revoke/", "422 422 422 422 422 422")],
    "me/": [("GET", "me/", SIGNED_IN)],
    # Of oneself alone: {device}, {personal_token} and {app_password} are the owner's.
    "me/preferences/": [
        ("GET", "me/preferences/", SIGNED_IN),
        ("PUT {}", "me/preferences/", SIGNED_IN),
        ("PATCH {}", "me/preferences/", SIGNED_IN),
    ],
    "me/devices/": [
        ("GET", "me/devices/", SIGNED_IN),
        ("DELETE", "me/devices/", "401 204 204 204 204 204"),
    ],
    "me/devices/<str:public_id>/": [("DELETE", "me/devices/{device}/", "401 404 404 404 404 204")],
    "me/tokens/": [
        ("GET", "me/tokens/", SIGNED_IN),
        ("POST {}", "me/tokens/", "401 422 422 422 422 422"),
    ],
    "me/tokens/<str:public_id>/": [
        ("DELETE", "me/tokens/{personal_token}/", "401 404 404 404 404 204")
    ],
    "me/app-passwords/": [
        ("GET", "me/app-passwords/", SIGNED_IN),
        ("POST {}", "me/app-passwords/", "401 422 422 422 422 422"),
    ],
    "me/app-passwords/<str:public_id>/": [
        ("DELETE", "me/app-passwords/{app_password}/", "401 404 404 404 404 204")
    ],
    "artists/": [("GET", "artists/", EVERYONE), ("POST {}", "artists/", "405 405 405 405 405 405")],
    "artists/<str:public_id>/": [("GET", "artists/{artist}/", WORKSPACE)],
    "albums/": [("GET", "albums/", EVERYONE)],
    "albums/<str:public_id>/": [
        ("GET", "albums/{album}/", WORKSPACE),
        ("DELETE", "albums/{album}/", "405 405 405 405 405 405"),
    ],
    "tracks/ids/": [("GET", "tracks/ids/", EVERYONE)],
    "tracks/": [
        ("GET", "tracks/", EVERYONE),
        ("GET", "tracks/?album={album}", "422 422 422 422 200 200; recipient 200"),
        ("GET", "tracks/?artist={artist}", "422 422 422 422 200 200; recipient 200"),
    ],
    "tracks/<str:public_id>/": [
        ("GET", "tracks/{track}/", WORKSPACE),
        ("PUT {}", "tracks/{track}/", "405 405 405 405 405 405"),
    ],
    # Of a private album: its workspace's owners and editors alone. Artists and genres are the managers', who do not
    # see these; {genre} and {artist} are seen by the workspace, which may not change them.
    "albums/<str:public_id>/curation/": [
        ("GET", "albums/{album}/curation/", "401 404 404 404 403 200; recipient 403 colleague 200"),
        (
            "PATCH {}",
            "albums/{album}/curation/",
            "401 404 404 404 403 200; recipient 403 colleague 200",
        ),
    ],
    "tracks/<str:public_id>/curation/": [
        ("GET", "tracks/{track}/curation/", "401 404 404 404 403 200; recipient 403 colleague 200"),
        (
            "PATCH {title}",
            "tracks/{track}/curation/",
            "401 404 404 404 403 200; recipient 403 colleague 200",
        ),
    ],
    "tracks/<str:public_id>/files/": [("GET", "tracks/{track}/files/", "401 404 404 404 200 200")],
    "tracks/<str:public_id>/files/<str:file_id>/current/": [
        (
            "POST {}",
            "tracks/{track}/files/{track}/current/",
            "401 404 404 404 403 404; colleague 404",
        )
    ],
    # Rows of what one may change, each with a result of its own.
    "metadata/": [
        ("GET", "metadata/?album={album}", "401 404 404 404 404 200; colleague 200"),
        ("POST {}", "metadata/", "401 422 422 422 422 422"),
    ],
    # Whose it is only its workspace's people know: for everybody else there is no such address.
    "tracks/<str:public_id>/rights/": [
        ("GET", "tracks/{track}/rights/", "401 404 404 404 200 200"),
        ("PATCH {}", "tracks/{track}/rights/", "401 404 404 404 403 200; colleague 200"),
    ],
    "artists/<str:public_id>/curation/": [
        ("GET", "artists/{artist}/curation/", "401 404 404 404 403 403; recipient 403"),
        ("PATCH {}", "artists/{artist}/curation/", "401 404 404 404 403 403; recipient 403"),
    ],
    "genres/<str:public_id>/curation/": [
        ("GET", "genres/{genre}/curation/", "401 404 404 404 403 403; recipient 403"),
        ("PATCH {}", "genres/{genre}/curation/", "401 404 404 404 403 403; recipient 403"),
    ],
    "albums/<str:public_id>/merge/": [
        ("POST {}", "albums/{album}/merge/", "401 404 404 404 403 422; recipient 403 colleague 422")
    ],
    "artists/<str:public_id>/merge/": [
        ("POST {}", "artists/{artist}/merge/", "401 404 404 404 403 403; recipient 403")
    ],
    "albums/<str:public_id>/shelve/": [
        (
            "POST {}",
            "albums/{album}/shelve/",
            "401 404 404 404 403 200; recipient 403 colleague 200",
        )
    ],
    # An administrator puts back what they see in the admin; what is not shelved is not theirs.
    "albums/<str:public_id>/restore/": [
        (
            "POST {}",
            "albums/{album}/restore/",
            "401 404 404 404 403 200; recipient 403 colleague 200",
        )
    ],
    "tracks/<str:public_id>/shelve/": [
        (
            "POST {}",
            "tracks/{track}/shelve/",
            "401 404 404 404 403 200; recipient 403 colleague 200",
        )
    ],
    "tracks/<str:public_id>/restore/": [
        (
            "POST {}",
            "tracks/{track}/restore/",
            "401 404 404 404 403 200; recipient 403 colleague 200",
        )
    ],
    "merges/": [("GET", "merges/", SIGNED_IN)],
    "merges/<str:public_id>/undo/": [
        ("POST {}", "merges/{merge}/undo/", "401 404 404 404 404 200")
    ],
    "tracks/<str:public_id>/stream/": [("GET", "tracks/{track}/stream/", WORKSPACE)],
    "tracks/<str:public_id>/playback/": [("GET", "tracks/{track}/playback/", WORKSPACE)],
    # 202: the waveform is being made.
    "tracks/<str:public_id>/waveform/": [
        ("GET", "tracks/{track}/waveform/", "404 404 404 404 202 202; recipient 202")
    ],
    "genres/": [("GET", "genres/", EVERYONE)],
    "genres/<str:public_id>/": [("GET", "genres/{genre}/", WORKSPACE)],
    "search/": [("GET", "search/?q=a", EVERYONE)],
    "plays/": [
        ("POST {}", "plays/", "422 422 422 422 422 422"),
        ("POST {play}", "plays/", "404 404 404 404 201 201; recipient 201"),
    ],
    # Anybody's browser tells how a load felt.
    "vitals/": [("POST {}", "vitals/", "204 204 204 204 204 204")],
    # {upload} is one of the label's, begun by its owner, who may upload no more: that takes the role artist.
    "uploads/": [
        ("GET", "uploads/", SIGNED_IN),
        ("POST {}", "uploads/", "401 403 403 422 403 403"),
    ],
    "uploads/quota/": [("GET", "uploads/quota/", "401 403 403 200 403 403")],
    "uploads/forget/": [("POST", "uploads/forget/", SIGNED_IN)],
    "uploads/<str:public_id>/": [
        ("GET", "uploads/{upload}/", "401 404 404 404 200 200"),
        ("DELETE", "uploads/{upload}/", "401 404 404 404 403 403"),
    ],
    "uploads/<str:public_id>/complete/": [
        ("POST {}", "uploads/{upload}/complete/", "401 404 404 404 403 403")
    ],
    "uploads/<str:public_id>/parts/<int:number>/": [
        ("POST {}", "uploads/{upload}/parts/1/", "401 404 404 404 403 403")
    ],
    # Its address is its own authority; this one is not signed.
    "uploads/<str:public_id>/parts/<int:number>/bytes/": [
        ("PUT {}", "uploads/{upload}/parts/1/bytes/", "403 403 403 403 403 403")
    ],
    # {pitch}, {pitch_link} and {contact} are the label's. Its members see them; to write takes the role artist, which
    # of the cast only the administrator has, who does not belong to it.
    "pitches/": [
        ("GET", "pitches/", SIGNED_IN),
        ("POST {title}", "pitches/", "401 403 403 201 403 403"),
    ],
    "pitches/defaults/": [
        ("GET", "pitches/defaults/", SIGNED_IN),
        ("GET", "pitches/defaults/?workspace={workspace}", PITCHED),
        ("PATCH {}", "pitches/defaults/?workspace={workspace}", PITCHES),
    ],
    "pitches/<str:public_id>/": [
        ("GET", "pitches/{pitch}/", PITCHED),
        ("PATCH {title}", "pitches/{pitch}/", PITCHES),
        ("DELETE", "pitches/{pitch}/", PITCHES),
    ],
    "pitches/activity/": [
        ("GET", "pitches/activity/", "401 422 422 422 422 422"),
        ("GET", "pitches/activity/?contact={contact}", SIGNED_IN),
    ],
    "pitches/<str:public_id>/activity/": [
        ("GET", "pitches/{pitch}/activity/", PITCHED),
        ("GET", "pitches/{pitch}/activity/?link={pitch_link}", PITCHED),
    ],
    "pitches/<str:public_id>/activity/summary/": [
        ("GET", "pitches/{pitch}/activity/summary/", PITCHED)
    ],
    "pitches/<str:public_id>/activity/people/": [
        ("GET", "pitches/{pitch}/activity/people/", PITCHED)
    ],
    "pitches/<str:public_id>/letters/test/": [("POST", "pitches/{pitch}/letters/test/", PITCHES)],
    "pitches/<str:public_id>/letters/follow-up/": [
        ("POST {}", "pitches/{pitch}/letters/follow-up/", PITCHES)
    ],
    "pitches/<str:public_id>/links/<str:link_id>/letter/": [
        ("POST", "pitches/{pitch}/links/{pitch_link}/letter/", PITCHES)
    ],
    "pitches/<str:public_id>/undelete/": [("POST", "pitches/{pitch}/undelete/", NOT_DELETED)],
    "pitches/<str:public_id>/duplicate/": [("POST {}", "pitches/{pitch}/duplicate/", PITCHES)],
    "pitches/<str:public_id>/tracks/": [
        ("GET", "pitches/{pitch}/tracks/", PITCHED),
        ("PUT {no tracks}", "pitches/{pitch}/tracks/", PITCHES),
        ("POST {items}", "pitches/{pitch}/tracks/", PITCHES),
    ],
    "pitches/<str:public_id>/send/": [
        ("POST {}", "pitches/{pitch}/send/", PITCHES),
        ("DELETE", "pitches/{pitch}/send/", PITCHES),
    ],
    "pitches/<str:public_id>/preview/": [("POST", "pitches/{pitch}/preview/", PITCHES)],
    "pitches/<str:public_id>/links/": [
        ("GET", "pitches/{pitch}/links/", PITCHED),
        ("POST {}", "pitches/{pitch}/links/", PITCHES),
    ],
    "pitches/<str:public_id>/links/<str:link_id>/": [
        ("PATCH {}", "pitches/{pitch}/links/{pitch_link}/", PITCHES),
        ("DELETE", "pitches/{pitch}/links/{pitch_link}/", PITCHES),
    ],
    "pitches/<str:public_id>/documents/": [
        ("GET", "pitches/{pitch}/documents/", PITCHED),
        ("POST {}", "pitches/{pitch}/documents/", "401 415 415 415 415 415"),
    ],
    "pitches/<str:public_id>/documents/<str:document_id>/": [
        ("DELETE", "pitches/{pitch}/documents/{pitch}/", PITCHES)
    ],
    "pitches/<str:public_id>/artwork/": [
        ("PUT {}", "pitches/{pitch}/artwork/", "401 415 415 415 415 415"),
        ("DELETE", "pitches/{pitch}/artwork/", PITCHES),
    ],
    "pitches/<str:public_id>/revoke/": [("POST {}", "pitches/{pitch}/revoke/", PITCHES)],
    "pitches/<str:public_id>/reopen/": [("POST {}", "pitches/{pitch}/reopen/", PITCHES)],
    "contacts/": [
        ("GET", "contacts/", SIGNED_IN),
        ("POST {name}", "contacts/", "401 403 403 201 403 403"),
    ],
    "contacts/import/": [("POST {}", "contacts/import/", "401 415 415 415 415 415")],
    "contacts/tags/": [
        ("GET", "contacts/tags/", SIGNED_IN),
        ("GET", "contacts/tags/?workspace={workspace}", PITCHED),
    ],
    "contacts/<str:public_id>/": [
        ("GET", "contacts/{contact}/", PITCHED),
        ("PATCH {name}", "contacts/{contact}/", PITCHES),
        ("DELETE", "contacts/{contact}/", PITCHES),
    ],
    "contacts/<str:public_id>/erase/": [("POST", "contacts/{contact}/erase/", PITCHES)],
    "contacts/<str:public_id>/undelete/": [("POST", "contacts/{contact}/undelete/", NOT_DELETED)],
    "contacts/<str:public_id>/pitches/": [("GET", "contacts/{contact}/pitches/", PITCHED)],
    "me/likes/": [("GET", "me/likes/?ids=track:{track}", SIGNED_IN)],
    "me/likes/bulk/": [("POST {}", "me/likes/bulk/", "401 422 422 422 422 422")],
    "me/likes/tracks/ids/": [("GET", "me/likes/tracks/ids/", SIGNED_IN)],
    "me/likes/tracks/": [("GET", "me/likes/tracks/", SIGNED_IN)],
    "^me/likes/(?P<kind>track|album|artist|playlist)/(?P<public_id>[0-9a-f]{32})/$": [
        ("PUT", "me/likes/track/{track}/", "401 404 404 404 204 204; recipient 204"),
        ("PUT", "me/likes/album/{album}/", "401 404 404 404 204 204; recipient 204"),
        ("PUT", "me/likes/artist/{artist}/", "401 404 404 404 204 204; recipient 204"),
        (
            "PUT",
            "me/likes/playlist/{playlist}/",
            "401 404 404 404 404 204; recipient 204 collaborator 204",
        ),
        # Says nothing of whether there was something to take back.
        ("DELETE", "me/likes/track/{track}/", "401 204 204 204 204 204"),
    ],
    "me/opinions/": [("GET", "me/opinions/?ids=track:{track}", SIGNED_IN)],
    "me/ratings/": [("GET", "me/ratings/?ids=track:{track}", SIGNED_IN)],
    "^me/ratings/(?P<kind>track|album|artist)/(?P<public_id>[0-9a-f]{32})/$": [
        ("PUT {stars}", "me/ratings/track/{track}/", "401 404 404 404 204 204; recipient 204"),
        ("PUT {stars}", "me/ratings/album/{album}/", "401 404 404 404 204 204; recipient 204"),
        ("PUT {stars}", "me/ratings/artist/{artist}/", "401 404 404 404 204 204; recipient 204"),
    ],
    "me/follows/": [("GET", "me/follows/", SIGNED_IN)],
    "me/follows/releases/": [("GET", "me/follows/releases/", SIGNED_IN)],
    "me/follows/<str:public_id>/": [
        ("PUT", "me/follows/{artist}/", "401 404 404 404 204 204; recipient 204"),
        ("DELETE", "me/follows/{artist}/", "401 204 204 204 204 204"),
    ],
    # {import} is the owner's. Files come as forms, not as JSON.
    "me/imports/": [
        ("GET", "me/imports/", SIGNED_IN),
        ("POST {}", "me/imports/", "401 415 415 415 415 415"),
    ],
    "me/imports/<str:public_id>/": [
        ("GET", "me/imports/{import}/", "401 404 404 404 404 200"),
        ("DELETE", "me/imports/{import}/", "401 404 404 404 404 204"),
    ],
    "me/imports/<str:public_id>/missing/<str:ending>/": [
        ("GET", "me/imports/{import}/missing/csv/", "401 404 404 404 404 200")
    ],
    # The playlist is the owner's own: a workspace shares no playlists.
    "playlists/": [
        ("GET", "playlists/", EVERYONE),
        ("POST {title}", "playlists/", "401 201 201 201 201 201"),
    ],
    "playlists/<str:public_id>/": [
        ("GET", "playlists/{playlist}/", OWNER),
        ("PATCH {title}", "playlists/{playlist}/", OWNER_WRITES),
        ("DELETE", "playlists/{playlist}/", OWNER_WRITES),
    ],
    "playlists/<str:public_id>/duplicate/": [
        (
            "POST {}",
            "playlists/{playlist}/duplicate/",
            "401 404 404 404 404 201; recipient 201 collaborator 201",
        )
    ],
    "playlists/<str:public_id>/undo/": [
        ("POST {change}", "playlists/{playlist}/undo/", "401 404 404 404 404 200")
    ],
    "playlists/<str:public_id>/collaborators/<str:handle>/": [
        ("PUT", "playlists/{playlist}/collaborators/reader/", OWNER_WRITES),
        (
            "DELETE",
            "playlists/{playlist}/collaborators/reader/",
            "401 404 404 404 404 204; recipient 403 collaborator 403",
        ),
    ],
    "playlists/<str:public_id>/entries/": [
        ("GET", "playlists/{playlist}/entries/", OWNER),
        (
            "POST {items}",
            "playlists/{playlist}/entries/",
            "401 404 404 404 404 201; recipient 403 collaborator 201",
        ),
    ],
    "playlists/<str:public_id>/entries/move/": [
        ("POST {entries}", "playlists/{playlist}/entries/move/", EDITOR_WRITES)
    ],
    "playlists/<str:public_id>/entries/remove/": [
        ("POST {entries}", "playlists/{playlist}/entries/remove/", EDITOR_WRITES)
    ],
    "playlists/<str:public_id>/entries/sort/": [
        ("POST {sort}", "playlists/{playlist}/entries/sort/", EDITOR_WRITES)
    ],
    "playlists/<str:public_id>/tracks/": [("GET", "playlists/{playlist}/tracks/", OWNER)],
    "playlists/<str:public_id>/tracks/ids/": [("GET", "playlists/{playlist}/tracks/ids/", OWNER)],
    "playlists/<str:public_id>/export/<str:ending>/": [
        ("GET", "playlists/{playlist}/export/xspf/", OWNER)
    ],
    # A smart one, private to the owner as the other is.
    "playlists/<str:public_id>/rules/": [
        ("GET", "playlists/{smart}/rules/", "401 404 404 404 404 200"),
        ("PUT {rules}", "playlists/{smart}/rules/", "401 404 404 404 404 200"),
        ("GET", "playlists/{playlist}/rules/", "401 404 404 404 404 404"),
    ],
    "playlists/preview/": [("POST {rules}", "playlists/preview/", SIGNED_IN)],
    # {share} is of the private album, by the owner, to `recipient`, who may not share it further.
    "shares/": [
        ("GET", "shares/", SIGNED_IN),
        ("POST {share track}", "shares/", "401 404 404 404 403 201; recipient 403 colleague 201"),
        ("POST {share album}", "shares/", "401 404 404 404 403 201; recipient 403 colleague 201"),
        (
            "POST {share playlist}",
            "shares/",
            "401 404 404 404 404 201; recipient 403 collaborator 403",
        ),
    ],
    "shares/revoke/": [("POST {revoke}", "shares/revoke/", SIGNED_IN)],
    "shares/<str:public_id>/": [
        ("PATCH {note}", "shares/{share}/", "401 404 404 404 404 200"),
        ("DELETE", "shares/{share}/", "401 404 404 404 404 204"),
    ],
    "inbox/": [("GET", "inbox/", SIGNED_IN)],
    "inbox/unread/": [("GET", "inbox/unread/", SIGNED_IN)],
    "inbox/read/": [("POST", "inbox/read/", SIGNED_IN)],
    "inbox/refused/": [("GET", "inbox/refused/", SIGNED_IN)],
    "inbox/refused/<str:handle>/": [
        ("PUT", "inbox/refused/owner/", "401 404 404 404 404 404; recipient 204"),
        ("DELETE", "inbox/refused/owner/", "401 204 204 204 204 204"),
    ],
    "inbox/<str:public_id>/": [
        ("PATCH {read}", "inbox/{share}/", "401 404 404 404 404 404; recipient 200"),
        ("DELETE", "inbox/{share}/", "401 404 404 404 404 404; recipient 204"),
    ],
    "playlists/import/": [("POST {}", "playlists/import/", "401 422 422 422 422 422")],
    "me/later/": [
        ("GET", "me/later/", SIGNED_IN),
        ("POST {item}", "me/later/", "401 404 404 404 201 201; recipient 201"),
    ],
    "me/later/clear/": [("POST", "me/later/clear/", SIGNED_IN)],
    # Nobody's item but one's own is there.
    "me/later/<str:item_id>/": [
        ("PATCH {done}", "me/later/{later}/", "401 404 404 404 404 200"),
        ("DELETE", "me/later/{later}/", "401 204 204 204 204 204"),
    ],
    "me/bookmarks/": [("GET", "me/bookmarks/", SIGNED_IN)],
    "me/bookmarks/<str:public_id>/": [
        ("PUT {position}", "me/bookmarks/{track}/", "401 404 404 404 204 204; recipient 204"),
        ("DELETE", "me/bookmarks/{track}/", "401 204 204 204 204 204"),
    ],
    "me/history/": [
        ("GET", "me/history/", SIGNED_IN),
        ("DELETE", "me/history/", "401 204 204 204 204 204"),
    ],
    "me/history/<str:play_id>/": [("DELETE", "me/history/x/", "401 404 404 404 404 404")],
    "me/statistics/": [("GET", "me/statistics/", SIGNED_IN)],
    "me/queue/": [
        ("GET", "me/queue/", SIGNED_IN),
        ("PUT {queue}", "me/queue/", SIGNED_IN),
    ],
    "me/queue/current/": [
        ("GET", "me/queue/current/", SIGNED_IN),
        ("PUT {}", "me/queue/current/", SIGNED_IN),
    ],
    "charts/<str:chart>/": [
        ("GET", "charts/week/", EVERYONE),
        ("GET", "charts/none/", "404 404 404 404 404 404"),
    ],
    "dashboards/<str:public_id>/": [
        ("GET", "dashboards/{workspace}/", PITCHED),
        ("GET", "dashboards/{workspace}/?track={track}&days=90", PITCHED),
    ],
    "radio/": [
        ("GET", "radio/?track={track}", WORKSPACE),
        ("GET", "radio/?artist={artist}", WORKSPACE),
        ("GET", "radio/", "422 422 422 422 422 422"),
    ],
    "discovery/": [("GET", "discovery/", EVERYONE)],
    "screens/home/": [("GET", "screens/home/", EVERYONE)],
    "screens/albums/<str:public_id>/": [("GET", "screens/albums/{album}/", WORKSPACE)],
    "screens/playlists/<str:public_id>/": [
        (
            "GET",
            "screens/playlists/{playlist}/",
            "404 404 404 404 404 200; recipient 200 collaborator 200",
        )
    ],
    r"^(?:[\s\S]*/)?$": [("GET", "none/such/", "404 404 404 404 404 404")],
}

PAGES: dict[str, list[Row]] = {
    "healthz": [("GET", "healthz", EVERYONE)],
    "readyz": [("GET", "readyz", EVERYONE)],
    # By where it is asked from, or by a token of its own: who is signed in does not matter.
    "metrics": [
        ("GET", "metrics", EVERYONE),
        ("POST {}", "metrics", "404 404 404 404 404 404"),
    ],
    "": [("GET", "", EVERYONE)],
    "home/own/": [("GET", "home/own/", "302 200 200 200 200 200")],
    # Whoever arranges home.
    "home/preview/": [("GET", "home/preview/", "302 404 200 200 404 404")],
    "posts/": [("GET", "posts/", EVERYONE)],
    "posts/feed.rss": [("GET", "posts/feed.rss", EVERYONE)],
    "posts/feed.atom": [("GET", "posts/feed.atom", EVERYONE)],
    # {draft} is a post that is not published.
    "posts/tags/<str:tag>/": [("GET", "posts/tags/none/", " ".join(["404"] * 6))],
    "posts/<slugged_id:public_id>": [("GET", "{draft.url}", " ".join(["404"] * 6))],
    "posts/<str:public_id>/preview/": [
        ("GET", "posts/{draft}/preview/", "302 404 200 200 404 404")
    ],
    "posts/<str:public_id>/cover/<str:size>": [
        ("GET", "posts/{draft}/cover/384", " ".join(["404"] * 6))
    ],
    "posts/<str:public_id>/pictures/<str:name>/<str:size>": [
        ("GET", "posts/{draft}/pictures/none/384", " ".join(["404"] * 6))
    ],
    "newsletter/": [
        ("GET", "newsletter/", EVERYONE),
        ("FORM email=x", "newsletter/", " ".join(["422"] * 6)),
    ],
    "newsletter/<str:token>/": [("GET", "newsletter/none/", " ".join(["404"] * 6))],
    "newsletter/<str:token>/leave/": [
        ("GET", "newsletter/none/leave/", " ".join(["404"] * 6)),
        ("FORM List-Unsubscribe=One-Click", "newsletter/none/leave/", " ".join(["404"] * 6)),
    ],
    "top/": [("GET", "top/", EVERYONE)],
    "top/trending/": [("GET", "top/trending/", EVERYONE)],
    "top/loved/": [("GET", "top/loved/", EVERYONE)],
    "albums/": [("GET", "albums/", EVERYONE)],
    "albums/<slugged_id:public_id>": [("GET", "{album.url}", WORKSPACE)],
    "artists/": [("GET", "artists/", EVERYONE)],
    "artists/<slugged_id:public_id>": [("GET", "{artist.url}", WORKSPACE)],
    "tracks/": [("GET", "tracks/", EVERYONE)],
    "tracks/<slugged_id:public_id>": [("GET", "{track.url}", WORKSPACE)],
    "genres/": [("GET", "genres/", EVERYONE)],
    "genres/<slugged_id:public_id>": [("GET", "{genre.url}", WORKSPACE)],
    # Whoever holds a link is answered alike. {token} opens a pitch of {track}, whose WAV is not written.
    **{
        f"p/<link_token:token>{route}": [(verb, f"p/{{token}}{address}", " ".join([status] * 6))]
        for route, verb, address, status in (
            ("", "GET", "", "302"),  # to the address with its slash
            ("/", "GET", "/", "200"),
            ("/unlock/", "FORM password=x", "/unlock/", "303"),  # it has no password
            ("/activity/", "POST {no events}", "/activity/", "204"),
            ("/licence/", "GET", "/licence/", "200"),
            ("/notes/", "FORM device=x", "/notes/", "200"),
            ("/comments/<str:public_id>/delete/", "FORM a=b", "/comments/x/delete/", "404"),
            ("/cover/<str:size>", "GET", "/cover/192", "200"),
            ("/logo/<str:size>", "GET", "/logo/192", "404"),
            ("/documents/<str:public_id>/", "GET", "/documents/x/", "404"),
            ("/download/", "FORM format=mp3", "/download/", "403"),
            ("/archive.zip", "GET", "/archive.zip?format=wav", "404"),
            ("/tracks/<str:public_id>/playback/", "GET", "/tracks/{track}/playback/", "200"),
            ("/tracks/<str:public_id>/stream/", "GET", "/tracks/{track}/stream/", "404"),
            ("/tracks/<str:public_id>/waveform/", "GET", "/tracks/{track}/waveform/", "202"),
            ("/tracks/<str:public_id>/cover/<str:size>", "GET", "/tracks/{track}/cover/192", "200"),
            (
                "/tracks/<str:public_id>/download/",
                "GET",
                "/tracks/{track}/download/?format=wav",
                "409",
            ),
            (
                "/tracks/<str:public_id>/favourite/",
                "FORM on=1",
                "/tracks/{track}/favourite/",
                "303",
            ),
            (
                "/tracks/<str:public_id>/comments/",
                "FORM text=x",
                "/tracks/{track}/comments/",
                "303",
            ),
        )
    },
    "folders/": [("GET", "folders/", "302 200 200 200 200 200")],
    "folders/<str:library_id>/": [("GET", "folders/{library}/", "302 404 404 404 200 200")],
    "search/": [
        ("GET", "search/?q=a", EVERYONE),
        ("GET", "search/?q=a&kind=track", EVERYONE),
        ("GET", "search/?q=a&kind=x", "404 404 404 404 404 404"),
    ],
    "search/instant/": [("GET", "search/instant/?q=a", EVERYONE)],
    # It takes the role artist, or an administrator's.
    # Of one's own workspace, whoever one is; {sheet} is the label's, brought by its owner.
    "library/metadata/": [("GET", "library/metadata/", "302 200 200 200 200 200")],
    "library/metadata/export.<str:ending>": [
        ("GET", "library/metadata/export.csv", "302 200 200 200 200 200"),
        (
            "GET",
            "library/metadata/export.csv?workspace={workspace}",
            "302 404 404 404 403 200; colleague 200",
        ),
        ("GET", "library/metadata/export.doc", "302 404 404 404 404 404"),
    ],
    "library/metadata/<str:public_id>/": [
        ("GET", "library/metadata/{sheet}/", "302 404 404 404 404 200; colleague 200")
    ],
    # The metadata of what one may change; of others' there is no such page.
    "library/edit/": [
        ("GET", "library/edit/?album={album}", "302 404 404 404 404 200; colleague 200"),
        ("GET", "library/edit/?tracks={track}", "302 404 404 404 404 200; colleague 200"),
        ("GET", "library/edit/", "302 404 404 404 404 404"),
    ],
    "upload/": [("GET", "upload/", "302 403 403 200 403 403")],
    "history/": [("GET", "history/", "302 200 200 200 200 200")],
    "continue/": [
        ("GET", "continue/", "302 200 200 200 200 200"),
        ("FORM forget=x", "continue/", "302 303 303 303 303 303"),
    ],
    "history/change/": [("POST {}", "history/change/", "302 404 404 404 404 404")],
    "statistics/": [("GET", "statistics/", "302 200 200 200 200 200")],
    "similar/tracks/<str:public_id>/": [("GET", "similar/tracks/{track}/", WORKSPACE)],
    "similar/artists/<str:public_id>/": [("GET", "similar/artists/{artist}/", WORKSPACE)],
    "mixes/": [("GET", "mixes/", "302 200 200 200 200 200")],
    # One that there is not leads to those that there are; nothing is kept of it.
    "mixes/<str:public_id>/": [
        ("GET", "mixes/{artist}/", "302 302 302 302 302 302"),
        ("FORM day=x", "mixes/{artist}/", "302 302 302 302 302 302"),
    ],
    "dashboard/": [("GET", "dashboard/", "302 302 302 302 302 302")],  # to one's own
    "dashboard/<str:public_id>/": [
        ("GET", "dashboard/{workspace}/", "302 404 404 404 200 200"),
        ("GET", "dashboard/{workspace}/?album={album}", "302 404 404 404 200 200"),
    ],
    "dashboard/<str:public_id>/days.csv": [
        ("GET", "dashboard/{workspace}/days.csv", "302 404 404 404 200 200")
    ],
    "dashboard/<str:public_id>/tracks.csv": [
        ("GET", "dashboard/{workspace}/tracks.csv", "302 404 404 404 200 200")
    ],
    "likes/": [("GET", "likes/", "302 200 200 200 200 200")],
    "following/": [("GET", "following/", "302 200 200 200 200 200")],
    "following/shelf/": [("GET", "following/shelf/", "302 200 200 200 200 200")],
    "opinion/": [
        ("GET", "opinion/?item=track:{track}", "302 404 404 404 200 200; recipient 200"),
        ("FORM item=track:{track}&stars=5", "opinion/", "302 404 404 404 303 303; recipient 303"),
    ],
    # Whatever somebody reaches they may report, unless the operator chose otherwise (`REPORTS`).
    "report/": [
        ("GET", "report/?item=track:{track}", "404 404 404 404 200 200; recipient 200"),
        (
            "FORM item=track:{track}&reason=wrong",
            "report/",
            "404 404 404 404 303 303; recipient 303",
        ),
        (
            "FORM item=track:{track}&reason=none",
            "report/",
            "404 404 404 404 422 422; recipient 422",
        ),
    ],
    # To the form in the admin, which asks again; nothing is here for who may not.
    "curate/": [("GET", "curate/?item=track:{track}", "404 404 302 302 404 404")],
    "later/": [
        ("GET", "later/", "302 200 200 200 200 200"),
        ("FORM add=track:{track}", "later/", "302 404 404 404 303 303; recipient 303"),
    ],
    "share/": [
        (
            "GET",
            "share/?item=album:{album}",
            "302 404 404 404 403 200; recipient 403 colleague 200",
        ),
        (
            "FORM item=track:{track}&to=reader",
            "share/",
            "302 404 404 404 403 303; recipient 403 colleague 303",
        ),
    ],
    "pitches/": [("GET", "pitches/", "302 200 200 200 200 200")],
    "pitches/new/": [
        ("GET", "pitches/new/?item=album:{album}", "302 403 403 200 403 403"),
        ("FORM title=x&workspace={workspace}", "pitches/new/", PITCH_FORMS),
    ],
    "pitches/defaults/": [
        ("GET", "pitches/defaults/?workspace={workspace}", PITCH_FORMS),
        ("FORM workspace={workspace}", "pitches/defaults/", PITCH_FORMS),
    ],
    "pitches/logo/<str:public_id>/<str:size>": [
        ("GET", "pitches/logo/{workspace}/96", "302 404 404 404 404 404")
    ],
    "pitches/<str:public_id>/": [("GET", "pitches/{pitch}/", PITCH_PAGES)],
    "pitches/<str:public_id>/act/": [("FORM send=1", "pitches/{pitch}/act/", PITCH_FORMS)],
    "pitches/<str:public_id>/edit/": [
        ("GET", "pitches/{pitch}/edit/", PITCH_FORMS),
        ("FORM title=x", "pitches/{pitch}/edit/", PITCH_FORMS),
    ],
    "pitches/<str:public_id>/preview/": [("GET", "pitches/{pitch}/preview/", PITCH_FORMS)],
    "pitches/<str:public_id>/links.csv": [("GET", "pitches/{pitch}/links.csv", PITCH_FORMS)],
    "pitches/<str:public_id>/artwork/<str:size>": [
        ("GET", "pitches/{pitch}/artwork/96", PITCH_PAGES)
    ],
    "contacts/": [
        ("GET", "contacts/", "302 200 200 200 200 200"),
        ("FORM name=x&add=1&workspace={workspace}", "contacts/", PITCH_FORMS),
    ],
    "contacts/import/": [
        ("GET", "contacts/import/?workspace={workspace}", PITCH_FORMS),
        ("FORM workspace={workspace}", "contacts/import/", PITCH_FORMS),
    ],
    "contacts/<str:public_id>/": [
        ("GET", "contacts/{contact}/", PITCH_PAGES),
        ("FORM name=x", "contacts/{contact}/", PITCH_FORMS),
        ("FORM erase=1&sure=1", "contacts/{contact}/", PITCH_FORMS),
    ],
    "shares/": [
        ("GET", "shares/", "302 200 200 200 200 200"),
        # Says nothing of whether there was something to take back.
        ("FORM revoke={share}", "shares/", "302 303 303 303 303 303"),
    ],
    "inbox/": [
        ("GET", "inbox/", "302 200 200 200 200 200"),
        ("FORM dismiss={share}", "inbox/", "302 303 303 303 303 303"),
    ],
    "playlists/": [
        ("GET", "playlists/", EVERYONE),
        ("FORM title=x", "playlists/", "302 303 303 303 303 303"),
    ],
    "playlists/smart/": [
        ("GET", "playlists/smart/", "302 200 200 200 200 200"),
        ("FORM what=save&title=x", "playlists/smart/", "302 303 303 303 303 303"),
    ],
    "playlists/<str:public_id>/rules/": [
        ("GET", "playlists/{smart}/rules/", "302 404 404 404 404 200"),
        ("FORM what=save&title=x", "playlists/{smart}/rules/", "302 404 404 404 404 303"),
    ],
    "playlists/<slugged_id:public_id>": [("GET", "{playlist.url}", OWNER)],
    "playlists/add/": [
        ("GET", "playlists/add/?item=track:{track}", "302 404 404 404 200 200; recipient 200")
    ],
    "playlists/import/": [("GET", "playlists/import/", "302 200 200 200 200 200")],
    "playlists/<str:public_id>/export/<str:ending>": [
        ("GET", "playlists/{playlist}/export/m3u8", OWNER)
    ],
    "playlists/<str:public_id>/edit/": [
        ("GET", "playlists/{playlist}/edit/", "302 404 404 404 404 200"),
    ],
    "playlists/<str:public_id>/act/": [
        (
            "FORM sort=random",
            "playlists/{playlist}/act/",
            "302 404 404 404 404 303; recipient 403 collaborator 303",
        ),
        (
            "FORM duplicate=1",
            "playlists/{playlist}/act/",
            "302 404 404 404 404 303; recipient 303 collaborator 303",
        ),
    ],
    "playlists/<str:public_id>/cover/<str:size>": [
        ("GET", "playlists/{playlist}/cover/generated.svg", OWNER)
    ],
    "account/": [("GET", "account/", "302 200 200 200 200 200")],
    "account/invitation/<str:token>/": [
        ("GET", "account/invitation/x/", "404 404 404 404 404 404")
    ],
    "account/settings/": [("GET", "account/settings/", "302 200 200 200 200 200")],
    # Nobody has a public page; `owner` asks for their own.
    "people/<str:handle>": [("GET", "people/owner", "404 404 404 404 404 200")],
    "people/<str:handle>/avatar/<int:size>": [
        ("GET", "people/owner/avatar/96", "404 404 404 404 404 404")
    ],
    "account/data/": [("GET", "account/data/", "302 200 200 200 200 200")],
    "account/data/<str:public_id>/": [("GET", "account/data/x/", "302 404 404 404 404 404")],
    # To say the password once more.
    "account/imports/": [("GET", "account/imports/", "302 200 200 200 200 200")],
    "account/imports/<str:public_id>/": [
        ("GET", "account/imports/{import}/", "302 404 404 404 404 200"),
        ("FORM forget=1", "account/imports/{import}/", "302 404 404 404 404 303"),
    ],
    "account/imports/<str:public_id>/missing.<str:ending>": [
        ("GET", "account/imports/{import}/missing.json", "302 404 404 404 404 200")
    ],
    "account/delete/": [("GET", "account/delete/", "302 302 302 302 302 302")],
    "account/workspaces/": [("GET", "account/workspaces/", "302 200 200 200 200 200")],
    "account/workspaces/<str:public_id>/": [
        ("GET", "account/workspaces/{workspace}/", "302 404 404 404 200 200")
    ],
    "account/libraries/": [
        ("GET", "account/libraries/", "302 200 200 200 200 200"),
        ("FORM library={library}&to=x", "account/libraries/", "302 404 404 404 404 404"),
    ],
    "account/arrived/": [("GET", "account/arrived/", "302 302 302 302 302 302")],  # home
    r"^artwork/(?P<kind>album|artist)/(?P<public_id>[0-9a-f]{32})/generated\.svg$": [
        ("GET", "artwork/album/{album}/generated.svg", WORKSPACE),
        ("GET", "artwork/artist/{artist}/generated.svg", WORKSPACE),
    ],
    r"^artwork/(?P<kind>album|artist)/(?P<public_id>[0-9a-f]{32})/(?P<size>\d+|og\.jpg)$": [
        ("GET", "artwork/album/{album}/384", WORKSPACE),
    ],
    "welcome/": [("GET", "welcome/", "302 404 404 200 404 404")],
    "welcome/<str:public_id>/": [("GET", "welcome/{scan}/", "302 404 404 200 404 404")],
    "manifest.webmanifest": [("GET", "manifest.webmanifest", EVERYONE)],
    "robots.txt": [("GET", "robots.txt", EVERYONE)],
    # The label's album is private: nobody's link to it is told of, the owner's neither.
    "oembed": [
        ("GET", "oembed?url=http://testserver/albums/{album}", "404 404 404 404 404 404"),
        ("POST {}", "oembed", "405 405 405 405 405 405"),
    ],
    "pitches/notices/": [
        ("GET", "pitches/notices/", "302 200 200 200 200 200"),
        ("FORM read=1", "pitches/notices/", "302 303 303 303 303 303"),
        ("FORM letters=often", "pitches/notices/", "302 422 422 422 422 422"),
    ],
    "pitches/tracks/<str:public_id>/": [
        ("GET", "pitches/tracks/{track}/", "302 404 404 404 200 200")
    ],
    "pitches/<str:public_id>/activity/": [
        ("GET", "pitches/{pitch}/activity/", "302 404 404 404 200 200"),
        ("GET", "pitches/{pitch}/activity/?link={pitch_link}", "302 404 404 404 200 200"),
    ],
    "pitches/<str:public_id>/activity.csv": [
        ("GET", "pitches/{pitch}/activity.csv", "302 404 404 404 200 200")
    ],
    # To write takes the role artist, which nobody of the cast has.
    "pitches/<str:public_id>/letters/": [
        ("FORM test=1", "pitches/{pitch}/letters/", "302 404 404 404 403 403")
    ],
    # Of no link that there is; what a real one does stands in the tests of letters.
    "p/<str:token>/unsubscribe/": [
        ("GET", "p/none/unsubscribe/", "404 404 404 404 404 404"),
        ("FORM a=b", "p/none/unsubscribe/", "404 404 404 404 404 404"),
    ],
    "sitemap.xml": [("GET", "sitemap.xml", EVERYONE)],
    "sitemap-<slug:section>.xml": [("GET", "sitemap-albums.xml", EVERYONE)],
}

# allauth's own: about oneself only. 302 leads on: to sign in, home, or to say the password once more.
ANYBODY, ONESELF, GUESTS = (
    EVERYONE,
    "302 200 200 200 200 200",
    "200 302 302 302 302 302",
)
AGAIN = "302 302 302 302 302 302"
NOBODYS = "404 404 404 404 404 404"
ACCOUNT: dict[str, list[Row]] = {
    "login/": [("GET", "login/", GUESTS)],
    "logout/": [("GET", "logout/", ONESELF)],
    "inactive/": [("GET", "inactive/", ANYBODY)],
    "signup/": [("GET", "signup/", GUESTS)],
    "reauthenticate/": [("GET", "reauthenticate/", ONESELF)],
    "email/": [("GET", "email/", ONESELF)],
    "confirm-email/": [("GET", "confirm-email/", ANYBODY)],
    "password/change/": [("GET", "password/change/", ONESELF)],
    "password/set/": [("GET", "password/set/", AGAIN)],
    "password/reset/": [("GET", "password/reset/", ANYBODY)],
    "login/code/confirm/": [("GET", "login/code/confirm/", AGAIN)],
    r"^confirm-email/(?P<key>[-:\w]+)/$": [("GET", "confirm-email/x/", ANYBODY)],
    "password/reset/key/done/": [("GET", "password/reset/key/done/", ANYBODY)],
    "^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": [
        ("GET", "password/reset/key/1-x/", ANYBODY)
    ],
    "password/reset/done/": [("GET", "password/reset/done/", ANYBODY)],
    "2fa/": [("GET", "2fa/", ONESELF)],
    "2fa/authenticate/": [("GET", "2fa/authenticate/", AGAIN)],
    "2fa/reauthenticate/": [("GET", "2fa/reauthenticate/", AGAIN)],
    "2fa/totp/activate/": [("GET", "2fa/totp/activate/", AGAIN)],
    "2fa/totp/deactivate/": [("GET", "2fa/totp/deactivate/", "302 404 404 404 404 404")],
    "2fa/recovery-codes/": [("GET", "2fa/recovery-codes/", "302 404 404 404 404 404")],
    "2fa/recovery-codes/generate/": [("GET", "2fa/recovery-codes/generate/", AGAIN)],
    "2fa/recovery-codes/download/": [
        ("GET", "2fa/recovery-codes/download/", "302 404 404 404 404 404")
    ],
    "2fa/webauthn/": [("GET", "2fa/webauthn/", ONESELF)],
    "2fa/webauthn/add/": [("GET", "2fa/webauthn/add/", AGAIN)],
    "2fa/webauthn/keys/<int:pk>/edit/": [("GET", "2fa/webauthn/keys/1/edit/", AGAIN)],
    "2fa/webauthn/keys/<int:pk>/remove/": [("GET", "2fa/webauthn/keys/1/remove/", AGAIN)],
    "2fa/webauthn/login/": [("GET", "2fa/webauthn/login/", AGAIN)],
    "2fa/webauthn/reauthenticate/": [("GET", "2fa/webauthn/reauthenticate/", AGAIN)],
    "sessions/": [("GET", "sessions/", ONESELF)],
    "tokens/": [("GET", "tokens/", ONESELF)],
    "3rdparty/login/cancelled/": [("GET", "3rdparty/login/cancelled/", ANYBODY)],
    "3rdparty/login/error/": [("GET", "3rdparty/login/error/", "401 401 401 401 401 401")],
    "3rdparty/signup/": [("GET", "3rdparty/signup/", AGAIN)],
    "3rdparty/": [("GET", "3rdparty/", ONESELF)],
    # The tests know no provider: nothing is there, for anybody.
    "oidc/<slug:provider_id>/login/": [("POST {}", "oidc/none/login/", NOBODYS)],
    "oidc/<slug:provider_id>/login/callback/": [("GET", "oidc/none/login/callback/", NOBODYS)],
    "oidc/<slug:provider_id>/signed-out/": [("POST {}", "oidc/none/signed-out/", NOBODYS)],
    "oidc/leaving/<str:ticket>/": [("GET", "oidc/leaving/x/", AGAIN)],  # home
    "social/login/cancelled/": [("GET", "social/login/cancelled/", "301 301 301 301 301 301")],
    "social/login/error/": [("GET", "social/login/error/", "301 301 301 301 301 301")],
    "social/signup/": [("GET", "social/signup/", "301 301 301 301 301 301")],
    "social/connections/": [("GET", "social/connections/", "301 301 301 301 301 301")],
}

ROWS: dict[str, list[Row]] = {
    f"{prefix}{route}": [(verb, f"/{prefix}{address}", cells) for verb, address, cells in rows]
    for prefix, table in (("api/v1/", API), ("", PAGES), ("account/", ACCOUNT))
    for route, rows in table.items()
}

# In the admin, whose addresses are Django's: what a content manager's lists are. All else there is the
# administrators', and nothing of it is anybody else's.
MANAGED = frozenset({
    "catalog/artist", "catalog/album", "catalog/track", "catalog/genre", "catalog/library", "streaming/scan",
    "streaming/scanrefusal", "streaming/mediafile", "catalog/mergejournal", "catalog/change", "catalog/task",
    "playlists/playlist", "editorial/shelf",
    "editorial/post",
})  # fmt: skip
ALL_STAFF = frozenset(
    {
        "",
        "exchange/",
        "exchange/export/artists.csv",
        "password_change/",
        "password_change/done/",
        "jsi18n/",
        "catalog/",
    }
)
OPEN = frozenset({"login/", "logout/"})
