"""The book and the code agree: on every variable, and on every dependency."""

import json
import re
from pathlib import Path

from musicsite.settings import env

HOUSE = Path(__file__).resolve().parents[2]


def _first_column(document: str, heading: str) -> list[str]:
    """The names in code style that begin the rows of the tables below a heading, up to the next of its rank."""
    text = (HOUSE / "docs" / document).read_text()
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    assert section, f"docs/{document} has no section {heading!r}"
    return re.findall(r"^\| `([^`]+)`", section, flags=re.MULTILINE)


def test_every_variable_is_in_the_table_and_only_those() -> None:
    named = _first_column("configuration.md", "Variables")
    assert sorted(named) == sorted(set(named)), "a variable is there twice"
    assert set(named) - env.known == set(), "in docs/configuration.md, and read by nothing"
    assert env.known - set(named) == set(), (
        "read by musicsite/settings.py, and not in docs/configuration.md"
    )


def _direct(name: str) -> set[str]:
    wanted = set()
    for line in (HOUSE / "requirements" / f"{name}.in").read_text().splitlines():
        if found := re.match(r"[A-Za-z][A-Za-z0-9._-]*", line):
            wanted.add(found[0])
    return wanted


def test_every_python_dependency_has_its_reason() -> None:
    for heading, name in (
        ("Python: running", "base"),
        ("Python: servers", "production"),
        ("Python: working on it", "dev"),
        ("Python: reading Terraform and the Dockerfile", "policies"),
    ):
        assert set(_first_column("dependencies.md", heading)) == _direct(name), heading


def test_every_javascript_dependency_has_its_reason() -> None:
    package = json.loads((HOUSE / "frontend" / "package.json").read_text())
    assert set(_first_column("dependencies.md", "JavaScript: in the browser")) == set(
        package["dependencies"]
    )
    assert set(_first_column("dependencies.md", "JavaScript: working on it")) == set(
        package["devDependencies"]
    )


def test_no_lock_names_a_registry() -> None:
    for lock in [*HOUSE.glob("requirements*.txt"), HOUSE / "frontend" / "package-lock.json"]:
        text = lock.read_text()
        assert "--index-url" not in text, lock
        assert '"resolved"' not in text, lock


def test_every_python_package_is_pinned_by_hash() -> None:
    for lock in HOUSE.glob("requirements*.txt"):
        for entry in re.findall(
            r"^[a-z0-9].*?(?=^\S|\Z)", lock.read_text(), flags=re.MULTILINE | re.DOTALL
        ):
            assert "==" in entry, f"{lock.name}: {entry.splitlines()[0]}"
            assert "--hash=sha256:" in entry, f"{lock.name}: {entry.splitlines()[0]}"
