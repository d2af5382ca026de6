"""What an index of ours looks like there, and a document in it."""

from typing import Any

from search.engine import SearchDocument
from search.entries import ALBUM, ANYWHERE, ARTIST, FORMAT, NAME, TRACK, values_of
from search.matching import FURTHEST

BEGUN = {NAME: f"{NAME}.begun", ANYWHERE: f"{ANYWHERE}.begun"}
"""Fields of the beginnings of words, by the field of the words."""

_LEFT_OUT = frozenset({"id", "weight", "kind_code"})
"""What Tantivy alone needs: here the order is said in the question."""


def template(alias: str) -> dict[str, Any]:
    """The index template of all our indexes (https://docs.opensearch.org/latest/im-plugin/index-templates/)."""
    words = {"type": "text", "analyzer": "whitespace", "norms": False}
    begun = words | {
        "fields": {
            "begun": {"type": "text", "analyzer": "begun", "search_analyzer": "whitespace", "norms": False}
        }
    }  # fmt: skip
    properties: dict[str, Any] = {
        NAME: begun,
        ANYWHERE: begun | {"index_options": "docs"},
        **dict.fromkeys((ARTIST, ALBUM, TRACK), words),
        **dict.fromkeys(
            ("kind", "audience", "squeezed", "genre", "genre_key", "mood", "mood_key", "format", "key", "isrc"),
            {"type": "keyword"},
        ),
        **dict.fromkeys(("year", "bpm", "length"), {"type": "integer"}),
        **dict.fromkeys(("ref", "rank", "letters", "stamp"), {"type": "long"}),
    }  # fmt: skip
    return {
        "index_patterns": [f"{alias}-*"],
        "priority": 100,
        "version": int(FORMAT),
        "template": {
            "settings": {
                "index": {
                    "refresh_interval": "1s",
                    "auto_expand_replicas": "0-1",
                    "max_result_window": 2 * FURTHEST,
                    # So long it is remembered that a document was removed, should an older state of it still come.
                    "gc_deletes": "2h",
                },
                "analysis": {
                    "filter": {"begun": {"type": "edge_ngram", "min_gram": 2, "max_gram": 20}},
                    "analyzer": {
                        "begun": {"type": "custom", "tokenizer": "whitespace", "filter": ["begun"]}
                    },
                },
            },
            # Nothing is sent back but columns, so what was sent is not kept either.
            "mappings": {
                "dynamic": "strict",
                "_source": {"enabled": False},
                "properties": properties,
            },
        },
    }


def entry(document: SearchDocument) -> dict[str, Any]:
    """A document's entry."""
    return {name: value for name, value in values_of(document).items() if name not in _LEFT_OUT}
