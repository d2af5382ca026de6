"""What the documents say of the infrastructure is so: the picture, the tables, the runbooks, the sums."""

import re
from pathlib import Path

import pytest

from insights.catalogue import terraform_catalogue

HOUSE = Path(__file__).resolve().parents[2]
INFRA = HOUSE / "infra"
MODULES = sorted(folder.name for folder in (INFRA / "modules").iterdir() if folder.is_dir())
README = (INFRA / "README.md").read_text()
TERRAFORM = "\n".join(file.read_text() for file in sorted(INFRA.glob("**/*.tf")))


def section(document: str, heading: str) -> str:
    found = document.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert found, heading
    return found


def test_the_picture_names_every_module_and_the_table_no_other() -> None:
    picture = section(README, "The whole in one picture")
    drawn = set(re.findall(r"[a-z]+", picture.partition("```text")[2].partition("```")[0]))
    assert set(MODULES) - drawn == set()
    assert sorted(re.findall(r"^\| \[(\w+)\]", picture, flags=re.MULTILINE)) == MODULES


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_small_and_says_what_why_and_what_it_costs(module: str) -> None:
    folder = INFRA / "modules" / module
    assert {"variables.tf", "outputs.tf", "versions.tf", "README.md"} <= {
        it.name for it in folder.iterdir()
    }
    told = (folder / "README.md").read_text()
    assert told.startswith(f"# {module}\n")
    for word in ("**What.**", "**Why.**", "**Cost.**"):
        assert word in told, f"{module} does not say {word}"
    for file in folder.glob("*.tf"):
        assert len(file.read_text().splitlines()) <= 300, file


def test_every_root_pins_the_provider_by_its_checksum() -> None:
    """One provider for all, whose lock this test's own plans are held to where they run on Linux and amd64."""
    roots = {
        file.parent
        for file in INFRA.glob("**/main.tf")
        if 'version = "5.100.0"' in file.read_text()
    }
    assert {root.name for root in roots} >= {"account", "dev", "test", "prod"}
    locks = {(root / ".terraform.lock.hcl").read_text() for root in roots}
    assert len(locks) == 1
    assert re.search(r'version     = "5\.100\.0"\n.*\n  hashes = \[\n    "h1:', locks.pop())


def test_every_module_is_used() -> None:
    used = set(re.findall(r'source\s*=\s*"\.\./modules/(\w+)"', TERRAFORM))
    assert used == set(MODULES)


def test_the_table_of_differences_is_what_the_environments_say() -> None:
    table = section(README, "What differs between environments")
    rows = [
        [cell.strip() for cell in row.strip("|").split("|")]
        for row in re.findall(r"^\| \w.*\|$", table, flags=re.MULTILINE)
    ]
    assert len(rows) >= 10
    for name, *values in rows:
        for environment, value in zip(("dev", "test", "prod"), values, strict=True):
            text = (INFRA / "environments" / environment / "main.tf").read_text()
            said = re.search(rf'\b{name}\s*=\s*"?([\w.]+)"?', text)
            assert said and said[1] == value, (
                f"{environment}: {name} is {said and said[1]}, not {value}"
            )


def test_the_lake_s_catalogue_is_what_the_application_says() -> None:
    told = (INFRA / "modules" / "lake" / "catalogue.json").read_text()
    assert told == terraform_catalogue(), (
        "manage.py lake catalog --format terraform > infra/modules/lake/catalogue.json"
    )


def test_every_alarm_has_its_runbook_and_no_runbook_is_left_over() -> None:
    headings = re.findall(
        r"^### (Alarm: .+)$", (HOUSE / "docs" / "operations.md").read_text(), flags=re.MULTILINE
    )
    anchors = {heading.lower().replace(":", "").replace(" ", "-") for heading in headings}
    assert set(re.findall(r"#(alarm-[a-z-]+)", TERRAFORM)) == anchors


def test_from_an_empty_account_it_is_twelve_commands_at_most() -> None:
    text = (HOUSE / "docs" / "deploy.md").read_text()
    steps = re.findall(r"^\| (\d+) \| `([^`]+)`", text, flags=re.MULTILINE)
    assert [int(number) for number, _ in steps] == list(range(1, len(steps) + 1))
    assert len(steps) <= 12
    targets = set(
        re.findall(r"^([a-z-]+):.*## ", (HOUSE / "Makefile").read_text(), flags=re.MULTILINE)
    )
    asked = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(command for _, command in steps)))
    assert asked <= targets


def test_every_sum_of_the_costs_is_right() -> None:
    text = (HOUSE / "docs" / "cost.md").read_text()
    for part in text.split("\n## ")[1:]:
        total = 0.0
        for expression, told in re.findall(
            r"^\| [^|]+ \| ([\d][^|]*) \| ([\d,.]+) \|$", part, flags=re.MULTILINE
        ):
            computed = _sum(expression)
            assert abs(computed - _number(told)) < 0.006, (
                f"{expression} is {computed:.2f}, not {told}"
            )
            total += _number(told)
        if together := re.search(
            r"^\| \*\*together\*\* \| \| \*\*([\d,.]+)\*\* \|$", part, flags=re.MULTILINE
        ):
            assert abs(total - _number(together[1])) < 0.006, f"{part.splitlines()[0]}: {total:.2f}"


def _sum(expression: str) -> float:
    """`730 h × 2 × 0.14 + 5 − 1`: products, added."""
    total, sign = 0.0, 1
    for piece in re.split(r"( \+ | − )", expression):
        if piece in {" + ", " − "}:
            sign = 1 if piece == " + " else -1
            continue
        product = 1.0
        for factor in piece.split("×"):
            product *= _number(factor.strip().split(" ")[0])
        total += sign * product
    return total


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def test_nothing_of_this_machine_is_in_the_repository() -> None:
    for file in [*INFRA.glob("**/*.tf"), *(HOUSE / ".github").glob("**/*.yml")]:
        assert "filesystem_mirror" not in file.read_text(), file
