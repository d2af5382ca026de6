"""Marks told through a topic: SNS → SQS → `manage.py consume_notices`, which works them off (SEARCH_TOPIC).

A notice says no more than that there are marks: the rows in the database are what counts, so that one that is lost,
comes twice or late changes nothing. One that can't be worked off stays in its queue, comes again, and is a dead letter
at last; the job of each minute finds its marks even then.
"""

import json
import logging
import re
from functools import cache
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.db import transaction

from common.notices import Notice
from search.indexing import index_pending
from search.tasks import search_index_pending

logger = logging.getLogger(__name__)

MARKED = {"search": "marked"}
SLICE = 5.0
"""Seconds that one notice works; what is left then is a job's."""

ARN = re.compile(r"arn:[\w-]+:sns:([\w-]+):\d*:[\w-]{1,256}")


def marks_tell() -> None:
    """Tell that there are marks once they are committed, once for a transaction: by the topic, or a job without one."""
    if not settings.SEARCH_TOPIC:
        search_index_pending.enqueue()
        return
    connection = transaction.get_connection()
    if all(function is not _publish for _, function, *_ in connection.run_on_commit):
        transaction.on_commit(_publish)


def _publish() -> None:
    try:
        _client(settings.SEARCH_TOPIC).publish(
            TopicArn=settings.SEARCH_TOPIC, Message=json.dumps(MARKED)
        )
    except (BotoCoreError, ClientError) as error:
        logger.warning("The topic of search does not answer; a job does its work: %r", error)
        search_index_pending.enqueue()


@cache
def _client(topic: str) -> Any:
    found = ARN.fullmatch(topic)
    return boto3.client(
        "sns",
        region_name=found[1] if found else None,
        # Somebody's request waits for it.
        config=Config(connect_timeout=1, read_timeout=2, retries={"max_attempts": 1}),
    )


def search_notice_take(notice: Notice) -> bool:
    """Work off what is marked; whether the notice was ours: of our topic, whose signature was checked."""
    if not settings.SEARCH_TOPIC or notice.topic != settings.SEARCH_TOPIC:
        return False
    if notice.body.get("search") != MARKED["search"]:
        return False
    if index_pending(seconds=SLICE):
        search_index_pending.enqueue()
    return True
