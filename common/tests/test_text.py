"""Names are the same however the keyboard at hand writes them."""

import pytest

from common.text import sort_key, text_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Béla  BARTÓK", "bela bartok"),
        ("Mø", "mo"),
        ("Sigur Rós & Ásgeir", "sigur ros & asgeir"),
        ("Łąki Łan", "laki lan"),
        ("Ænima", "aenima"),
        ("Œuvre", "oeuvre"),
        ("Straße", "strasse"),
        ("Đorđe", "dorde"),
        ("Þursaflokkurinn", "thursaflokkurinn"),
        ("坂本龍一", "坂本龍一"),
    ],
)
def test_a_name_is_found_in_letters_that_everybody_can_type(name: str, key: str) -> None:
    assert text_key(name) == key


def test_a_name_stands_in_a_list_where_its_plain_letters_do() -> None:
    assert sort_key("The Ørsted 9") == "orsted 0009"
