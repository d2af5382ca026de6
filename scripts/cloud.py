"""`make env`, `plan`, `deploy`, `destroy`, `console`, `logs`, …: an environment on AWS.

    python scripts/cloud.py plan dev

Each command is printed before it runs. What they need of the account stands in infra/settings.tfvars (see
infra/settings.example.tfvars). docs/deploy.md has the order.
"""

import argparse
import json
import os
import platform
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts import terraform

INFRA = terraform.INFRA
SETTINGS = INFRA / "settings.tfvars"
COPIED_FROM = "dev"


class Wrong(Exception):
    """What keeps a command from running, in one sentence."""


def setting(name: str) -> str:
    """One text of settings.tfvars."""
    if not SETTINGS.exists():
        raise Wrong(
            "infra/settings.tfvars is missing: copy infra/settings.example.tfvars and fill it in."
        )
    found = re.search(rf'^\s*{name}\s*=\s*"([^"]+)"', SETTINGS.read_text(), flags=re.MULTILINE)
    if not found:
        raise Wrong(f"infra/settings.tfvars does not say {name}.")
    return found[1]


def run(*command: str, folder: Path | None = None, keep: bool = False) -> str:
    """Print a command, then run it; its output where it is wanted. Raises Wrong when it fails."""
    where = f"cd {folder.relative_to(terraform.HOUSE)} && " if folder else ""
    print(f"$ {where}{shlex.join(command)}", file=sys.stderr, flush=True)
    if not shutil.which(command[0]):
        raise Wrong(f"{command[0]} is missing on this machine.")
    done = subprocess.run(
        command, cwd=folder, stdout=subprocess.PIPE if keep else None, text=True, check=False
    )
    if done.returncode:
        raise Wrong(f"{command[0]} ended with {done.returncode}.")
    return done.stdout or ""


def folder_of(name: str) -> Path:
    folder = INFRA / "environments" / name
    if not (folder / "main.tf").exists():
        raise Wrong(f"There is no environment {name}: make env NAME={name}")
    return folder


def locked(folder: Path) -> None:
    """A lock knows the provider for Linux on amd64: here it learns of this machine's, which its maker has signed."""
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    here = f"{platform.system().lower()}_{machine}"
    if here != "linux_amd64":
        run("terraform", "providers", "lock", f"-platform={here}", folder=folder)


def init(folder: Path) -> None:
    terraform.build()
    locked(folder)
    bucket, region = f"musicsite-state-{setting('id')}", setting("region")
    place = [f"-backend-config=bucket={bucket}", f"-backend-config=region={region}"]
    run("terraform", "init", "-input=false", *place, folder=folder)


def variables(image: str) -> list[str]:
    return [f"-var-file={SETTINGS}", f"-var=image={image}"]


def outputs(folder: Path) -> Any:
    return json.loads(run("terraform", "output", "-json", "environment", folder=folder, keep=True))


def image_of(given: str, folder: Path) -> str:
    """The image by digest: as given, else the one that is applied."""
    image = given or os.environ.get("IMAGE", "")
    if image:
        return image
    try:
        return str(outputs(folder)["image"])
    except (Wrong, KeyError, ValueError):
        raise Wrong(
            "Which image? IMAGE=repository@sha256:… (printed by the workflow that pushed it)"
        ) from None


# --- The commands


def env(options: argparse.Namespace) -> None:
    """A new environment: a copy of dev's few lines, with its own name, host and state."""
    name = options.name
    if not re.fullmatch(r"[a-z][a-z0-9]{1,9}", name):
        raise Wrong("NAME takes 2 to 10 small letters and digits.")
    folder = INFRA / "environments" / name
    if folder.exists():
        raise Wrong(f"{folder.relative_to(terraform.HOUSE)} is there already.")
    text = (INFRA / "environments" / COPIED_FROM / "main.tf").read_text()
    # A network of its own, so that two can be joined one day.
    written = "".join(file.read_text() for file in INFRA.glob("environments/*/main.tf"))
    taken = {int(number) for number in re.findall(r'"10\.(\d+)\.0\.0/16"', written)}
    free = next(number for number in range(40, 256) if number not in taken)
    text = re.sub(r'"10\.\d+\.0\.0/16"', f'"10.{free}.0.0/16"', text)
    text = re.sub(rf'\b{COPIED_FROM}(?=["/.])', name, text).replace(
        f"NAME={COPIED_FROM}", f"NAME={name}"
    )
    folder.mkdir()
    (folder / "main.tf").write_text(text)
    lock = INFRA / "environments" / COPIED_FROM / ".terraform.lock.hcl"
    if lock.exists():
        shutil.copy(lock, folder)
    print(f"{folder.relative_to(terraform.HOUSE)}/main.tf: look at it, then make plan NAME={name}")


def plan(options: argparse.Namespace) -> None:
    """What would change."""
    folder = folder_of(options.name)
    init(folder)
    run(
        "terraform",
        "plan",
        *variables(image_of(options.image, folder)),
        f"-out={options.name}.tfplan",
        folder=folder,
    )


def deploy(options: argparse.Namespace) -> None:
    """Apply what `plan` showed."""
    folder = folder_of(options.name)
    if not (folder / f"{options.name}.tfplan").exists():
        raise Wrong(f"Nothing is planned: make plan NAME={options.name}")
    try:
        run("terraform", "apply", f"{options.name}.tfplan", folder=folder)
    finally:
        (folder / f"{options.name}.tfplan").unlink()


def destroy(options: argparse.Namespace) -> None:
    """Everything of an environment, for good. It refuses while `protect = true` is applied."""
    folder = folder_of(options.name)
    if re.search(r"protect\s*=\s*true", (folder / "main.tf").read_text()):
        raise Wrong(
            "It is protected: set protect = false, then make plan and make deploy, then destroy."
        )
    init(folder)
    run("terraform", "destroy", *variables(image_of(options.image, folder)), folder=folder)


def task(options: argparse.Namespace) -> None:
    """Run a one-off task (`migrate`, another that has a definition, or a command of manage.py) and wait for its end."""
    told = outputs(folder_of(options.name))
    command = shlex.split(options.command)
    process, more = options.command, []
    if process not in told["tasks"]:
        override = {"name": "site", "command": ["python", "manage.py", *command]}
        process, more = "command", ["--overrides", json.dumps({"containerOverrides": [override]})]
    arn = _started(told, told["families"][process], *more)
    aws(f"ecs wait tasks-stopped --cluster {told['cluster']} --tasks {arn}")
    query = "tasks[0].containers[?name=='site'] | [0].exitCode"
    code = asked(f"ecs describe-tasks --cluster {told['cluster']} --tasks {arn}", query)
    if code != "0":
        raise Wrong(
            f"{options.command} ended with {code}: make logs NAME={options.name} PROCESS={process}"
        )


def console(options: argparse.Namespace) -> None:
    """A shell in a task of its own, which ends after an hour. Every line is kept in the log."""
    told = outputs(folder_of(options.name))
    cluster = told["cluster"]
    arn = _started(told, told["families"]["console"], "--enable-execute-command")
    aws(f"ecs wait tasks-running --cluster {cluster} --tasks {arn}")
    try:
        shell = "--container site --interactive --command /bin/sh"
        aws(f"ecs execute-command --cluster {cluster} --task {arn} {shell}")
    finally:
        aws(f"ecs stop-task --cluster {cluster} --task {arn} --query task.taskArn")


def aws(command: str, *more: str) -> None:
    run("aws", *shlex.split(command), *more)


def asked(command: str, query: str, *more: str) -> str:
    """One text of AWS's answer."""
    told = run("aws", *shlex.split(command), *more, "--query", query, "--output", "text", keep=True)
    return told.strip()


def _started(told: Any, family: str, *more: str) -> str:
    network = told["run_network"]
    where = {
        "subnets": network["subnets"],
        "securityGroups": network["groups"],
        "assignPublicIp": "ENABLED" if network["public_ip"] else "DISABLED",
    }
    command = (
        f"ecs run-task --cluster {told['cluster']} --task-definition {family} --launch-type FARGATE"
    )
    place = json.dumps({"awsvpcConfiguration": where})
    return asked(command, "tasks[0].taskArn", "--network-configuration", place, *more)


def logs(options: argparse.Namespace) -> None:
    """What a process logs, as it comes."""
    aws(f"logs tail /musicsite-{options.name}/{options.process} --follow --since 10m")


def db_init(options: argparse.Namespace) -> None:
    """The database user of the site, who signs in by IAM; once for an environment, and again without harm."""
    told = outputs(folder_of(options.name))["database"]
    user, name = told["user"], told["name"]
    whose = f"--resource-arn {told['cluster_arn']} --secret-arn {told['keeper_secret']}"
    for statement in (
        f"CREATE USER IF NOT EXISTS '{user}'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL",
        f"GRANT ALL PRIVILEGES ON {name}.* TO '{user}'@'%'",
    ):
        aws(f"rds-data execute-statement {whose}", "--sql", statement)


def keys(options: argparse.Namespace) -> None:
    """The pair of keys that signs addresses of media. The private half goes to Secrets Manager and nowhere else.

    The public half is a file for git. In between the environment is planned and applied: that makes the secret.
    """
    folder = folder_of(options.name)
    with tempfile.TemporaryDirectory() as scratch:
        private = Path(scratch) / "media.key"
        run("openssl", "genrsa", "-out", str(private), "2048")
        run("openssl", "rsa", "-in", str(private), "-pubout", "-out", str(folder / "media.pem"))
        plan(options)
        deploy(options)
        secret = f"musicsite-{options.name}/cdn-key"
        aws(
            f"secretsmanager put-secret-value --secret-id {secret} --secret-string file://{private}"
        )


def static(options: argparse.Namespace) -> None:
    """Static files of the image to the bucket, before its tasks get traffic. Those of the two releases before stay."""
    folder = folder_of(options.name)
    told, image = outputs(folder), image_of(options.image, folder)
    with tempfile.TemporaryDirectory() as scratch:
        box = run("docker", "create", image, keep=True).strip()
        try:
            run("docker", "cp", f"{box}:/collected/static", scratch)
        finally:
            run("docker", "rm", box)
        kept = "--cache-control 'public, max-age=31536000, immutable'"
        aws(f"s3 sync {scratch}/static s3://{told['site_bucket']}/static/ {kept}")
        _static_pruned(told["site_bucket"], image, Path(scratch))


KEPT_RELEASES = 3
"""Releases whose static files stay: pages of either colour, and those that a browser still shows, find their own."""


def _static_pruned(bucket: str, image: str, folder: Path) -> None:
    """Note which files this release has, and remove those that none of the last three had.

    The bucket keeps versions: what was removed can be brought back for as long as it keeps old ones.
    """
    names = sorted(
        str(file.relative_to(folder)) for file in (folder / "static").rglob("*") if file.is_file()
    )
    at = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    list_of_this = folder / "release.json"
    list_of_this.write_text(json.dumps({"image": image, "files": names}))
    aws(f"s3 cp {list_of_this} s3://{bucket}/releases/{at}.json")
    kept: dict[str, list[str]] = {}
    """By image, the newest first: the same one may be put there again and again."""
    older = []
    for name in sorted(_listed(bucket, "releases/"), reverse=True):
        told = json.loads(run("aws", "s3", "cp", f"s3://{bucket}/{name}", "-", keep=True))
        if told["image"] in kept or len(kept) == KEPT_RELEASES:
            older.append(name)
        else:
            kept[told["image"]] = told["files"]
    if len(kept) < KEPT_RELEASES:
        return  # what is there beside them may be of a release that wrote no list
    stay = {file for files in kept.values() for file in files}
    old = [name for name in _listed(bucket, "static/") if name not in stay] + older
    for start in range(0, len(old), 1000):  # as many as S3 takes at once
        doomed = folder / "doomed.json"
        objects = [{"Key": name} for name in old[start : start + 1000]]
        doomed.write_text(json.dumps({"Objects": objects, "Quiet": True}))
        aws(f"s3api delete-objects --bucket {bucket} --delete file://{doomed}")


def _listed(bucket: str, prefix: str) -> list[str]:
    listed = f"s3api list-objects-v2 --bucket {bucket} --prefix {prefix}"
    told = run("aws", *listed.split(), "--query", "Contents[].Key", "--output", "json", keep=True)
    return json.loads(told) or []


def workers(options: argparse.Namespace) -> None:
    """Move all services but `web` to the task definitions that were applied last, and wait until they run them."""
    told = outputs(folder_of(options.name))
    cluster, wanted = told["cluster"], {}
    for name in told["workers"]:
        described = f"ecs describe-task-definition --task-definition {told['families'][name]}"
        wanted[name] = asked(described, "taskDefinition.taskDefinitionArn")
        move = f"ecs update-service --cluster {cluster} --service {name} --task-definition {wanted[name]}"
        # Also where it is the same: on a first release, tasks that gave up before there was a database.
        aws(f"{move} --force-new-deployment --query service.serviceName")
    aws(f"ecs wait services-stable --cluster {cluster} --services {' '.join(wanted)}")
    for name, arn in wanted.items():
        described = f"ecs describe-services --cluster {cluster} --services {name}"
        runs = asked(described, "services[0].deployments[?status=='PRIMARY'] | [0].taskDefinition")
        if runs != arn:
            raise Wrong(f"{name} went back to {runs}: make logs NAME={options.name} PROCESS={name}")


def release(options: argparse.Namespace) -> None:
    """Move the traffic of `web` to the task definition that was applied last: 10 % for 5 minutes, then all."""
    told = outputs(folder_of(options.name))
    described = f"ecs describe-task-definition --task-definition {told['families']['web']}"
    arn = asked(described, "taskDefinition.taskDefinitionArn")
    target: dict[str, Any] = {
        "TaskDefinition": arn,
        "LoadBalancerInfo": {"ContainerName": "site", "ContainerPort": 8000},
    }
    if told["deploy"]["spot"]:
        target["CapacityProviderStrategy"] = [
            {"CapacityProvider": "FARGATE_SPOT", "Base": 0, "Weight": 1}
        ]
    service = {"Type": "AWS::ECS::Service", "Properties": target}
    content = json.dumps({"version": 0.0, "Resources": [{"TargetService": service}]})
    revision = json.dumps(
        {"revisionType": "AppSpecContent", "appSpecContent": {"content": content}}
    )
    group = f"--application-name {told['deploy']['app']} --deployment-group-name {told['deploy']['group']}"
    number = asked(f"deploy create-deployment {group}", "deploymentId", "--revision", revision)
    try:
        # One request in ten meets the new tasks.
        for _ in range(30):
            smoke(options)
    except Wrong:
        aws(f"deploy stop-deployment --deployment-id {number} --auto-rollback-enabled")
        raise
    aws(f"deploy wait deployment-successful --deployment-id {number}")


def smoke(options: argparse.Namespace) -> None:
    """Whether the site answers from outside, with all that it stands on."""
    address = outputs(folder_of(options.name))["site_url"]
    for path in ("/healthz", "/readyz", "/", "/api/v1/schema/"):
        quiet = ["--fail", "--silent", "--show-error", "--retry", "3", "--output", os.devnull]
        run("curl", *quiet, address + path)


def account(options: argparse.Namespace) -> None:
    """What an account needs once: state, zone, images, roles, budget. Its own state moves into the bucket then."""
    folder = INFRA / "account"
    moved = folder / "backend.tf"
    locked(folder)
    run("terraform", "init", "-input=false", folder=folder)
    run("terraform", "apply", f"-var-file={SETTINGS}", folder=folder)
    if not moved.exists():
        moved.write_text(
            'terraform {\n  backend "s3" {\n'
            f'    bucket       = "musicsite-state-{setting("id")}"\n    region       = "{setting("region")}"\n'
            '    key          = "account/terraform.tfstate"\n    encrypt      = true\n    use_lockfile = true\n  }\n}\n'
        )
        run("terraform", "init", "-migrate-state", "-force-copy", folder=folder)


COMMANDS: dict[str, Callable[[argparse.Namespace], None]] = {
    "account": account, "env": env, "plan": plan, "deploy": deploy, "destroy": destroy, "task": task,
    "console": console, "logs": logs, "db-init": db_init, "keys": keys, "static": static, "release": release,
    "smoke": smoke, "workers": workers,
}  # fmt: skip


def main(arguments: list[str]) -> int:
    given = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    which = given.add_subparsers(dest="what", required=True)
    for name, command in COMMANDS.items():
        parser = which.add_parser(name, help=(command.__doc__ or "").splitlines()[0])
        if name != "account":
            parser.add_argument("name", help="the environment")
        parser.add_argument(
            "--image",
            default="",
            help="the image by digest; else IMAGE, else the one that is applied",
        )
        if name == "logs":
            parser.add_argument("process", nargs="?", default="web")
        if name == "task":
            parser.add_argument(
                "command", help='migrate, or a command of manage.py: "rollup --all"'
            )
    options = given.parse_args(arguments)
    try:
        COMMANDS[options.what](options)
    except Wrong as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
