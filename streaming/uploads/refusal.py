"""Why an upload is not taken in."""


class Refusal(Exception):
    """The reason, and what to do about it: sentences for the person."""

    def __init__(self, reason: str, advice: str = "") -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice
