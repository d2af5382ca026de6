"""A page of the admin as a browser sends it back: every field of its form with the value that it shows."""

from html.parser import HTMLParser
from typing import Any


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self._in_form = False
        self._select: str | None = None
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self._in_form = (given.get("id") or "").endswith("_form")
        elif not self._in_form:
            return
        elif tag == "input" and name and given.get("type") != "submit":
            if given.get("type") in {"checkbox", "radio"} and "checked" not in given:
                return
            self.values.setdefault(name, []).append(given.get("value") or "")
        elif tag == "select":
            self._select = name
            self.values.setdefault(name, [])
        elif tag == "option" and self._select is not None and "selected" in given:
            self.values[self._select].append(given.get("value") or "")
        elif tag == "textarea":
            self._text = name
            self.values[name] = [""]

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self.values[self._text][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._text is not None:
            # The line break after the opening tag is none of the text's.
            self.values[self._text][0] = (
                self.values[self._text][0].removeprefix("\n").lstrip("\r\n")
            )
            self._text = None


def shown_form(page: Any) -> dict[str, Any]:
    """The values of the form on a change page, by field; CSRF tokens are left out."""
    fields = _Fields()
    fields.feed(page.content.decode())
    fields.values.pop("csrfmiddlewaretoken", None)
    return dict(fields.values)
