"""What a message of a queue holds: a notice itself, or one in the envelope of SNS."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from common.notices.signature import Untrusted, verify

__all__ = ["Notice", "Untrusted", "opened"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody tells. `topic` is the ARN of the SNS topic whose signature was verified, "" without an envelope."""

    body: Mapping[str, Any]
    topic: str = ""


def opened(text: str) -> Notice | None:
    """The notice of a message, None for what is none (an answer to a subscription, no JSON).

    Raises Untrusted for an envelope that SNS did not sign, OSError when that can't be told at present.
    """
    outer = _object(text)
    if outer is None or not _is_envelope(outer):
        return outer if outer is None else Notice(outer)
    verify(outer)
    inner = _object(str(outer.get("Message", ""))) if outer["Type"] == "Notification" else None
    return inner if inner is None else Notice(inner, topic=str(outer["TopicArn"]))


def _is_envelope(message: Mapping[str, Any]) -> bool:
    return {"Type", "TopicArn", "Message"} <= message.keys()


def _object(text: str) -> dict[str, Any] | None:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
