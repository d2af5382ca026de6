"""The loop that reads queues and hands on what they hold."""

import logging
import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)

from common.jobs.stopping import Stop, StopSignal
from common.notices.envelope import Untrusted, opened
from common.notices.takers import notice_takers

if TYPE_CHECKING:
    from mypy_boto3_sqs.client import SQSClient

logger = logging.getLogger(__name__)

AT_ONCE = 10
"""Messages in one answer, the most that SQS gives."""
LONG_POLL = 20
"""Seconds for which SQS holds a question open, the longest it knows."""
OUTAGE = (OperationalError, InterfaceError)
PAUSE = 5.0
"""Seconds before a queue that did not answer is asked again."""

_region = re.compile(r"sqs\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?")


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one look at a queue."""

    taken: int = 0
    refused: int = 0
    left: int = 0


def client_of(queue_url: str) -> "SQSClient":
    """A client for the server that a queue's address names; its region too, where it is AWS's own."""
    parts = urlsplit(queue_url)
    found = _region.fullmatch(parts.hostname or "")
    return boto3.client(
        "sqs",
        endpoint_url=f"{parts.scheme}://{parts.netloc}",
        region_name=found[1] if found else None,
        config=Config(connect_timeout=5, read_timeout=LONG_POLL + 10, retries={"max_attempts": 2}),
    )


def read_once(client: "SQSClient", queue_url: str, *, wait: int = LONG_POLL) -> Read:
    """Take what one look finds. What fails stays in the queue: SQS gives it again, and to its dead letters at last."""
    answer = client.receive_message(
        QueueUrl=queue_url, MaxNumberOfMessages=AT_ONCE, WaitTimeSeconds=wait
    )
    counts = {"taken": 0, "refused": 0, "left": 0}
    for message in answer.get("Messages", []):
        outcome = _take(message["Body"])
        counts[outcome] += 1
        if outcome != "left":
            client.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
    return Read(**counts)


def _take(body: str) -> str:
    """`taken`, `refused` (nothing of ours, and never will be) or `left` for later."""
    try:
        notice = opened(body)
    except Untrusted as error:
        logger.warning("A notice is refused: %s", error)
        return "refused"
    except OSError as error:
        logger.warning("A notice waits: its signature can't be checked now (%r).", error)
        return "left"
    if notice is None:
        return "refused"
    try:
        with transaction.atomic():
            known = [take(notice) for take in notice_takers]
    except OUTAGE:
        raise
    except Exception:  # whatever a taker raises: one notice must not stop all others
        logger.exception("A notice could not be taken; it will come again.")
        return "left"
    if not any(known):
        logger.info("Nobody takes this notice.", extra={"fields": sorted(notice.body)[:20]})
    return "taken" if any(known) else "refused"


def run_consumer(*queue_urls: str) -> None:
    """Read all queues until a signal asks to stop, each in a thread. In the main thread of a process of its own."""
    stop, over = StopSignal(), threading.Event()
    stop.catch()
    threads = [
        threading.Thread(target=_read_on, args=(url, over), name=f"queue {index}", daemon=True)
        for index, url in enumerate(queue_urls)
    ]
    for thread in threads:
        thread.start()
    try:
        while not stop.asked:
            stop.wait(over.wait, 3600)
    except Stop:
        pass
    # A look that is held open holds no message: its thread ends with the process.
    over.set()
    for thread in threads:
        thread.join(1)


def _read_on(queue_url: str, over: threading.Event) -> None:
    client = client_of(queue_url)
    while not over.is_set():
        close_old_connections()
        try:
            read_once(client, queue_url)
        except (BotoCoreError, ClientError) as error:
            logger.warning("The queue does not answer; trying again: %r", error)
            over.wait(PAUSE)
        except OUTAGE:
            logger.warning("The database does not answer; trying again.", exc_info=True)
            connection.close()
            over.wait(PAUSE)
