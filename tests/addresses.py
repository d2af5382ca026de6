"""What each of the cast may do at each address of the site: the one table that `test_every_address` holds.

A new address fails that test until it stands here. Things in it are of the label's private album, so that a row says
who gets at what is nobody else's business: `{track}`, `{album}`, `{artist}`, `{genre}` are their public ids,
`{library}` and `{scan}` those of the library they are in. `{playlist}` is a private one of the owner's.

Cells are HTTP statuses in the order of WHO. 302 goes to the sign-in page, except where a comment says where.
"""

WHO = ("anonymous", "other", "manager", "administrator", "viewer_member", "owner")

EVERYONE = "200 200 200 200 200 200"
SIGNED_IN = "401 200 200 200 200 200"
WORKSPACE = "404 404 404 404 200 200"
OWNER = "404 404 404 404 404 200"
OWNER_WRITES = "401 404 404 404 404 200"

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
    "tracks/": [
        ("GET", "tracks/", EVERYONE),
        ("GET", "tracks/?album={album}", "422 422 422 422 200 200"),
        ("GET", "tracks/?artist={artist}", "422 422 422 422 200 200"),
    ],
    "tracks/<str:public_id>/": [
        ("GET", "tracks/{track}/", WORKSPACE),
        ("PUT {}", "tracks/{track}/", "405 405 405 405 405 405"),
    ],
    "tracks/<str:public_id>/stream/": [("GET", "tracks/{track}/stream/", WORKSPACE)],
    "tracks/<str:public_id>/playback/": [("GET", "tracks/{track}/playback/", WORKSPACE)],
    # 202: the waveform is being made.
    "tracks/<str:public_id>/waveform/": [
        ("GET", "tracks/{track}/waveform/", "404 404 404 404 202 202")
    ],
    "genres/": [("GET", "genres/", EVERYONE)],
    "genres/<str:public_id>/": [("GET", "genres/{genre}/", WORKSPACE)],
    "search/": [("GET", "search/?q=a", EVERYONE)],
    "plays/": [
        ("POST {}", "plays/", "422 422 422 422 422 422"),
        ("POST {play}", "plays/", "404 404 404 404 201 201"),
    ],
    "me/likes/": [("GET", "me/likes/?ids=track:{track}", SIGNED_IN)],
    "me/likes/bulk/": [("POST {}", "me/likes/bulk/", "401 422 422 422 422 422")],
    "me/likes/tracks/": [("GET", "me/likes/tracks/", SIGNED_IN)],
    "^me/likes/(?P<kind>track|album|artist|playlist)/(?P<public_id>[0-9a-f]{32})/$": [
        ("PUT", "me/likes/track/{track}/", "401 404 404 404 204 204"),
        ("PUT", "me/likes/album/{album}/", "401 404 404 404 204 204"),
        ("PUT", "me/likes/artist/{artist}/", "401 404 404 404 204 204"),
        ("PUT", "me/likes/playlist/{playlist}/", "401 404 404 404 404 204"),
        # Says nothing of whether there was something to take back.
        ("DELETE", "me/likes/track/{track}/", "401 204 204 204 204 204"),
    ],
    "me/ratings/": [("GET", "me/ratings/?ids=track:{track}", SIGNED_IN)],
    "^me/ratings/(?P<kind>track|album|artist)/(?P<public_id>[0-9a-f]{32})/$": [
        ("PUT {stars}", "me/ratings/track/{track}/", "401 404 404 404 204 204"),
        ("PUT {stars}", "me/ratings/album/{album}/", "401 404 404 404 204 204"),
        ("PUT {stars}", "me/ratings/artist/{artist}/", "401 404 404 404 204 204"),
    ],
    "me/follows/": [("GET", "me/follows/", SIGNED_IN)],
    "me/follows/releases/": [("GET", "me/follows/releases/", SIGNED_IN)],
    "me/follows/<str:public_id>/": [
        ("PUT", "me/follows/{artist}/", "401 404 404 404 204 204"),
        ("DELETE", "me/follows/{artist}/", "401 204 204 204 204 204"),
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
        ("POST {}", "playlists/{playlist}/duplicate/", "401 404 404 404 404 201")
    ],
    "playlists/<str:public_id>/undo/": [
        ("POST {change}", "playlists/{playlist}/undo/", OWNER_WRITES)
    ],
    "playlists/<str:public_id>/collaborators/<str:handle>/": [
        ("PUT", "playlists/{playlist}/collaborators/reader/", OWNER_WRITES),
        ("DELETE", "playlists/{playlist}/collaborators/reader/", "401 404 404 404 404 204"),
    ],
    "playlists/<str:public_id>/entries/": [
        ("GET", "playlists/{playlist}/entries/", OWNER),
        ("POST {items}", "playlists/{playlist}/entries/", "401 404 404 404 404 201"),
    ],
    "playlists/<str:public_id>/entries/move/": [
        ("POST {entries}", "playlists/{playlist}/entries/move/", OWNER_WRITES)
    ],
    "playlists/<str:public_id>/entries/remove/": [
        ("POST {entries}", "playlists/{playlist}/entries/remove/", OWNER_WRITES)
    ],
    "playlists/<str:public_id>/entries/sort/": [
        ("POST {sort}", "playlists/{playlist}/entries/sort/", OWNER_WRITES)
    ],
    "playlists/<str:public_id>/tracks/": [("GET", "playlists/{playlist}/tracks/", OWNER)],
    "playlists/<str:public_id>/export/<str:ending>/": [
        ("GET", "playlists/{playlist}/export/xspf/", OWNER)
    ],
    "playlists/import/": [("POST {}", "playlists/import/", "401 422 422 422 422 422")],
    "me/later/": [
        ("GET", "me/later/", SIGNED_IN),
        ("POST {item}", "me/later/", "401 404 404 404 201 201"),
    ],
    "me/later/clear/": [("POST", "me/later/clear/", SIGNED_IN)],
    # Nobody's item but one's own is there.
    "me/later/<str:item_id>/": [
        ("PATCH {done}", "me/later/{later}/", "401 404 404 404 404 200"),
        ("DELETE", "me/later/{later}/", "401 204 204 204 204 204"),
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
    "screens/home/": [("GET", "screens/home/", EVERYONE)],
    "screens/albums/<str:public_id>/": [("GET", "screens/albums/{album}/", WORKSPACE)],
    "screens/playlists/<str:public_id>/": [
        ("GET", "screens/playlists/{playlist}/", "404 404 404 404 404 200")
    ],
    r"^(?:[\s\S]*/)?$": [("GET", "none/such/", "404 404 404 404 404 404")],
}

PAGES: dict[str, list[Row]] = {
    "healthz": [("GET", "healthz", EVERYONE)],
    "readyz": [("GET", "readyz", EVERYONE)],
    "": [("GET", "", EVERYONE)],
    "albums/": [("GET", "albums/", EVERYONE)],
    "albums/<slugged_id:public_id>": [("GET", "{album.url}", WORKSPACE)],
    "artists/": [("GET", "artists/", EVERYONE)],
    "artists/<slugged_id:public_id>": [("GET", "{artist.url}", WORKSPACE)],
    "tracks/": [("GET", "tracks/", EVERYONE)],
    "tracks/<slugged_id:public_id>": [("GET", "{track.url}", WORKSPACE)],
    "genres/": [("GET", "genres/", EVERYONE)],
    "genres/<slugged_id:public_id>": [("GET", "{genre.url}", WORKSPACE)],
    "folders/": [("GET", "folders/", "302 200 200 200 200 200")],
    "folders/<str:library_id>/": [("GET", "folders/{library}/", "302 404 404 404 200 200")],
    "search/": [("GET", "search/?q=a", EVERYONE)],
    "history/": [("GET", "history/", "302 200 200 200 200 200")],
    "history/change/": [("POST {}", "history/change/", "302 404 404 404 404 404")],
    "statistics/": [("GET", "statistics/", "302 200 200 200 200 200")],
    "likes/": [("GET", "likes/", "302 200 200 200 200 200")],
    "later/": [
        ("GET", "later/", "302 200 200 200 200 200"),
        ("FORM add=track:{track}", "later/", "302 404 404 404 303 303"),
    ],
    "playlists/": [
        ("GET", "playlists/", EVERYONE),
        ("FORM title=x", "playlists/", "302 303 303 303 303 303"),
    ],
    "playlists/<slugged_id:public_id>": [("GET", "{playlist.url}", OWNER)],
    "playlists/add/": [("GET", "playlists/add/?item=track:{track}", "302 404 404 404 200 200")],
    "playlists/import/": [("GET", "playlists/import/", "302 200 200 200 200 200")],
    "playlists/<str:public_id>/export/<str:ending>": [
        ("GET", "playlists/{playlist}/export/m3u8", OWNER)
    ],
    "playlists/<str:public_id>/edit/": [
        ("GET", "playlists/{playlist}/edit/", "302 404 404 404 404 200"),
    ],
    "playlists/<str:public_id>/act/": [
        ("FORM sort=random", "playlists/{playlist}/act/", "302 404 404 404 404 303"),
        ("FORM duplicate=1", "playlists/{playlist}/act/", "302 404 404 404 404 303"),
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
    "account/delete/": [("GET", "account/delete/", "302 302 302 302 302 302")],
    "account/workspaces/": [("GET", "account/workspaces/", "302 200 200 200 200 200")],
    "account/workspaces/<str:public_id>/": [
        ("GET", "account/workspaces/{workspace}/", "302 404 404 404 200 200")
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
    "streaming/scanrefusal", "streaming/mediafile", "catalog/mergejournal",
})  # fmt: skip
ALL_STAFF = frozenset({"", "password_change/", "password_change/done/", "jsi18n/", "catalog/"})
OPEN = frozenset({"login/", "logout/"})
