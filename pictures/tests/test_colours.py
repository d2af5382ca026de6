"""Colours: the liveliest, always readable. Generated covers: the same every time, and harmless."""

import re
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures.dominant import dominant, palette
from pictures.generated import cover_svg
from pictures.oklch import DARK_PAGE, LIGHT_PAGE, contrast, hex_colour, oklch, srgb
from pictures.tests.samples import GREY, NEARLY_BLACK, ORANGE

channel = st.integers(0, 255)
pixel = st.tuples(channel, channel, channel)


@given(pixel)
def test_oklch_there_and_back_is_the_same_colour(rgb: tuple[int, int, int]) -> None:
    found = srgb(oklch((rgb[0] / 255, rgb[1] / 255, rgb[2] / 255)))
    assert [round(part * 255) for part in found] == list(rgb)


def test_oklch_agrees_with_the_published_values() -> None:
    """CSS Color 4's own example: red is oklch(0.628 0.2577 29.23)."""
    assert oklch((1, 0, 0)) == pytest.approx((0.628, 0.2577, 29.23), abs=0.005)
    assert hex_colour((1.0, 0.0, 0.0)) == "#ffffff"


def test_a_small_lively_area_wins_over_a_large_dull_one() -> None:
    found = dominant([ORANGE] * 150 + [GREY] * 500 + [NEARLY_BLACK] * 400)
    assert abs(found[2] - oklch((226 / 255, 98 / 255, 28 / 255))[2]) < 3


def test_a_picture_without_hue_gives_its_grey() -> None:
    assert dominant([GREY] * 100)[1] < 0.01


@given(st.lists(pixel, min_size=1, max_size=40))
def test_accents_read_as_text_on_both_pages(pixels: list[tuple[int, int, int]]) -> None:
    _, accents = palette(pixels)
    dark, light = accents["dark"], accents["light"]
    assert contrast((dark[0], dark[1], dark[2]), DARK_PAGE) >= 4.5
    assert contrast((light[0], light[1], light[2]), LIGHT_PAGE) >= 4.5


@given(st.text(max_size=60), st.text(max_size=200), st.text(max_size=200))
def test_any_title_makes_a_well_formed_cover_that_holds_only_shapes_and_text(
    seed: str, title: str, artist: str
) -> None:
    root = ElementTree.fromstring(cover_svg(seed, title, artist))  # noqa: S314 - our own
    names = {element.tag.removeprefix("{http://www.w3.org/2000/svg}") for element in root.iter()}
    assert names <= {
        "svg", "linearGradient", "stop", "rect", "circle", "path", "polygon", "g", "text",
    }  # fmt: skip
    assert len([1 for element in root.iter() if element.tag.endswith("text")]) <= 4


def test_a_cover_is_the_same_every_time_and_another_for_another_name() -> None:
    cover_svg.cache_clear()
    first = cover_svg("Blue", "Blue", "Someone")
    cover_svg.cache_clear()
    assert cover_svg("Blue", "Blue", "Someone") == first
    assert len({cover_svg(f"album {n}", "", "") for n in range(50)}) > 45


def test_a_title_is_text_and_never_markup() -> None:
    svg = cover_svg("x", "<script>alert(1)</script>", '" onload="alert(1)').decode()
    assert "<script" not in svg
    assert "&lt;script&gt;" in svg


def test_a_long_line_of_artists_stays_on_its_cover() -> None:
    drawn = cover_svg("Duets", "Duets", "W" * 60).decode()
    line = re.search(r'font-size="28"[^>]*>([^<]*)<', drawn)
    assert line
    assert line[1].endswith("W…")
    assert len(line[1]) < 25
    assert ">Someone Short<" in cover_svg("Duets", "Duets", "Someone Short").decode()
