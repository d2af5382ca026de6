"""The image, as far as it goes without a Docker engine: its folders, its steps that are Python or shell, its processes.

Not covered: the base images, apt, pip with hashes, npm (all need a network and a root of their own), and that Docker
and Fargate do with VOLUME and user what their books say.
"""

import fnmatch
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
DOCKERFILE = (HOUSE / "Dockerfile").read_text()


def ignored(path: str) -> bool:
    """Whether .dockerignore keeps a path out: the last line that fits decides."""
    out = False
    for line in (HOUSE / ".dockerignore").read_text().split():
        pattern = line.removeprefix("!").removeprefix("**/")
        parts = path.split("/")
        fits = pattern == "*" or any(
            fnmatch.fnmatch(part, pattern)
            if line.startswith("**")
            else fnmatch.fnmatch("/".join(parts[: n + 1]), pattern)
            for n, part in enumerate(parts)
        )
        if fits:
            out = not line.startswith("!")
    return out


def test_everything_that_the_site_is_made_of_is_in_the_image() -> None:
    settings = (HOUSE / "musicsite" / "settings.py").read_text().partition("ROOMS = [")[2]
    rooms = re.findall(r'^    "(\w+)",', settings.partition("]")[0], flags=re.MULTILINE)
    assert len(rooms) > 10
    for folder in [
        *rooms,
        "web",
        "musicsite",
        "templates",
        "static",
        "frontend",
        "scripts",
        "LICENSE",
        "manage.py",
    ]:
        assert not ignored(folder), f"{folder} is not in the image"


@pytest.mark.parametrize(
    "path",
    [
        "var/secret_key",
        ".git/config",
        "infra/settings.tfvars",
        "docs/api.md",
        "web/tests/test_x.py",
    ],
)
def test_nothing_else_is(path: str) -> None:
    assert ignored(path)


def test_the_image_has_no_compiler_and_no_secret() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert "gcc" not in last
    assert "libmariadb-dev" not in last
    assert not re.search(r"^(ENV|ARG).*(SECRET|PASSWORD|TOKEN)", DOCKERFILE, flags=re.MULTILINE)


def test_static_files_are_collected_as_the_image_does_it_and_no_key_is_left(tmp_path: Path) -> None:
    step = re.search(
        r"DATA_DIR=/collected (CACHE_URL=\S+) (SECRET_KEY=\S+) \\\s+python (manage.py collectstatic.*?) \\",
        DOCKERFILE,
    )
    assert step, "the Dockerfile collects no static files"
    settings = dict(pair.split("=", 1) for pair in step.groups()[:2])
    clean = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path / "collected"),
        "HOME": str(tmp_path),
    }
    subprocess.run([sys.executable, *step[3].split()], cwd=HOUSE, env=clean | settings, check=True)
    collected = tmp_path / "collected"
    assert (collected / "static" / "staticfiles.json").exists()
    assert sorted(it.name for it in collected.iterdir()) == ["static"], (
        "a key or a database would be in the image"
    )


def test_a_task_starts_with_the_collected_files_and_keeps_its_own(tmp_path: Path) -> None:
    (tmp_path / "collected" / "static").mkdir(parents=True)
    (tmp_path / "collected" / "static" / "a.css").write_text("new")
    data = tmp_path / "data"
    data.mkdir()
    # As root the script becomes another user first; a task of AWS is that user from the start.
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "id").write_text("#!/bin/sh\necho 1000\n")
    (fake / "id").chmod(0o755)
    told = {
        "PATH": f"{fake}:{os.environ['PATH']}",
        "DATA_DIR": str(data),
        "COLLECTED": str(tmp_path / "collected"),
    }
    for _ in range(2):
        subprocess.run(["sh", "scripts/container", "true"], cwd=HOUSE, env=told, check=True)
        assert (data / "static" / "a.css").read_text() == "new"
    (data / "static" / "a.css").write_text("mine")
    subprocess.run(["sh", "scripts/container", "true"], cwd=HOUSE, env=told, check=True)
    assert (data / "static" / "a.css").read_text() == "mine"


def test_the_volumes_of_the_tasks_are_those_of_the_image() -> None:
    declared = re.search(r'^VOLUME \["(.+)", "(.+)"\]$', DOCKERFILE, flags=re.MULTILINE)
    mounted = re.findall(
        r'containerPath = "([^"]+)"', (HOUSE / "infra/modules/task/main.tf").read_text()
    )
    assert declared
    assert sorted(declared.groups()) == sorted(mounted)
    assert "--uid 1000" in DOCKERFILE
