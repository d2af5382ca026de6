"""Pages against an empty view behind the same middleware, and a list of albums against Supysonic's."""

import re
from collections.abc import Iterator

from bench import traffic
from bench.context import Bench
from bench.figures import Figure
from bench.make_music import make
from bench.parts.importing import take_in
from bench.site import body, manage, web_server
from bench.traffic import Target

TITLE = "Pages"
ABOUT = """\
gunicorn with the site's own configuration (two processes) and a private Valkey, without workers. The empty view passes
every middleware of the site. *Hot* pages are public and answered from the page cache; *private* ones are made for a
member of a workspace with a private library of 1,000 files beside the public one: an address with a parameter that
pages do not know is made anew each time. What may be seen is then asked of the database; how a card, an album's article
or the wall of genres looks is kept in each process (`web/parts.py`) and was made when the page was asked for before.
*For a guest* is the same for somebody who holds a grant too, which makes every access rule longer. *Private, kept* is
the plain address, kept for the member's workspace.
Supysonic runs under gunicorn with two processes of four threads; its list is `getAlbumList2`, newest first, as JSON."""

ROUNDS = 3
"""At most: there are many addresses, and Supysonic's scan alone takes minutes."""
SIGNED_IN = """
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from accounts.models import Membership
from accounts.services import site_workspace, user_create, workspace_join
def signed_in(email):
    user = user_create(email=email, password=None)
    workspace_join(workspace=site_workspace(), user=user, role=Membership.Role.VIEWER)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print(session.session_key)
    return user
"""
"""Makes and signs in a member of the site's workspace, and prints the session's key."""
PEOPLE = f"""{SIGNED_IN}
from catalog.models import Album, Bundle, BundleItem, Grant
signed_in("member@example.org")
guest = signed_in("guest@example.org")
bundle = Bundle.objects.create(workspace=site_workspace())
BundleItem.objects.create(bundle=bundle, album=Album.objects.order_by("pk").first())
Grant.objects.create(bundle=bundle, user=guest)
"""
"""Makes two members of the site's workspace, who see its private library, and signs them in. The second holds a grant
besides, so that no page is kept for them."""


def run(bench: Bench) -> Iterator[Figure]:
    """Every address in turn, so that a busy moment of the machine falls on all alike."""
    data = bench.imported or take_in(bench, "site").data
    private = bench.folder / "private"
    make(private, 1_000, seed=2)
    manage(data, "import_music", str(private), "--visibility", "private", CACHE_URL="memory://")
    said = manage(data, "shell", "-v0", "-c", PEOPLE, CACHE_URL="memory://")
    member, guest = (f"session={key}" for key in said.split()[-2:])
    peer = bench.supysonic
    with web_server(data) as url, peer.serve() as theirs:
        album = _first(r'href="(/albums/[^"?]+-[0-9a-f]{32})"', body(f"{url}/albums/"))
        hidden = _first(
            r'href="(/albums/[^"?]+-[0-9a-f]{32})"', body(f"{url}/albums/?sort=newest", guest)
        )
        addresses = [
            Target("empty view", f"{url}/api/bench/empty"),
            Target("empty view, signed in", f"{url}/api/bench/empty", guest),
            Target("home, hot", f"{url}/"),
            Target("album, hot", url + album),
            Target("albums (60), hot", f"{url}/albums/?sort=newest"),
            Target("API: 20 albums", f"{url}/api/v1/albums/?limit=20&ordering=-added"),
            Target("empty view of the API", f"{url}/api/bench/drf"),
            Target("empty view of the API, signed in", f"{url}/api/bench/drf", member),
            Target("API: screen of home, hot", f"{url}/api/v1/screens/home/"),
            Target("API: screen of an album, hot", f"{url}/api/v1/screens/albums/{album[-32:]}/"),
            Target(
                "API: screen of an album, signed in",
                f"{url}/api/v1/screens/albums/{album[-32:]}/",
                member,
            ),
            Target("home, private, kept", f"{url}/", member),
            Target("home, private", f"{url}/?made=anew", member),
            Target("album, private", f"{url}{hidden}?made=anew", member),
            Target("home, for a guest", f"{url}/?made=anew", guest),
            Target("album, for a guest", url + hidden, guest),
            Target("Supysonic: 20 albums", theirs.call("getAlbumList2", type="newest", size=20)),
        ]
        found = {target.name: list[float]() for target in addresses}
        for target in addresses:
            body(target.url, target.cookie)
            traffic.rate(target, 1)  # each thread of each process has met it
        rounds = min(bench.rounds, ROUNDS)
        for number in range(rounds):
            bench.say(f"round {number + 1} of {rounds}")
            for target in addresses:
                found[target.name].append(traffic.rate(target, bench.seconds))
    empty = Figure(what="empty view", values=found["empty view"], unit="/s")
    albums = Figure(
        what=f"Supysonic: 20 of {peer.scanned:,} files' albums",
        values=found["Supysonic: 20 albums"],
        unit="/s",
    )
    yield empty
    yield Figure(
        what="empty view, signed in",
        values=found["empty view, signed in"],
        unit="/s",
        against=empty,
    )
    for name, least in (
        ("home, hot", 0.5),
        ("album, hot", 0.5),
        ("home, private", 0.08),
        ("album, private", 0.08),
    ):
        yield Figure(what=name, values=found[name], unit="/s", against=empty, least_ratio=least)
    for name in ("home, for a guest", "album, for a guest", "home, private, kept"):
        yield Figure(what=name, values=found[name], unit="/s", against=empty)
    bare = Figure(what="empty view of the API", values=found["empty view of the API"], unit="/s")
    bare_own = Figure(
        what="empty view of the API, signed in",
        values=found["empty view of the API, signed in"],
        unit="/s",
    )
    yield bare
    for name in ("API: screen of home, hot", "API: screen of an album, hot"):
        yield Figure(what=name, values=found[name], unit="/s", against=bare, least_ratio=0.5)
    yield bare_own
    name = "API: screen of an album, signed in"
    yield Figure(what=name, values=found[name], unit="/s", against=bare_own)
    yield albums
    for name, ratio in (("albums (60), hot", 20.0), ("API: 20 albums", None)):
        yield Figure(what=name, values=found[name], unit="/s", against=albums, least_ratio=ratio)


def _first(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    if found is None:
        raise LookupError(f"{pattern} is not on the page: {text[:300]}")
    return found[1]
