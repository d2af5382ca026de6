"""An entry of the index as Tantivy keeps it."""

from functools import cache

import tantivy

from search.engine import SearchDocument
from search.entries import ALBUM, ANYWHERE, ARTIST, NAME, TRACK, values_of


@cache
def schema() -> tantivy.Schema:
    """The fields. Words come folded (`search.folding`), so that the tokenizer only cuts at spaces."""
    builder = tantivy.SchemaBuilder()
    for name in (NAME, ARTIST, ALBUM, TRACK):  # positions, for phrases
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(ANYWHERE, tokenizer_name="whitespace", index_option="basic")
    for name in ("id", "kind", "audience", "squeezed", "genre_key", "mood_key", "key", "isrc"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("genre", "mood", "format"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("year", "bpm", "length"):
        builder.add_integer_field(name, indexed=True, fast=True)
    for name in ("ref", "kind_code", "rank", "letters", "stamp"):
        builder.add_integer_field(name, fast=True)
    builder.add_float_field("weight", fast=True)
    return builder.build()


def entry(document: SearchDocument) -> tantivy.Document:
    """The entry of a document."""
    return tantivy.Document(**values_of(document))
