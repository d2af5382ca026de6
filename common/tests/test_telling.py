"""`Telling` serializers tell just what DRF's own would."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from rest_framework import serializers

from common.api.telling import Telling


@dataclass
class Maker:
    name: str
    since: int | None = None

    def address(self) -> str:
        return f"/makers/{self.name}"


@dataclass
class Thing:
    id: int
    title: str
    made_at: datetime
    maker: Maker | None
    owner: Any = None
    parts: list[Maker] = field(default_factory=list)
    kind: str = "a"
    rate: float | None = None


class PlainMaker(serializers.Serializer[Any]):
    name = serializers.CharField()
    url = serializers.CharField(source="address")
    since = serializers.IntegerField(allow_null=True)


class PlainThing(serializers.Serializer[Any]):
    id = serializers.CharField()
    title = serializers.CharField()
    made_at = serializers.DateTimeField()
    kind = serializers.ChoiceField(["a", "b"])
    rate = serializers.FloatField(allow_null=True)
    maker = PlainMaker(allow_null=True)
    parts = PlainMaker(many=True)
    maker_name = serializers.CharField(source="maker.name", default="nobody")
    owner_name = serializers.CharField(source="owner.name", allow_null=True)
    secret = serializers.CharField(write_only=True)
    length = serializers.SerializerMethodField()

    def get_length(self, thing: Thing) -> int:
        return len(thing.title)


class ToldMaker(Telling, PlainMaker):
    pass


class ToldThing(Telling, PlainThing):
    maker = ToldMaker(allow_null=True)
    parts = ToldMaker(many=True)


_at = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)
THINGS = [
    Thing(1, "One", _at, Maker("Ann", 1999), Maker("Ada"), [Maker("x"), Maker("y", 3)], rate=0.5),
    Thing(2, "", _at, None, None),
]


def test_it_tells_what_drf_tells() -> None:
    assert ToldThing(THINGS, many=True).data == PlainThing(THINGS, many=True).data


def test_it_tells_mappings() -> None:
    maker = {"name": "Ann", "address": "/a", "since": None}
    assert ToldMaker(maker).data == PlainMaker(maker).data


def test_it_tells_the_fields_that_are_left() -> None:
    told = ToldThing(THINGS[0])
    told.fields.pop("maker")
    assert "maker" not in told.data
    assert told.data["maker_name"] == "Ann"
