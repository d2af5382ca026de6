"""docs/api.md leads from signing in to a playlist by curl: run as written there against a live server."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.servers.site import Site

DOCUMENT = Path(__file__).parent.parent / "docs" / "api.md"

pytestmark = [pytest.mark.servers]


@pytest.mark.skipif(not shutil.which("curl"), reason="curl is not here")
def test_the_walk_ends_at_a_playlist_with_a_liked_track(live: Site) -> None:
    script = re.search(r"```sh\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    assert script
    walk = re.sub(r"^SITE=.*$", f"SITE={live.url}", script[1], flags=re.MULTILINE)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", walk], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout[done.stdout.rindex('{"shared"') :])
    assert shown["shared"]["playlist"]["title"] == "Made with curl"
    track = shown["shared"]["entries"][0]["track"]["id"]
    assert shown["own"]["liked"] == [f"track:{track}"]
