"""Lambda: a batch of CloudWatch Logs becomes documents of OpenSearch.

The event is gzipped JSON in base64:
https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html#LambdaFunctionExample
botocore comes with the runtime. What OpenSearch refuses raises, so that Lambda tries again and then keeps the batch in
the queue for dead letters.
"""

import base64
import gzip
import json
import os
import urllib.request
from datetime import UTC, datetime
from typing import Any

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.session import Session

LONGEST = 32_000
"""Characters of one line that are kept: OpenSearch takes no longer term."""


def documents(event: dict[str, Any], index: str) -> list[str]:
    """The lines of a bulk request. A document's id is the line's own: what comes twice is there once."""
    batch = json.loads(gzip.decompress(base64.b64decode(event["awslogs"]["data"])))
    if batch["messageType"] != "DATA_MESSAGE":
        return []
    lines = []
    for line in batch["logEvents"]:
        at = datetime.fromtimestamp(line["timestamp"] / 1000, UTC)
        name = {"_index": f"{index}-{at:%Y.%m.%d}", "_id": line["id"]}
        about = {
            "@timestamp": at.isoformat(),
            "process": batch["logGroup"].rsplit("/", 1)[-1],
            "task": batch["logStream"].rsplit("/", 1)[-1],
            **_told(line["message"]),
        }
        lines += [json.dumps({"index": name}), json.dumps(about)]
    return lines


def _told(message: str) -> dict[str, Any]:
    """The fields of a line of the site, which are JSON; anything else is the message."""
    try:
        fields = json.loads(message)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        return {"message": message[:LONGEST]}
    return {
        key: value[:LONGEST] if isinstance(value, str) else value for key, value in fields.items()
    }


def handler(event: dict[str, Any], context: object) -> dict[str, int]:
    lines = documents(event, os.environ["INDEX"])
    if not lines:
        return {"sent": 0}
    answer = _send("\n".join(lines) + "\n")
    refused = [item["index"] for item in answer["items"] if item["index"]["status"] >= 300]
    # A document that its mapping refuses would be refused for ever: only what may pass later is tried again.
    if any(item["status"] == 429 or item["status"] >= 500 for item in refused):
        raise RuntimeError(f"OpenSearch is too busy for {len(refused)} lines")
    for item in refused[:3]:
        told = {"level": "WARNING", "message": "refused", "error": item.get("error")}
        print(json.dumps(told))  # noqa: T201 - a function's output is its log
    return {"sent": len(lines) // 2 - len(refused), "refused": len(refused)}


def _send(body: str) -> Any:
    url = f"https://{os.environ['ENDPOINT']}/_bulk"
    request = AWSRequest("POST", url, data=body, headers={"Content-Type": "application/x-ndjson"})
    credentials: Any = Session().get_credentials()
    SigV4Auth(credentials, "es", os.environ["AWS_REGION"]).add_auth(request)
    wire = urllib.request.Request(  # noqa: S310 - our own https address
        url, data=body.encode(), headers=dict(request.headers), method="POST"
    )
    with urllib.request.urlopen(wire, timeout=30) as answer:  # noqa: S310
        return json.load(answer)
