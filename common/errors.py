"""Errors of the domain, raised by services and access rules, mapped once to each way out.

The API answers `application/problem+json` (RFC 9457, `common.api.problems`), a browser gets a page in words
(`musicsite.middleware`), a command prints the sentence.
"""


class DomainError(Exception):
    """Something a person asked for that can't be done. `str(error)` is a sentence for that person."""

    status = 400
    kind = "invalid"
    title = "That can't be done"

    def __init__(self, message: str = "", *, field: str | None = None) -> None:
        super().__init__(message or self.title)
        self.field = field


class Invalid(DomainError):
    """A value that is wrong; `field` names it."""

    status, kind, title = 422, "invalid", "Something in the form is not right"


class NotFound(DomainError):
    """It does not exist, or this person may not know that it does: the same answer for both."""

    status, kind, title = 404, "not-found", "Not found"


class Forbidden(DomainError):
    """The person may see the thing, but may not do this to it."""

    status, kind, title = 403, "forbidden", "You may not do that"


class TakenDown(DomainError):
    """It is theirs, and was taken down by whoever looks after the site: nobody sees it (RFC 7725)."""

    status, kind, title = 451, "taken-down", "This was taken down"


class Conflict(DomainError):
    """Somebody else changed it in the meantime, or it exists already."""

    status, kind, title = 409, "conflict", "It has changed in the meantime"


class TooMany(DomainError):
    """A limit is reached; `retry_after` is in seconds."""

    status, kind, title = 429, "too-many", "Too much at once"

    def __init__(self, message: str = "", *, retry_after: int = 5) -> None:
        super().__init__(message)
        self.retry_after = retry_after
