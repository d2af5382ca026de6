"""The generated clients do what their READMEs say, run as written there against a live server."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from scripts import frontend
from streaming.tests.music import song
from tests.servers.site import Site

CLIENTS = Path(__file__).parent.parent / "clients"
MODULES = Path(__file__).parent.parent / "frontend" / "node_modules"

pytestmark = [pytest.mark.servers]


def example(readme: Path, language: str) -> str:
    """The one block of code in that language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", readme.read_text(), re.DOTALL)
    return str(found)


def newest(live: Site) -> Any:
    address = f"{live.url}/api/v1/albums/?ordering=-added&limit=1"
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310  # loopback
        return json.load(answer)["results"][0]


def liked(live: Site, public_id: str) -> bool:
    request = urllib.request.Request(  # noqa: S310  # loopback
        f"{live.url}/api/v1/me/likes/?ids=album:{public_id}",
        headers={"Authorization": f"Bearer {live.listener}"},
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
        return bool(json.load(answer)["liked"])


def unlike(live: Site, public_id: str) -> None:
    request = urllib.request.Request(  # noqa: S310  # loopback
        f"{live.url}/api/v1/me/likes/album/{public_id}/",
        method="DELETE",
        headers={"Authorization": f"Bearer {live.listener}"},
    )
    urllib.request.urlopen(request, timeout=30).close()  # noqa: S310  # loopback


def test_the_python_client_likes_the_newest_album(live: Site, tmp_path: Path) -> None:
    album = newest(live)
    unlike(live, album["id"])
    script = f"SITE, TOKEN = {live.url!r}, {live.listener!r}\n"
    script += example(CLIENTS / "python" / "README.md", "python")
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONPATH": str(CLIENTS / "python")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.strip()) == (0, album["title"]), done.stderr
    assert liked(live, album["id"])


def test_the_python_client_uploads_a_folder(live: Site, tmp_path: Path) -> None:
    """Until all is sent: the live site has no workers."""
    song(tmp_path / "Shore/01 Tide.flac", title="Tide")
    (tmp_path / "Shore/notes.txt").write_text("left alone")
    environment = os.environ | {
        "PYTHONPATH": str(CLIENTS / "python"), "MUSICSITE_TOKEN": live.administrator, "MUSICSITE_URL": live.url,
    }  # fmt: skip
    command = [sys.executable, "-m", "musicsite_upload", "upload", "--no-wait"]

    def run(path: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*command, str(path)], env=environment, capture_output=True, text=True, check=False
        )

    done = run(tmp_path / "Shore")
    assert (done.returncode, done.stdout) == (0, "1/1 sent Shore/01 Tide.flac\n"), done.stderr
    request = urllib.request.Request(  # noqa: S310  # loopback
        f"{live.url}/api/v1/uploads/", headers={"Authorization": f"Bearer {live.administrator}"}
    )
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  # loopback
        (told,) = json.load(answer)["results"]
    assert (told["path"], told["state"]) == ("Shore/01 Tide.flac", "checking")
    environment["MUSICSITE_TOKEN"] = live.listener
    refused = run(tmp_path / "Shore")
    assert refused.returncode == 1
    assert "Uploading takes the role artist" in refused.stderr


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A project that has @musicsite/client installed."""
    if not (MODULES / "openapi-fetch").exists():
        try:
            frontend.packages()
        except (frontend.Missing, subprocess.CalledProcessError, OSError) as error:
            pytest.skip(f"the client's packages are not there: {error}")
    installed = tmp_path / "node_modules" / "@musicsite" / "client"
    shutil.copytree(
        CLIENTS / "typescript", installed, ignore=shutil.ignore_patterns("node_modules")
    )
    for name in ("openapi-fetch", "openapi-typescript-helpers"):
        (tmp_path / "node_modules" / name).symlink_to(MODULES / name)
    return tmp_path


def run_node(folder: Path, script: str) -> str:
    (folder / "example.mts").write_text(script)
    done = subprocess.run(
        [str(frontend.node()), "--no-warnings", "example.mts"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_the_typescript_client_likes_the_newest_album(live: Site, package: Path) -> None:
    album = newest(live)
    unlike(live, album["id"])
    script = f"const SITE = {json.dumps(live.url)}, TOKEN = {json.dumps(live.listener)};\n"
    script += example(CLIENTS / "typescript" / "README.md", "ts")
    assert run_node(package, script) == album["title"]
    assert liked(live, album["id"])
    checked = subprocess.run(
        [
            str(frontend.node()), str(MODULES / "typescript" / "bin" / "tsc"), "--noEmit", "--strict", "--target",
            "es2022", "--module", "nodenext", "--noUncheckedIndexedAccess", "--lib", "es2022,dom",
            "example.mts",
        ],
        cwd=package, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout


def test_the_typescript_client_renews_its_tokens_once_for_many_requests(
    live: Site, package: Path
) -> None:
    """Three requests meet the same used-up access token: one renewal, or the family would end."""
    credentials = json.dumps(
        {"baseUrl": live.url, "email": live.email, "password": live.password, "device": "node"}
    )
    script = f"""
import {{ createClient, signIn }} from "@musicsite/client";
const pairs: any[] = [];
const options = {{ ...{credentials}, onTokens: (pair: any) => pairs.push(pair) }};
await signIn(options);
const [signedIn] = pairs;
const api = createClient({{ ...options, tokens: {{ ...signedIn, access: "used.up.token" }} }});
const answers = await Promise.all([1, 2, 3].map(() => api.GET("/api/v1/me/")));
const devices = await api.GET("/api/v1/me/devices/");
console.log(JSON.stringify([answers.map((a) => a.data?.handle), pairs.length, devices.data?.results[0]?.name]));
"""
    assert json.loads(run_node(package, script)) == [["ana"] * 3, 2, "node"]
