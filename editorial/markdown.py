"""Markdown of posts: CommonMark (https://spec.commonmark.org) with tables and strikethrough, made safe HTML.

HTML in the text is shown as the letters it is written with. What comes out goes through nh3 (ammonia) besides, with a
list of what may stand there. A paragraph that is the address of a track, an album or a playlist of this site and
nothing else is no paragraph: it becomes an embed, which plays. A picture alone in a paragraph is one of the post's own,
by its name; of any other picture the words are left, and no page loads one from elsewhere.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any, TypedDict
from urllib.parse import unquote

import nh3
from django.conf import settings
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from common.text import slug

TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCROLLING = {"pre": {"tabindex": "0"}, "table": {"tabindex": "0"}}
"""What may be wider than a phone scrolls there, by keyboard too."""
SCHEMES = {"http", "https", "mailto"}
KINDS = {"tracks": "track", "albums": "album", "playlists": "playlist"}
MOST_EMBEDS = 50

_address = re.compile(r"/(tracks|albums|playlists)/(?:[^/?#\s]*-)?([0-9a-f]{32})/?(?:[?#]\S*)?")
_markdown = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


class Block(TypedDict, total=False):
    """A stretch of HTML; or an embed: its kind (track, album, playlist) and public id; or a picture of the post by its
    name, with the words for who does not see it and those below it.
    """

    html: str
    embed: str
    id: str
    picture: str
    alt: str
    caption: str


def picture_name(file: str) -> str:
    """The name by which a text calls a picture: of its file, with or without the ending."""
    return slug(PurePosixPath(file).stem)


def blocks_of(text: str) -> list[Block]:
    """A text as blocks in their order."""
    found: list[Block] = []
    kept: list[Token] = []
    embeds = 0
    tokens = _markdown.parse(text)
    _level(tokens)
    for part in _paragraphs(tokens):
        embed = (_embed(part) or _picture(part)) if embeds < MOST_EMBEDS else None
        if embed is None:
            kept += part
            continue
        embeds += 1
        found += [*_html(kept), embed]
        kept = []
    return [*found, *_html(kept)]


def _level(tokens: Sequence[Token]) -> None:
    """Put the highest headings of a text, however they are written, right below the page's first: the title."""
    headings = [one for one in tokens if one.type in {"heading_open", "heading_close"}]
    highest = min((int(one.tag[1]) for one in headings), default=1)
    for one in headings:
        one.tag = f"h{min(int(one.tag[1]) - highest + 2, 6)}"


def _paragraphs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The tokens, those of a paragraph at the outermost level together."""
    place = 0
    while place < len(tokens):
        one = tokens[place]
        size = 3 if one.type == "paragraph_open" and one.level == 0 else 1
        yield list(tokens[place : place + size])
        place += size


def _embed(part: Sequence[Token]) -> Block | None:
    if len(part) != 3:
        return None
    inline = part[1]
    words = inline.content.strip().removeprefix("<").removesuffix(">")
    found = _address.fullmatch(words.removeprefix(settings.SITE_URL))
    return Block(embed=KINDS[found[1]], id=found[2]) if found else None


def _picture(part: Sequence[Token]) -> Block | None:
    inside = (part[1].children or []) if len(part) == 3 else []
    if len(inside) != 1:
        return None
    image = inside[0]
    address = unquote(str(image.attrs.get("src", "")))
    if image.type != "image" or not address or set(address) & set("/:\\"):
        return None
    return Block(
        picture=picture_name(address),
        alt=_words(image),
        caption=str(image.attrs.get("title", "")),
    )


def _words(image: Token) -> str:
    return RendererHTML().renderInlineAsText(image.children, _markdown.options, {})


def _shown_as_words(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return escapeHtml(_words(tokens[at]))


_markdown.add_render_rule("image", _shown_as_words)


def _html(tokens: Sequence[Token]) -> list[Block]:
    if not tokens:
        return []
    html = _markdown.renderer.render(tokens, _markdown.options, {})
    safe = nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        set_tag_attribute_values=SCROLLING,
        url_schemes=SCHEMES,
        link_rel="noopener nofollow",
    )
    return [Block(html=safe)]
