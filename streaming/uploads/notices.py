"""What a bucket tells: that an upload has been put together. It closes those that nobody else does.

Whoever completes an upload has the bucket put its parts together, and then writes that down. A process that ends
between the two leaves an upload that seems to wait for its client; the bucket's own notice says otherwise, at once
(https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html).

Notices come straight from S3, without a signature, and are believed in nothing: they make the site look for itself.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import unquote_plus

from django.utils.timezone import now

from common.errors import Conflict
from common.jobs import job
from common.notices import Notice
from streaming.models import Upload
from streaming.uploads.services import upload_complete
from streaming.uploads.storage import BucketStaging, staging

PUT_TOGETHER = "ObjectCreated:CompleteMultipartUpload"


@job(unique=True)
def upload_finish_job(upload_id: int) -> None:
    """Go on with an upload that is said to be whole, if it is. Safe to run twice."""
    upload = Upload.objects.arriving().filter(pk=upload_id).first()
    if upload is not None:
        with suppress(Conflict):  # it is not: parts of it are missing
            upload_complete(upload=upload, at=now())


def s3_notice_take(notice: Notice) -> bool:
    """Take a notice of S3; whether it was one. What it says of objects that are no uploads is passed over."""
    if notice.body.get("Event") == "s3:TestEvent":  # sent once, when a bucket is told of its queue
        return True
    records = notice.body.get("Records")
    if not isinstance(records, list) or not any(_is_of_s3(one) for one in records):
        return False
    place = staging()
    if not isinstance(place, BucketStaging):
        return True
    names = {place.name_of(bucket, key) for bucket, key in _put_together(records)}
    arriving = Upload.objects.arriving().filter(storage_key__in=names - {None})
    for pk in arriving.order_by("pk").values_list("pk", flat=True):
        upload_finish_job.enqueue(pk)
    return True


def _is_of_s3(record: object) -> bool:
    return isinstance(record, dict) and record.get("eventSource") == "aws:s3"


def _put_together(records: list[Any]) -> Iterator[tuple[str, str]]:
    """(bucket, key) of each object that was made of parts."""
    for record in filter(_is_of_s3, records):
        # In notices of SQS, events are named without `s3:`; other servers name them as in their configuration.
        if str(record.get("eventName", "")).removeprefix("s3:") != PUT_TOGETHER:
            continue
        told = _dict(record.get("s3"))
        bucket, key = _dict(told.get("bucket")).get("name"), _dict(told.get("object")).get("key")
        if isinstance(bucket, str) and isinstance(key, str):
            yield bucket, unquote_plus(key)


def _dict(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
