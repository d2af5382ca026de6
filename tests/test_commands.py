"""Commands are what docs/commands.md says: each has its line there, its help with an example, its dry run."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

OURS = sorted(
    (name, str(app))
    for name, app in get_commands().items()
    if app in {*settings.ROOMS, "web", "musicsite"}
)
DOCUMENT = Path(__file__).parent.parent / "docs" / "commands.md"
LINES = dict(
    re.findall(r"^\| `(\w+)` \| (yes|reads|stays) \| \S", DOCUMENT.read_text(), re.MULTILINE)
)


def _parser(name: str, app: str) -> ArgumentParser:
    command: Any = load_command_class(app, name)
    parser: ArgumentParser = command.create_parser("manage.py", name)
    return parser


def test_the_document_names_every_command_and_no_other() -> None:
    assert list(LINES) == [name for name, _ in OURS], (
        "docs/commands.md, in the order of the alphabet"
    )


@pytest.mark.parametrize(("name", "app"), OURS)
def test_a_command_has_help_with_an_example(name: str, app: str) -> None:
    command: Any = load_command_class(app, name)
    assert f"manage.py {name}" in command.help
    assert f"manage.py {name}" in _parser(name, app).format_help()


@pytest.mark.parametrize(("name", "app"), OURS)
def test_a_command_that_writes_can_be_tried_without_writing(name: str, app: str) -> None:
    parsers = [_parser(name, app)]
    for action in parsers[0]._actions:
        if isinstance(action.choices, dict):
            parsers += action.choices.values()
    has = any("--dry-run" in parser._option_string_actions for parser in parsers)
    assert has == (LINES[name] == "yes"), f"docs/commands.md says {LINES[name]}"
