"""Amazon Data Firehose as the sink of events."""

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import boto3
from django.conf import settings

from insights.envelope import Line
from insights.sinks import NotTaken

if TYPE_CHECKING:
    from mypy_boto3_firehose.client import FirehoseClient
    from mypy_boto3_firehose.type_defs import RecordTypeDef
else:
    FirehoseClient = RecordTypeDef = Any


class FirehoseSink:
    """A stream of Amazon Data Firehose, which makes Parquet of it (docs/bi.md).

    A request of many records may be taken in part: those that were not are sent again, ever more seldom
    (https://docs.aws.amazon.com/firehose/latest/APIReference/API_PutRecordBatch.html).
    """

    RECORDS, BYTES = 500, 4 * 1024 * 1024
    """Most that one request takes; a MiB of it is left for what surrounds the records."""
    TRIES = 5

    def __init__(
        self,
        stream: str,
        *,
        client: "FirehoseClient | None" = None,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self.stream = stream
        self.client = client or boto3.client("firehose", region_name=settings.S3_REGION or None)
        self.wait = wait

    def write(self, lines: Sequence[Line]) -> None:
        for batch in self._batches(lines):
            self._send(batch)

    def _send(self, batch: "list[RecordTypeDef]") -> None:
        for attempt in range(self.TRIES):
            if attempt:
                self.wait(0.2 * 2**attempt)
            answer = self.client.put_record_batch(DeliveryStreamName=self.stream, Records=batch)
            if not answer["FailedPutCount"]:
                return
            told = zip(batch, answer["RequestResponses"], strict=True)
            batch = [record for record, result in told if result.get("ErrorCode")]
        raise NotTaken(f"Firehose did not take {len(batch)} records of {self.stream}.")

    def _batches(self, lines: Sequence[Line]) -> "Iterator[list[RecordTypeDef]]":
        batch: list[RecordTypeDef] = []
        size = 0
        for line in lines:
            record = (json.dumps(line) + "\n").encode()
            if batch and (len(batch) == self.RECORDS or size + len(record) > self.BYTES * 3 // 4):
                yield batch
                batch, size = [], 0
            batch.append({"Data": record})
            size += len(record)
        if batch:
            yield batch
