"""The floors of the house hold where import-linter does not look: foreign keys by name and migrations."""

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

HOUSE = Path(__file__).parent.parent
CONTRACT = tomllib.loads((HOUSE / "pyproject.toml").read_text())["tool"]["importlinter"]
FLOORS = [
    [room.strip() for room in line.split("|")]
    for line in reversed(CONTRACT["contracts"][0]["layers"])
]
FLOOR_OF = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def may_know(room: str, other: str) -> bool:
    """Whether `room` may depend on `other`: on itself, or on a floor below it."""
    return room == other or FLOOR_OF[other] < FLOOR_OF[room]


def relations() -> Iterator[tuple[str, str, str]]:
    for model in apps.get_models():
        if model._meta.app_label not in FLOOR_OF:
            continue
        for field in model._meta.get_fields():
            related = field.related_model if field.concrete else None
            if isinstance(related, type) and related._meta.app_label in FLOOR_OF:
                yield (
                    model._meta.app_label,
                    related._meta.app_label,
                    f"{model.__name__}.{field.name}",
                )


def test_relations_point_to_lower_floors() -> None:
    found = list(relations())
    assert len(found) > 30, "the walk over the models found too little to mean anything"
    assert [name for room, other, name in found if not may_know(room, other)] == []


def test_migrations_depend_on_lower_floors() -> None:
    loader = MigrationLoader(None, ignore_no_migrations=True)
    upwards = [
        f"{app}.{name} on {other}"
        for (app, name), migration in loader.disk_migrations.items()
        for other, _ in migration.dependencies
        if app in FLOOR_OF and other in FLOOR_OF and not may_know(app, other)
    ]
    assert upwards == []


@pytest.mark.parametrize("room", sorted(FLOOR_OF))
def test_models_asked_for_by_name_are_of_lower_floors(room: str) -> None:
    """`get_model("room", …)` and `"room.Model"` strings in code."""
    upwards = []
    for path in (HOUSE / room).rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not (
                isinstance(node, ast.Call)
                and getattr(node.func, "attr", "") == "get_model"
                and node.args
            ):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                other = first.value.partition(".")[0]
                if other in FLOOR_OF and not may_know(room, other):
                    upwards.append(f"{path.relative_to(HOUSE)}:{node.lineno} {first.value}")
    assert upwards == []
