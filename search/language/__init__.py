"""What people type into the search box, read into a small tree: see docs/search.md."""

from search.language.parser import parse
from search.language.tree import Clause, Field, Query, Span, Text

__all__ = ["Clause", "Field", "Query", "Span", "Text", "parse"]
