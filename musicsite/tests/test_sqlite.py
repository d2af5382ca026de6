"""Statements reach SQLite as Django means them."""

import pytest
from django.db import connection, connections

from musicsite.sqlite.base import LONGEST, DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("another database takes the placeholders as they are")
    assert isinstance(connections["default"], DatabaseWrapper)


@pytest.mark.parametrize("padding", ["", " " * LONGEST])
def test_placeholders_are_given_and_percent_signs_are_kept(padding: str) -> None:
    with connection.cursor() as cursor:
        for given in ("a", "%s"):
            cursor.execute(f"SELECT %s, '100%%', '%%s'{padding}", [given])
            assert cursor.fetchone() == (given, "100%", "%s")
        cursor.execute(f"SELECT %(b)s, %(a)s{padding}", {"a": 1, "b": 2})
        assert cursor.fetchone() == (2, 1)
        cursor.execute(f"SELECT '100%'{padding}")
        assert cursor.fetchone() == ("100%",), "without parameters nothing is converted"
