"""Uploads into a bucket: parts go there straight, by presigned addresses of S3's multipart uploads.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html. Length and SHA-256 of a part are headers that
its signature covers, so that the bucket itself refuses other bytes.
"""

import base64
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from botocore.exceptions import ClientError
from django.core.files.storage import storages

from common.errors import Conflict
from streaming.models import Upload
from streaming.uploads.limits import ADDRESS_LIVES
from streaming.uploads.storage.base import READ, Address, Arrived, Gone, Readable

_MISSING = {"NoSuchUpload", "NoSuchKey", "404"}
_OTHER = {"BadDigest", "InvalidPart", "InvalidRequest", "XAmzContentChecksumMismatch"}
"""What buckets say of parts that are not those named."""


class BucketStaging:
    """Objects `users/<person>/<upload>` of a bucket, in parts until they are finished."""

    def __init__(self, storage: Any) -> None:
        self.storage = storage
        self.bucket: str = storage.bucket_name

    @property
    def client(self) -> Any:
        return self.storage.connection.meta.client

    def begin(self, upload: Upload) -> str:
        made = self.client.create_multipart_upload(
            **self._at(upload), ContentType="application/octet-stream", ChecksumAlgorithm="SHA256"
        )
        return str(made["UploadId"])

    def address(self, upload: Upload, number: int, sha256: str, *, at: datetime) -> Address:
        checksum = _base64(sha256)
        url = self.client.generate_presigned_url(
            "upload_part",
            Params={
                **self._at(upload),
                "UploadId": upload.multipart_id,
                "PartNumber": number,
                "ContentLength": upload.size_of_part(number),
                "ChecksumSHA256": checksum,
            },
            ExpiresIn=int(ADDRESS_LIVES.total_seconds()),
        )
        return Address(url, {"x-amz-checksum-sha256": checksum}, at + ADDRESS_LIVES)

    def receive(
        self, upload: Upload, number: int, *, body: Readable, size: int, sha256: str
    ) -> None:
        self.client.upload_part(
            **self._at(upload),
            UploadId=upload.multipart_id,
            PartNumber=number,
            Body=body.read(size),
            ChecksumSHA256=_base64(sha256),
        )

    def arrived(self, upload: Upload) -> list[Arrived]:
        if not upload.multipart_id:
            return []
        pages = self.client.get_paginator("list_parts").paginate(
            **self._at(upload), UploadId=upload.multipart_id
        )
        try:
            return [
                Arrived(part["PartNumber"], part["Size"], part["ETag"])
                for page in pages
                for part in page.get("Parts", ())
            ]
        except ClientError as error:
            raise _gone(error) from error

    def finish(self, upload: Upload, parts: list[Arrived], hashes: dict[int, str]) -> None:
        told = [
            {
                "PartNumber": part.number,
                "ETag": part.tag,
                "ChecksumSHA256": _base64(hashes[part.number]),
            }
            for part in parts
        ]
        try:
            self.client.complete_multipart_upload(
                **self._at(upload),
                UploadId=upload.multipart_id,
                MultipartUpload={"Parts": told},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] in _OTHER:
                raise Conflict(
                    "Parts have arrived that are not those announced last: send them again.",
                    field="parts",
                ) from error
            raise _gone(error) from error

    def read(self, upload: Upload) -> Iterator[bytes]:
        try:
            body = self.client.get_object(**self._at(upload))["Body"]
        except ClientError as error:
            raise _gone(error) from error
        with body:
            yield from body.iter_chunks(READ)

    def move(self, upload: Upload, key: str) -> bool:
        media: Any = storages["default"]
        if type(media) is not type(self.storage) or media.endpoint_url != self.storage.endpoint_url:
            return False
        source = {"Bucket": self.bucket, "Key": self._at(upload)["Key"]}
        media.connection.meta.client.copy(source, media.bucket_name, _key(media, key))
        return True

    def discard(self, upload: Upload) -> None:
        if upload.multipart_id:
            with _passing_over_missing():
                self.client.abort_multipart_upload(**self._at(upload), UploadId=upload.multipart_id)
        self.client.delete_object(**self._at(upload))

    def clear_strays(self, is_alive: Callable[[str], bool], *, before: datetime) -> int:
        """Also parts of uploads that were begun here and whose id was never written down."""
        cleared, prefix = 0, _key(self.storage, "users/")
        own = len(prefix) - len("users/")
        for page in self.client.get_paginator("list_multipart_uploads").paginate(
            Bucket=self.bucket, Prefix=prefix
        ):
            for one in page.get("Uploads", ()):
                if one["Initiated"] < before and not is_alive(one["Key"][own:]):
                    with _passing_over_missing():
                        self.client.abort_multipart_upload(
                            Bucket=self.bucket, Key=one["Key"], UploadId=one["UploadId"]
                        )
                    cleared += 1
        for page in self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=prefix
        ):
            for one in page.get("Contents", ()):
                if one["LastModified"] < before and not is_alive(one["Key"][own:]):
                    self.client.delete_object(Bucket=self.bucket, Key=one["Key"])
                    cleared += 1
        return cleared

    def name_of(self, bucket: str, key: str) -> str | None:
        """What a key of a bucket is called here, None for what is not of this place."""
        prefix = _key(self.storage, "")
        if bucket != self.bucket or not key.startswith(prefix):
            return None
        return key.removeprefix(prefix)

    def _at(self, upload: Upload) -> dict[str, str]:
        return {"Bucket": self.bucket, "Key": _key(self.storage, upload.storage_key)}


def _key(storage: Any, name: str) -> str:
    """With the prefix of the setting, as django-storages puts it before its own names."""
    return f"{storage.location.strip('/')}/{name}".lstrip("/")


def _base64(sha256: str) -> str:
    return base64.b64encode(bytes.fromhex(sha256)).decode()


def _gone(error: ClientError) -> Exception:
    return Gone() if error.response["Error"]["Code"] in _MISSING else error


@contextmanager
def _passing_over_missing() -> Iterator[None]:
    """What is not there need not be thrown away; any other error counts."""
    try:
        yield
    except ClientError as error:
        if error.response["Error"]["Code"] not in _MISSING:
            raise
