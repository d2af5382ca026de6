"""`make env` and what it says where something is missing. What asks AWS is not tried: there is none."""

import argparse
import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from scripts import cloud, terraform


@pytest.fixture
def infra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "infra"
    for name in ("dev", "prod"):
        (folder / "environments" / name).mkdir(parents=True)
        (folder / "environments" / name / "main.tf").write_text(
            (cloud.INFRA / "environments" / name / "main.tf").read_text()
        )
    monkeypatch.setattr(cloud, "INFRA", folder)
    monkeypatch.setattr(cloud, "SETTINGS", folder / "settings.tfvars")
    monkeypatch.setattr(terraform, "HOUSE", tmp_path)
    return folder


def test_a_new_environment_has_its_own_name_state_host_and_network(infra: Path) -> None:
    assert cloud.main(["env", "stage"]) == 0
    text = (infra / "environments" / "stage" / "main.tf").read_text()
    for wanted in (
        '"stage/terraform.tfstate"',
        '"stage"',
        '"stage.${var.account.domain}"',
        '"10.40.0.0/16"',
        "NAME=stage",
    ):
        assert wanted in text
    assert "dev" not in text.replace("Development", "").replace("for dev", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["env", "dev"], "is there already"),
        (["env", "Not-A-Name"], "NAME takes 2 to 10 small letters and digits"),
        (["plan", "nowhere"], "There is no environment nowhere"),
        (["plan", "dev"], "infra/settings.tfvars is missing"),
        (["deploy", "dev"], "Nothing is planned: make plan NAME=dev"),
        (["destroy", "prod"], "It is protected"),
    ],
)
def test_what_keeps_it_from_running_is_one_sentence(
    infra: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    says: str,
) -> None:
    monkeypatch.setattr(terraform, "build", lambda: None)
    assert cloud.main(arguments) == 2
    assert says in capsys.readouterr().err


# --- A release


HOUSE = Path(__file__).resolve().parents[2]


def test_a_release_migrates_before_any_process_runs_new_code() -> None:
    """Expand, then move: old code bears the new tables, and no new code meets the old ones."""
    workflow = (HOUSE / ".github" / "workflows" / "release.yml").read_text()
    steps = re.findall(r"^      - run: make (\w+)", workflow, flags=re.MULTILINE)
    assert steps == ["plan", "deploy", "task", "static", "workers", "release", "smoke"]
    assert "COMMAND=migrate" in workflow
    service = (HOUSE / "infra" / "modules" / "service" / "main.tf").read_text()
    left = re.findall(r"ignore_changes = \[([^]]+)\]", service)
    assert len(left) == 2
    assert all("task_definition" in names for names in left), "applying would move a process"


class Amazon:
    """What `aws` answers: a bucket's objects, and services of a cluster."""

    def __init__(self) -> None:
        self.objects: dict[str, str] = {}
        self.runs: dict[str, str] = {}
        self.stuck: set[str] = set()
        """Services whose new tasks do not start: ECS goes back."""
        self.deployed: dict[str, Any] = {}
        """What CodeDeploy is told of `web`."""

    def run(self, *command: str, folder: Path | None = None, keep: bool = False) -> str:
        words = list(command[1:])
        option = dict(zip(words, words[1:], strict=False))
        if words[:2] == ["s3", "cp"]:
            source, target = words[2], words[3]
            if target == "-":
                return self.objects[source.split("/", 3)[3]]
            self.objects[target.split("/", 3)[3]] = Path(source).read_text()
        elif words[:2] == ["s3", "sync"]:
            root = Path(words[2])
            for file in root.rglob("*"):
                if file.is_file():
                    self.objects[f"static/{file.relative_to(root)}"] = file.read_text()
        elif words[1] == "list-objects-v2":
            found = [name for name in self.objects if name.startswith(option["--prefix"])]
            return json.dumps(found or None)
        elif words[1] == "delete-objects":
            doomed = json.loads(Path(option["--delete"].removeprefix("file://")).read_text())
            for each in doomed["Objects"]:
                del self.objects[each["Key"]]
        elif words[1] == "describe-task-definition":
            return f"{option['--task-definition']}:2\n"
        elif words[1] == "update-service" and option["--service"] not in self.stuck:
            self.runs[option["--service"]] = option["--task-definition"]
        elif words[1] == "describe-services":
            return self.runs[option["--services"]] + "\n"
        elif words[1] == "create-deployment":
            content = json.loads(option["--revision"])["appSpecContent"]["content"]
            self.deployed = json.loads(content)["Resources"][0]["TargetService"]["Properties"]
            return "d-1\n"
        return ""


@pytest.fixture
def amazon(infra: Path, monkeypatch: pytest.MonkeyPatch) -> Amazon:
    told: Any = {
        "cluster": "musicsite-dev",
        "site_bucket": "site",
        "workers": ["media", "quick"],
        "families": {"web": "web", "media": "musicsite-dev-media", "quick": "musicsite-dev-quick"},
        "deploy": {"app": "musicsite-dev", "group": "web", "spot": True},
    }
    fake = Amazon()
    fake.runs = {"media": "musicsite-dev-media:1", "quick": "musicsite-dev-quick:1"}
    monkeypatch.setattr(cloud, "outputs", lambda folder: told)
    monkeypatch.setattr(cloud, "run", fake.run)
    return fake


def test_workers_run_what_was_applied(amazon: Amazon) -> None:
    cloud.workers(argparse.Namespace(name="dev"))
    assert amazon.runs == {"media": "musicsite-dev-media:2", "quick": "musicsite-dev-quick:2"}


def test_workers_that_went_back_stop_the_release(amazon: Amazon) -> None:
    amazon.stuck = {"quick"}
    with pytest.raises(cloud.Wrong, match="quick went back to musicsite-dev-quick:1"):
        cloud.workers(argparse.Namespace(name="dev"))


@pytest.mark.parametrize("spot", [True, False])
def test_a_release_leaves_web_on_spot(
    amazon: Amazon, monkeypatch: pytest.MonkeyPatch, spot: bool
) -> None:
    """CodeDeploy would take away what a release does not say."""
    cloud.outputs(Path())["deploy"]["spot"] = spot
    monkeypatch.setattr(cloud, "smoke", lambda options: None)
    cloud.release(argparse.Namespace(name="dev"))
    assert amazon.deployed["TaskDefinition"] == "web:2"
    providers = amazon.deployed.get("CapacityProviderStrategy", [])
    assert [it["CapacityProvider"] for it in providers] == ["FARGATE_SPOT"] * spot


def test_static_files_of_three_releases_stay(
    amazon: Amazon, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(100))

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> "Clock":
            return cls(2026, 11, 22, 9, next(clock), tzinfo=tz)

    monkeypatch.setattr(cloud, "datetime", Clock)
    for release in range(1, 6):
        made = tmp_path / f"release-{release}"
        (made / "static" / "dist").mkdir(parents=True)
        (made / "static" / "logo.svg").write_text("the same in all")
        (made / "static" / "dist" / f"app-{release}.js").write_text("")
        amazon.run("aws", "s3", "sync", str(made / "static"), "s3://site/static/")
        for _ in range(4 if release == 4 else 1):  # put there again and again, as after a fault
            cloud._static_pruned("site", f"image@{release}", made)
    files = sorted(name for name in amazon.objects if name.startswith("static/"))
    assert files == [*(f"static/dist/app-{n}.js" for n in (3, 4, 5)), "static/logo.svg"]
    assert len([name for name in amazon.objects if name.startswith("releases/")]) == 3
