"""Every word that a template shows is marked for translation."""

import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
TEMPLATES = sorted(HOUSE.glob("templates/**/*.html")) + sorted(HOUSE.glob("*/templates/**/*.html"))

# Units, codes and formats are the same in every language.
SAME_EVERYWHERE = {
    "ISRC", "ISWC", "BPM", "LUFS", "dBTP", "bit", "UTC", "XSPF", "JSPF", "CSV", "XLSX"
}  # fmt: skip
# What is marked, and what nobody reads.
SILENT = re.compile(
    r"""(?sx)
    {%-?\s*comment\b .*? endcomment\s*-?%}
    | {%-?\s*blocktrans(?:late)?\b .*? endblocktrans(?:late)?\s*-?%}
    | {%-?\s*block\s+(?:bodyclass|main_class)\b .*? endblock\s*-?%}
    | {\# .*? \#} | <!-- .*? -->
    | <(script|style)\b .*? </\1>
    """
)
TAG = re.compile(r"(?s){[{%].*?[}%]}")
TEXT = re.compile(r"(?s)>([^<>]*)(?=<|\Z)")
READ_OUT = re.compile(
    r"""\s(?:aria-(?:label|description|roledescription)|title|placeholder|alt|data-words-[a-z]+)="([^"]*)\""""
)
ON_A_BUTTON = re.compile(r"""<input\b[^>]*type="(?:submit|button|reset)"[^>]*\svalue="([^"]*)\"""")
WORD = re.compile(r"[^\W\d_]{2,}")


def unmarked(source: str) -> list[str]:
    """The words of a template's source that no `translate` holds."""
    bare = TAG.sub(" ", SILENT.sub(" ", source))
    texts = [*TEXT.findall(f">{bare}"), *READ_OUT.findall(bare), *ON_A_BUTTON.findall(bare)]
    return [
        " ".join(text.split())
        for text in texts
        if set(WORD.findall(re.sub(r"&\w+;", " ", text))) - SAME_EVERYWHERE
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_no_word_of_a_template_is_left_unmarked(path: Path) -> None:
    assert unmarked(path.read_text()) == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Play</p>",
        "{% load i18n %}Play",
        "<p>{% translate 'Play' %} and more</p>",
        """<a title="More" href="{% url 'home' %}"></a>""",
        """<input type="submit" value="Go">""",
        "<p>{% if song %}Song{% endif %}</p>",
    ],
)
def test_a_word_that_is_not_marked_is_found(source: str) -> None:
    assert len(unmarked(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "<p>{% translate 'Play' %}</p>",
        "{% blocktranslate %}Play {{ it }}{% endblocktranslate %}",
        """<svg class="glyph"><use href="#play"/></svg> · {{ loudness }} LUFS""",
        "{% comment %}A row: track.{% endcomment %}<li></li>",
    ],
)
def test_what_is_marked_or_means_the_same_everywhere_is_let_be(source: str) -> None:
    assert unmarked(source) == []
