"""Terraform for the tests: whether it and the AWS provider can be had here, and how it finds the provider offline."""

import functools
import os
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
INFRA = HOUSE / "infra"
PROVIDER = "registry.terraform.io/hashicorp/aws"
# Where a mirror of providers may lie, in the layout of `terraform providers mirror`: Terraform's own places, then /opt.
MIRRORS = (
    "~/.terraform.d/plugins",
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
    "/opt/*",
)
OLDEST = (1, 11)


@functools.cache
def environment() -> dict[str, str]:
    """What Terraform is to be started with: no questions, no calls home, and a mirror of the provider."""
    wanted = {"TF_IN_AUTOMATION": "1", "TF_INPUT": "0", "CHECKPOINT_DISABLE": "1"}
    # Nobody is to be asked for credentials.
    wanted |= {"AWS_EC2_METADATA_DISABLED": "true"}
    named = os.environ.get("TF_CLI_CONFIG_FILE", "")
    if named and Path(named).exists():
        return wanted
    folder = Path(tempfile.mkdtemp(prefix="musicsite-terraform-"))
    file = folder / "terraform.rc"
    mirror = _mirror()
    file.write_text(
        f'provider_installation {{\n  filesystem_mirror {{\n    path = "{mirror}"\n  }}\n}}\n'
        if mirror
        else ""
    )
    return wanted | {"TF_CLI_CONFIG_FILE": str(file)}


def _mirror() -> Path | None:
    for pattern in MIRRORS:
        place = Path(pattern).expanduser()
        for folder in sorted(place.parent.glob(place.name)):
            if any((folder / PROVIDER).glob("**/terraform-provider-aws*")):
                return folder
    return None


@functools.cache
def missing_program() -> str:
    """Why there is no Terraform here; "" when there is."""
    if not (program := shutil.which("terraform")):
        return "terraform is missing (1.11 or newer: https://developer.hashicorp.com/terraform/install)"
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=False).stdout
    version = said.partition("v")[2].split("\n")[0].split(".")
    if len(version) < 2 or (int(version[0]), int(version[1])) < OLDEST:
        return f"terraform is {'.'.join(version)}, and 1.11 or newer is needed"
    return ""


@functools.cache
def missing() -> str:
    """Why Terraform's tests can't run here; "" when they can."""
    if reason := missing_program():
        return reason
    with tempfile.TemporaryDirectory(prefix="musicsite-provider-") as scratch:
        shutil.copy(INFRA / "modules" / "network" / "versions.tf", scratch)
        done = run("init", "-backend=false", folder=Path(scratch), seconds=120)
    return "" if done.returncode == 0 else "the AWS provider (5.100) could not be had"


def run(*arguments: str, folder: Path, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    """Terraform in a folder, without colours; its output is kept."""
    try:
        return subprocess.run(
            ["terraform", arguments[0], *arguments[1:], "-no-color"],
            cwd=folder, env=os.environ | environment(), capture_output=True, text=True, timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(arguments, 1, "", f"no answer in {seconds} seconds")


def build(infra: Path = INFRA) -> Path:
    """The function's archive, the same bytes for the same source. Terraform reads it when it plans."""
    source = infra / "modules" / "observability" / "ship_logs.py"
    archive = source.parent / "build" / "ship_logs.zip"
    archive.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        entry = zipfile.ZipInfo(source.name, (2026, 1, 1, 0, 0, 0))
        entry.external_attr = 0o644 << 16
        file.writestr(entry, source.read_bytes())
    return archive
