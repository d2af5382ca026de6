"""Markdown of posts: what may stand there comes out, what may not does not, and addresses of music play."""

import re

import pytest
from django.conf import settings

from editorial.markdown import Block, blocks_of

ID = "0192f0c1" * 4


def html(text: str) -> str:
    return "".join(block.get("html", "") for block in blocks_of(text))


def test_markdown_becomes_html() -> None:
    told = html(
        '# Head\n\nA *word* and **two**, ~~gone~~, [here](https://a.example "T").\n\n1. x\n2. y\n\n> z'
    )
    for part in (
        "<h2>Head</h2>",
        "<em>word</em>",
        "<strong>two</strong>",
        "<s>gone</s>",
        "<ol>",
        "<blockquote>",
    ):
        assert part in told
    assert '<a href="https://a.example" title="T" rel="noopener nofollow">here</a>' in told
    assert '<table tabindex="0">' in html("| a | b |\n|---|---|\n| 1 | 2 |")


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("# a\n\n## b\n\n# c", ["h2", "h3", "h2"]),
        ("## a\n\ntext\n\n### b", ["h2", "h3"]),
        ("### a\n\n##### b\n\n## c", ["h3", "h5", "h2"]),
        ("# a\n\n###### b", ["h2", "h6"]),
    ],
)
def test_the_highest_headings_stand_right_below_the_title(text: str, levels: list[str]) -> None:
    assert re.findall(r"<(h\d)>", html(text)) == levels


def test_what_scrolls_on_a_phone_is_reached_by_keyboard() -> None:
    assert '<pre tabindex="0">' in html("```\nwide\n```")
    assert '<pre tabindex="0">' in html("    wide")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://tracker.example/a.gif)",
        '<a href="https://a.example" onclick="x()">y</a>',
        "<iframe src=https://a.example></iframe>",
        '<https://a.example/"onmouseover=alert(1)>',
        "[a](vbscript:x) <style>*{display:none}</style>",
    ],
)
def test_nothing_that_runs_or_loads_comes_out(hostile: str) -> None:
    told = html(hostile)
    tags = re.findall(r"<[^>]*>", told)
    assert {re.split(r"[\s>]", tag.strip("</"))[0] for tag in tags} <= {"p", "a"}
    assert not [tag for tag in tags if re.search(r"\son\w+=|style=|src=", tag)]
    for scheme in ("javascript:", "data:", "vbscript:"):
        assert f'href="{scheme}' not in told.lower()


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        (f"/tracks/low-sun-{ID}", "track"),
        (f"/albums/{ID}", "album"),
        (f"{settings.SITE_URL}/playlists/a-list-{ID}", "playlist"),
        (f"<{settings.SITE_URL}/tracks/x-{ID}?t=3>", "track"),
    ],
)
def test_an_address_alone_in_a_paragraph_is_an_embed(address: str, kind: str) -> None:
    first, embed, last = blocks_of(f"Before.\n\n{address}\n\nAfter.")
    assert embed == Block(embed=kind, id=ID)
    assert (first["html"], last["html"]) == ("<p>Before.</p>\n", "<p>After.</p>\n")


@pytest.mark.parametrize(
    "text",
    [
        f"Hear /tracks/low-sun-{ID} now.",
        f"- /tracks/low-sun-{ID}",
        f"https://elsewhere.example/tracks/{ID}",
        f"/artists/x-{ID}",
        "/tracks/low-sun",
    ],
)
def test_other_addresses_stay_words(text: str) -> None:
    assert [list(block) for block in blocks_of(text)] == [["html"]]


def test_an_empty_text_has_no_blocks() -> None:
    assert blocks_of("") == []
